import BytePairEncoding
import Testing

@Suite("A vocabulary")
struct VocabularyTests {
    private let bytes = (UInt8.min...UInt8.max).map { [$0] }

    @Test("without one of the bytes is refused")
    func missingByte() {
        #expect(throws: VocabularyError.missingByte(0x41)) {
            try Vocabulary(tokens: TokenTable(bytes.filter { $0 != [0x41] }), merges: [])
        }
    }

    @Test("whose merge names an id that is not there is refused")
    func unknownID() {
        #expect(throws: VocabularyError.unknownID(rank: 0, id: 256)) {
            try Vocabulary(tokens: TokenTable(bytes), merges: [Merge(left: 0, right: 1, result: 256)])
        }
    }

    @Test("whose merge makes something else than its sides is refused")
    func wrongResult() {
        #expect(throws: VocabularyError.wrongResult(rank: 0)) {
            try Vocabulary(tokens: TokenTable(bytes + [[1, 0]]), merges: [Merge(left: 0, right: 1, result: 256)])
        }
    }

    @Test("keeps tokens apart that are canonically equivalent")
    func canonicalEquivalence() throws {
        let composed = Array("한".utf8)
        let decomposed = Array("\u{1112}\u{1161}\u{11AB}".utf8)
        let vocabulary = try Vocabulary(tokens: TokenTable(bytes + [composed, decomposed]), merges: [])
        #expect(vocabulary.id(of: composed) == 256)
        #expect(vocabulary.id(of: decomposed) == 257)
        #expect(vocabulary.id(of: Array("한국".utf8)) == nil)
    }

    @Test("writes bytes as GPT-2 does")
    func byteLevelAlphabet() {
        #expect(ByteLevelAlphabet.codePoints[0x21] == 0x21)
        #expect(ByteLevelAlphabet.codePoints[0x20] == 0x120)
        #expect(ByteLevelAlphabet.codePoints[0x00] == 0x100)
        #expect(ByteLevelAlphabet.codePoints[0xAD] == 0x143)
        #expect(Set(ByteLevelAlphabet.codePoints).count == 256)
        #expect(
            ByteLevelAlphabet.orderedBytes.map { ByteLevelAlphabet.codePoints[Int($0)] }.sorted()
                == ByteLevelAlphabet.orderedBytes.map { ByteLevelAlphabet.codePoints[Int($0)] })
    }
}

@Suite("A character gate")
struct CharacterGateTests {
    @Test("lets out only whole characters, however the bytes come", arguments: [1, 2, 3, 5])
    func pieces(size: Int) {
        let text = Array("가나 😀é\u{FFFF}힣".utf8)
        var gate = CharacterGate()
        var shown: [UInt8] = []
        for start in stride(from: 0, to: text.count, by: size) {
            let out = gate.push(text[start..<min(start + size, text.count)])
            #expect(String(validating: out, as: UTF8.self) != nil)
            shown += out
        }
        #expect(shown + gate.finish() == text)
    }

    @Test(
        "does not hold back what cannot become a character",
        arguments: [[0x80], [0xC0], [0xFF], [0xED, 0xA0], [0xE0, 0x80], [0xF4, 0x90], [0x41, 0xBF]] as [[UInt8]])
    func invalid(bytes: [UInt8]) {
        var gate = CharacterGate()
        #expect(gate.push(bytes) == bytes)
        #expect(gate.finish().isEmpty)
    }

    @Test("hands out an incomplete character at the end")
    func incomplete() {
        var gate = CharacterGate()
        #expect(gate.push([0x41, 0xEA, 0xB0]) == [0x41])
        #expect(gate.finish() == [0xEA, 0xB0])
    }
}
