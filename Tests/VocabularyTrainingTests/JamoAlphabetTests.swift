import BytePairEncoding
import TestSupport
import Testing
import TextNormalization
import Tokenization

@testable import VocabularyTraining

@Suite("Training from jamo")
struct JamoAlphabetTests {
    private func train(
        _ alphabet: TrainingSettings.Alphabet, size: Int = 1200, seed: UInt64 = 3
    ) throws -> TrainedVocabulary {
        try TrainingFixtures.train(TrainingFixtures.mixedCorpus(seed: seed), size: size) {
            $0.alphabet = alphabet
            $0.normalization = .jamo
        }
    }

    private func utf8(_ scalars: [UInt32]) -> [UInt8] {
        scalars.flatMap { value in Unicode.Scalar(value).map { Array(String($0).utf8) } ?? [] }
    }

    @Test("gives back exactly what was encoded", arguments: [TrainingSettings.Alphabet.jamo, .jamoOld])
    func exact(alphabet: TrainingSettings.Alphabet) throws {
        let tokenizer = try train(alphabet).tokenizer(name: "jamo")
        var torture = TortureText(seed: 17)
        var texts = (0..<20).map { _ in torture.nextBytes(length: 500) }
        texts += (0..<20).map { _ in Array(torture.next(length: 300).utf8) }
        texts += TrainingFixtures.mixedCorpus(seed: 9, documents: 5).map { Array($0.utf8) }
        texts.append(utf8((UInt32(0xAC00)...0xD7A3).flatMap { [$0, 0x20] }))
        texts.append(utf8([0x1112, 0x1161, 0x11AB, 0x1112, 0x119E, 0x11AB, 0xAC00, 0x11EB, 0x034F]))
        for text in texts { #expect(try tokenizer.decodeBytes(try tokenizer.encode(text)) == text) }
    }

    @Test("learns tokens of whole jamo, some of them across syllables")
    func units() throws {
        let trained = try train(.jamo)
        var crossing = 0
        for index in 256 + trained.characterTokenCount..<trained.tokens.count {
            let bytes = Array(trained.tokens[TokenID(index: index)])
            let text = try #require(String(validating: bytes, as: UTF8.self))
            let scalars = text.unicodeScalars.map(\.value)
            #expect(!scalars.contains { (0xAC00...0xD7A3).contains($0) })
            // A leading consonant behind a vowel or a trailing consonant: the token goes on into the next syllable.
            crossing +=
                zip(scalars, scalars.dropFirst()).contains { $0 >= 0x1161 && (0x1100...0x1112).contains($1) } ? 1 : 0
        }
        #expect(crossing > 50)
    }

    @Test("has an id for every letter of Old Hangul where it is asked to, and for none that it has not seen otherwise")
    func oldLetters() throws {
        func tokens(_ alphabet: TrainingSettings.Alphabet) throws -> Set<[UInt8]> {
            let trained = try train(alphabet)
            return Set((0..<trained.tokens.count).map { Array(trained.tokens[TokenID(index: $0)]) })
        }
        let (old, modern) = (try tokens(.jamoOld), try tokens(.jamo))
        for range: ClosedRange<UInt32> in [0x1100...0x11FF, 0xA960...0xA97C, 0xD7B0...0xD7C6, 0xD7CB...0xD7FB] {
            for scalar in range { #expect(old.contains(utf8([scalar])), "\(scalar)") }
        }
        #expect(!modern.contains(utf8([0x119E])) && !modern.contains(utf8([0xA960])))
        // One id a letter of a block that the corpus does not have.
        let tokenizer = try train(.jamoOld).tokenizer(name: "old")
        #expect(try tokenizer.encode(utf8([0xA964, 0x119E, 0xD7CB, 0x302E])).count == 4)
    }

    @Test("is refused with another normalization, or where the letters have no room")
    func refusals() {
        for alphabet in [TrainingSettings.Alphabet.jamo, .jamoOld] {
            #expect(
                throws: TrainingError.badSetting(
                    "the alphabet \(alphabet.rawValue) needs the normalization jamo, not nfc")
            ) {
                try TrainingFixtures.train(["가"], size: 1200) { $0.alphabet = alphabet }
            }
        }
        let needed = 256 + JamoAlphabet.tokenCount
        #expect(throws: TrainingError.vocabularyTooSmall(size: needed - 1, needed: needed)) {
            try train(.jamoOld, size: needed - 1)
        }
        #expect(throws: Never.self) { try train(.jamoOld, size: needed) }
    }
}
