import BytePairEncoding
import TestSupport
import Testing
import TextNormalization
import Tokenization

@Suite("A tokenizer of jamo")
struct JamoDecodingTests {
    /// Merges of random bytes of jamo, so that tokens begin and end inside of characters and of syllables.
    private func tokenizer(
        _ policy: NormalizationPolicy = .jamo, added: [AddedToken] = [], merges: Int = 300
    ) throws -> Tokenizer {
        let bytes: [UInt8] = [0xE1, 0x84, 0x85, 0x86, 0x92, 0xA1, 0xAB, 0xCD, 0x8F, 0x80, 0x87, 0x41]
        return try Tokenizer(
            name: "test", normalization: policy, preTokenizer: PreTokenizer(.malmoi),
            vocabulary: try SmallVocabulary.random(merges: merges, alphabet: bytes, seed: 11), addedTokens: added)
    }

    private func utf8(_ scalars: [UInt32]) -> [UInt8] {
        scalars.flatMap { value in Unicode.Scalar(value).map { Array(String($0).utf8) } ?? [] }
    }

    /// Syllables, jamo of every kind, markers, marks and bytes that are no UTF-8, in any order.
    private func trap(seed: UInt64) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        let scalars: [UInt32] = [
            0xAC00, 0xAC01, 0xD55C, 0xD7A3, 0x1100, 0x1112, 0x1113, 0x1160, 0x115F, 0x1161, 0x1175, 0x119E, 0x11A8,
            0x11AB, 0x11EB, 0x034F, 0x302E, 0x314B, 0xFFA1, 0xF914, 0xF53A, 0x0301, 0x41, 0x20, 0x0A, 0x1F600,
        ]
        var text: [UInt8] = []
        for _ in 0..<Int.random(in: 0...200, using: &generator) {
            if Int.random(in: 0..<12, using: &generator) == 0 {
                text.append(UInt8.random(in: 0x80...0xFF, using: &generator))
            } else {
                text += utf8([scalars[Int.random(in: 0..<scalars.count, using: &generator)]])
            }
        }
        return text
    }

    @Test("gives back exactly what was encoded, syllable by syllable and all 11,172 at once")
    func syllables() throws {
        let tokenizer = try tokenizer()
        let all = (UInt32(0xAC00)...0xD7A3).map { utf8([$0]) }
        for syllable in all {
            let jamo = Array(ICUNormalization.nfd.normalize(syllable))
            #expect(try tokenizer.decodeBytes(try tokenizer.encode(syllable)) == syllable)
            #expect(try tokenizer.decodeBytes(try tokenizer.encode(jamo)) == jamo)
        }
        let text = all.flatMap { $0 }
        #expect(try tokenizer.decodeBytes(try tokenizer.encode(text)) == text)
        #expect(try self.tokenizer(.nfd).decodeBytes(try self.tokenizer(.nfd).encode(text)) != text)
    }

    @Test("gives back any text and any bytes, and what has come out of a stream is never taken back", arguments: 0..<60)
    func traps(seed: UInt64) throws {
        let tokenizer = try tokenizer()
        let text = trap(seed: seed)
        let ids = try tokenizer.encode(text)
        #expect(try tokenizer.decodeBytes(ids) == text)
        var decoder = TokenDecoder(tokenizer)
        for _ in 0..<2 {
            var result: [UInt8] = []
            for id in ids {
                try decoder.append(id, to: &result)
                #expect(text.starts(with: result))
            }
            try decoder.finish(into: &result)
            #expect(result == text)
        }
    }

    @Test("gives back texts with added tokens in them, special or not, normalized or not", arguments: 0..<40)
    func addedTokens(seed: UInt64) throws {
        let tokenizer = try tokenizer(added: [
            AddedToken(id: 556, content: Array("<한>".utf8), isSpecial: true),
            AddedToken(id: 557, content: Array("각".utf8), isSpecial: false, isNormalized: true),
            AddedToken(id: 558, content: utf8([0x1161]), isSpecial: false, isNormalized: true),
            AddedToken(id: 559, content: utf8([0x11A8]), isSpecial: false, isNormalized: false),
        ])
        var text: [UInt8] = []
        for part in 0..<8 {
            text += trap(seed: seed * 100 + UInt64(part)).prefix(30)
            text += [Array("<한>".utf8), Array("각".utf8), utf8([0x1161]), utf8([0xAC00, 0x11A8])][part % 4]
        }
        let ids = try tokenizer.encode(text, specialTokens: .allowed)
        #expect(ids.contains(556) && ids.contains(558) && ids.contains(559))
        #expect(try tokenizer.decodeBytes(ids) == text)
    }

    @Test("keeps the text on both sides of a special token apart when that is left out")
    func skipping() throws {
        let tokenizer = try tokenizer(added: [AddedToken(id: 556, content: Array("<s>".utf8), isSpecial: true)])
        let text = utf8([0xD558]) + Array("<s>".utf8) + utf8([0x11AB, 0x21])
        let ids = try tokenizer.encode(text, specialTokens: .allowed)
        #expect(try tokenizer.decodeBytes(ids, skippingSpecialTokens: true) == utf8([0xD558, 0x11AB, 0x21]))
    }

    @Test("composes what a model writes, and names an id that it does not have")
    func models() throws {
        let tokenizer = try tokenizer(merges: 0)
        let written = utf8([0x1112, 0x1161, 0x11AB, 0x1100, 0x1173, 0x11AF]).map { byte in
            (0..<256).map { TokenID(index: $0) }.first { tokenizer.bytes(of: $0) == [byte] } ?? TokenID(index: 0)
        }
        #expect(try tokenizer.decode(written) == "한글")
        #expect(throws: TokenizationError.unknownID(9999, position: 1, idCount: 256)) {
            try tokenizer.decodeBytes([1, 9999])
        }
    }
}
