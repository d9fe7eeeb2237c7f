import BytePairEncoding
import TestSupport
import Testing
import TextNormalization
import Tokenization

@Suite("A tokenizer")
struct TokenizerTests {
    private func tokenizer(
        _ normalization: NormalizationPolicy = .none, added: [AddedToken] = []
    ) throws -> Tokenizer {
        let vocabulary = try SmallVocabulary.random(merges: 200, alphabet: Array(0...255), seed: 4)
        return try Tokenizer(
            name: "test", normalization: normalization, preTokenizer: PreTokenizer(.malmoi), vocabulary: vocabulary,
            addedTokens: added)
    }

    private func added(_ id: UInt32, _ text: String, special: Bool = true) -> AddedToken {
        AddedToken(id: TokenID(id), content: Array(text.utf8), isSpecial: special)
    }

    @Test("gives back any bytes", arguments: [0, 1, 2, 17, 5000])
    func roundTrip(length: Int) throws {
        let tokenizer = try tokenizer()
        var torture = TortureText(seed: 8)
        for bytes in [torture.nextBytes(length: length), Array(torture.next(length: length).utf8)] {
            let ids = try tokenizer.encode(bytes)
            #expect(try tokenizer.decodeBytes(ids) == bytes)
            #expect(try tokenizer.count(bytes) == ids.count)
        }
    }

    @Test("with NFC gives back the NFC form")
    func normalized() throws {
        let tokenizer = try tokenizer(.nfc)
        let decomposed = Array("\u{1112}\u{1161}\u{11AB}글 e\u{301}".utf8)
        let expected = Array("한글 é".utf8)
        #expect(try tokenizer.decodeBytes(try tokenizer.encode(decomposed)) == expected)
    }

    @Test("takes a special token in a document for text unless asked otherwise")
    func specialTokens() throws {
        let tokenizer = try tokenizer(added: [added(456, "<|end|>")])
        let text = Array("가<|end|>나".utf8)
        #expect(!(try tokenizer.encode(text).contains(456)))
        #expect(try tokenizer.decodeBytes(try tokenizer.encode(text)) == text)
        let allowed = try tokenizer.encode(text, specialTokens: .allowed)
        #expect(allowed.filter { $0 == 456 }.count == 1)
        #expect(try tokenizer.decodeBytes(allowed) == text)
        #expect(try tokenizer.decode(allowed, skippingSpecialTokens: true) == "가나")
        #expect(throws: TokenizationError.specialTokenInText(token: "<|end|>", byteOffset: 3)) {
            try tokenizer.encode(text, specialTokens: .refused)
        }
    }

    @Test("always finds added tokens that are not special, the longest first")
    func ordinaryAddedTokens() throws {
        let tokenizer = try tokenizer(added: [added(456, "  ", special: false), added(457, "    ", special: false)])
        let ids = try tokenizer.encode("a      b")
        #expect(ids.contains(457) && ids.contains(456))
        #expect(try tokenizer.decode(ids) == "a      b")
    }

    @Test("names an id that it does not have")
    func unknownID() throws {
        let tokenizer = try tokenizer()
        #expect(throws: TokenizationError.unknownID(9999, position: 1, idCount: 456)) {
            try tokenizer.decodeBytes([1, 9999])
        }
    }

    @Test("refuses added tokens without a text or with one id")
    func badAddedTokens() throws {
        #expect(throws: TokenizationError.self) { try tokenizer(added: [added(456, "")]) }
        #expect(throws: TokenizationError.self) { try tokenizer(added: [added(456, "a"), added(456, "b")]) }
        #expect(throws: TokenizationError.self) { try tokenizer(added: [added(4_000_000_000, "a")]) }
    }

    @Test("shows stages whose tokens cover the normalized text")
    func stages() throws {
        let tokenizer = try tokenizer(.nfc, added: [added(456, "<|end|>")])
        let text = Array("\u{1112}\u{1161}\u{11AB}국어 12345<|end|>!".utf8)
        let stages = try tokenizer.stages(of: text, specialTokens: .allowed)
        #expect(stages.isChanged)
        #expect(stages.tokens.flatMap(\.bytes) == stages.normalized)
        #expect(stages.tokens.map(\.id) == (try tokenizer.encode(text, specialTokens: .allowed)))
        #expect(stages.pieces.first?.lowerBound == 0 && stages.pieces.last?.upperBound == stages.normalized.count)
    }

    @Test("gives the same ids to any number of threads at once")
    func threads() async throws {
        let tokenizer = try tokenizer(.nfc)
        var torture = TortureText(seed: 13)
        let texts = (0..<64).map { _ in torture.next(length: 300) }
        let expected = try texts.map { try tokenizer.encode($0) }
        let found = try await withThrowingTaskGroup(of: (Int, [TokenID]).self) { group in
            for (index, text) in texts.enumerated() {
                group.addTask { (index, try tokenizer.encode(text)) }
            }
            var found = [[TokenID]](repeating: [], count: texts.count)
            for try await (index, ids) in group { found[index] = ids }
            return found
        }
        #expect(found == expected)
    }
}

@Suite("Added tokens")
struct AddedTokenTests {
    private func ids(_ token: AddedToken, _ text: String) throws -> [TokenID] {
        let tokenizer = try Tokenizer(
            name: "test", normalization: .nfc, preTokenizer: PreTokenizer(.gpt2),
            vocabulary: try SmallVocabulary.random(merges: 0, alphabet: [0x61], seed: 0), addedTokens: [token])
        return try tokenizer.encode(text, specialTokens: .allowed)
    }

    private func token(
        _ text: String, left: Bool = false, right: Bool = false, word: Bool = false, normalized: Bool = false
    ) -> AddedToken {
        AddedToken(
            id: 300, content: Array(text.utf8), isNormalized: normalized, stripsLeft: left, stripsRight: right,
            isSingleWord: word)
    }

    @Test("take white space with them where their flags say so")
    func strip() throws {
        #expect(try ids(token("<m>", left: true), "a  <m> b") == [0x61, 300, 0x20, 0x62])
        #expect(try ids(token("<m>", right: true), "a <m>\n b") == [0x61, 0x20, 300, 0x62])
        #expect(try ids(token("<m>"), "a <m> b") == [0x61, 0x20, 300, 0x20, 0x62])
    }

    @Test("that must stand alone do not match inside words")
    func singleWord() throws {
        #expect(try ids(token("xy", word: true), "xy axy xya xy_").filter { $0 == 300 }.count == 1)
        #expect(try ids(token("xy", word: true), "가xy xy가 (xy)").filter { $0 == 300 }.count == 1)
    }

    @Test("that are normalized are found in the normalized text")
    func normalized() throws {
        let decomposed = "\u{1112}\u{1161}\u{11AB}"
        #expect(try ids(token("한", normalized: true), decomposed) == [300])
        #expect(try ids(token(decomposed, normalized: true), "한") == [300])
        #expect(try ids(token("한", normalized: false), decomposed) != [300])
    }
}
