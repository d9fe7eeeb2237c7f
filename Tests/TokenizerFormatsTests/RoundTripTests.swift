import BytePairEncoding
import TestSupport
import Testing
import TextNormalization
import Tokenization

@testable import TokenizerFormats

@Suite struct RoundTripTests {
    @Test(arguments: SplitPattern.allCases)
    func `a written tokenizer.json reads back as the same tokenizer`(pattern: SplitPattern) throws {
        let folder = TemporaryFolder()
        let tokenizer = try SmallTokenizer.make(pattern: pattern, specials: ["<s>", "<pad>", "<|endoftext|>"])
        try HuggingFaceWriter.write(tokenizer, to: folder["tokenizer.json"])
        let back = try TokenizerLoader.load(folder.path)
        #expect(back.byteLevel?.preTokenizer.pattern == pattern)
        #expect(back.byteLevel?.normalization == .nfc)
        #expect(back.addedTokens == tokenizer.addedTokens)
        #expect(back.vocabulary?.tokens == tokenizer.vocabulary?.tokens)
        #expect(back.vocabulary?.merges == tokenizer.vocabulary?.merges)
        for text in SmallTokenizer.texts {
            for policy in [SpecialTokenPolicy.asText, .allowed] {
                let ids = try tokenizer.encode(text, specialTokens: policy)
                #expect(try back.encode(text, specialTokens: policy) == ids)
            }
        }
    }

    @Test func `the same tokenizer gives the same bytes`() throws {
        let tokenizer = try SmallTokenizer.make()
        let first = try HuggingFaceWriter.bytes(of: tokenizer, path: "x")
        #expect(try HuggingFaceWriter.bytes(of: SmallTokenizer.make(), path: "x") == first)
    }

    @Test(arguments: NormalizationPolicy.allCases)
    func `the normalizer comes back`(policy: NormalizationPolicy) throws {
        let folder = TemporaryFolder()
        try HuggingFaceWriter.write(
            SmallTokenizer.make(normalization: policy), to: folder["t.json"], allowingLoss: true)
        #expect(try TokenizerLoader.load(folder["t.json"]).byteLevel?.normalization == policy)
    }

    @Test func `flags of added tokens come back`() throws {
        let folder = TemporaryFolder()
        let small = try SmallTokenizer.make(specials: [])
        let model = try #require(small.byteLevel)
        let first = model.vocabulary.tokens.count
        let added = (0..<16).map { bits in
            AddedToken(
                id: TokenID(index: first + bits), content: Array("<\(bits)>".utf8), isSpecial: bits & 1 != 0,
                isNormalized: bits & 2 != 0, stripsLeft: bits & 4 != 0, stripsRight: bits & 8 != 0,
                isSingleWord: bits.isMultiple(of: 3))
        }
        let tokenizer = try Tokenizer(
            name: "x", normalization: .none, preTokenizer: model.preTokenizer, vocabulary: model.vocabulary,
            addedTokens: added)
        try HuggingFaceWriter.write(tokenizer, to: folder["tokenizer.json"])
        #expect(try TokenizerLoader.load(folder.path).addedTokens == added)
    }

    @Test func `added tokens with gaps between their ids keep them`() throws {
        let folder = TemporaryFolder()
        let small = try SmallTokenizer.make(specials: [])
        let model = try #require(small.byteLevel)
        let first = model.vocabulary.tokens.count
        let tokenizer = try Tokenizer(
            name: "x", normalization: .none, preTokenizer: model.preTokenizer, vocabulary: model.vocabulary,
            addedTokens: [
                AddedToken(id: TokenID(index: first + 3), content: Array("<a>".utf8)),
                AddedToken(id: TokenID(index: first + 9), content: Array("<b>".utf8)),
            ])
        try HuggingFaceWriter.write(tokenizer, to: folder["tokenizer.json"])
        let back = try TokenizerLoader.load(folder.path)
        #expect(back.addedTokens == tokenizer.addedTokens)
        #expect(back.idCount == first + 10)
    }

    @Test func `a tiktoken file reads back as the same ids`() throws {
        let folder = TemporaryFolder()
        let tokenizer = try SmallTokenizer.make(normalization: .none)
        try TiktokenWriter.write(tokenizer, to: folder["x.tiktoken"])
        let back = try TokenizerLoader.load(folder["x.tiktoken"], pattern: .malmoi)
        for text in SmallTokenizer.texts {
            #expect(try back.encode(text) == tokenizer.encode(text))
        }
    }

    @Test func `a ranked vocabulary becomes a list of merges that gives the same ids`() throws {
        let folder = TemporaryFolder()
        let small = try SmallTokenizer.make(words: ["aaaa", "abab", "baba", "aab", "한한", "국한국"], normalization: .none)
        try TiktokenWriter.write(small, to: folder["x.tiktoken"])
        let ranked = try TokenizerLoader.load(folder["x.tiktoken"], pattern: .qwen2)
        try HuggingFaceWriter.write(ranked, to: folder["tokenizer.json"])
        let listed = try TokenizerLoader.load(folder["tokenizer.json"])
        #expect(listed.vocabulary?.order == .listed)
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<2000 {
            let text = (0..<Int.random(in: 1...14, using: &generator)).map { _ in
                ["a", "b", "한", "국"].randomElement(using: &generator) ?? ""
            }.joined()
            #expect(try listed.encode(text) == ranked.encode(text), "\(text)")
        }
    }
}
