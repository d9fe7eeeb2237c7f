import BytePairEncoding
import Foundation
import TestSupport
import Testing
import TextNormalization
import Tokenization

/// Text that is equivalent, encoded with `korean`: the same ids, whatever form it came in.
@Suite("The policy korean in encoding")
struct KoreanPolicyEncodingTests {
    /// Merges of random bytes of Hangul.
    private func tokenizer(_ policy: NormalizationPolicy) throws -> Tokenizer {
        let bytes: [UInt8] = [0xEA, 0xEB, 0xEC, 0xED, 0xB0, 0x80, 0x9D, 0xB4, 0xE1, 0x84, 0x85, 0x86, 0x92, 0xA1]
        return try Tokenizer(
            name: "test", normalization: policy, preTokenizer: PreTokenizer(.malmoi),
            vocabulary: try SmallVocabulary.random(merges: 400, alphabet: bytes, seed: 12))
    }

    private func utf8(_ scalars: [UInt32]) -> [UInt8] {
        scalars.flatMap { value in Unicode.Scalar(value).map { Array(String($0).utf8) } ?? [] }
    }

    @Test("gives all 11,172 syllables in jamo the ids of their precomposed twins")
    func syllables() throws {
        let korean = try tokenizer(.korean)
        let none = try tokenizer(.none)
        for scalar in UInt32(0xAC00)...0xD7A3 {
            let syllable = utf8([scalar, 0x2E])
            let ids = try none.encode(syllable)
            #expect(try korean.encode(syllable) == ids)
            #expect(try korean.encode(ICUNormalization.nfd.normalize(syllable)) == ids)
            #expect(try korean.decodeBytes(ids) == syllable)
        }
    }

    @Test("gives a block of Old Hangul one sequence of ids, composed in part or not")
    func oldHangul() throws {
        let korean = try tokenizer(.korean)
        for (left, right) in [
            ([0xAC00, 0x11EB], [0x1100, 0x1161, 0x11EB]), ([0x1109, 0xC0AC], [0x1109, 0x1109, 0x1161]),
            ([0xB4C0, 0x11F0, 0x302E], [0x1103, 0x1172, 0x11F0, 0x302E]),
        ] as [([UInt32], [UInt32])] {
            #expect(try korean.encode(utf8(left)) == korean.encode(utf8(right)))
            #expect(try tokenizer(.none).encode(utf8(left)) != tokenizer(.none).encode(utf8(right)))
        }
        // Compatibility Hanja stay apart from their unified twins, by whose reading they differ.
        #expect(try korean.encode(utf8([0xF914])) != korean.encode(utf8([0x6A02])))
    }

    /// Debian's word list of hunspell-ko, which is in jamo: installed, or packed in the shared folder.
    private static let wordList: [UInt8]? = {
        if let data = FileManager.default.contents(atPath: "/usr/share/hunspell/ko.dic") { return Array(data) }
        let packed = SharedFiles.path("corpora/train/deb_hunspell_nfd.jsonl.zst")
        if let data = Outside.output(of: "zstd", ["-dcq", packed]) { return Array(data) }
        print("SKIPPED: the word list in jamo needs Debian's hunspell-ko, or the shared folder and zstd")
        return nil
    }()

    @Test("gives Debian's word list in jamo the ids of its composed twin")
    func wordList() throws {
        guard var text = Self.wordList else { return }
        #if DEBUG
        // A stretch from the end, where the words are, from one plain character to another.
        text = Array(text.suffix(400_000).drop { $0 >= 0x80 }.prefix(300_000))
        while let last = text.last, last >= 0x80 { text.removeLast() }
        #endif
        let composed = ICUNormalization.nfc.normalize(text)
        #expect(composed.count < text.count * 3 / 4, "the list is in jamo")
        #expect(Normalizer(.korean).normalize(text).bytes == composed)
        let korean = try tokenizer(.korean)
        let ids = try korean.encode(text)
        #expect(ids == (try korean.encode(composed)))
        #expect(try korean.decodeBytes(ids) == composed)
        let jamo = try tokenizer(.jamo)
        for form in [text, composed] { #expect(try jamo.decodeBytes(try jamo.encode(form)) == form) }
    }
}
