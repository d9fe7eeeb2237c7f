import BytePairEncoding
import Testing
import TextNormalization
import Tokenization

@testable import TokenizerFormats

@Suite struct LintTests {
    private static let bytes = (UInt8.min...UInt8.max).map { [$0] }

    /// A tokenizer of the bytes and of more tokens, each with its two sides.
    private static func tokenizer(
        _ tokens: [(left: TokenID, right: TokenID)], extra: [[UInt8]] = [], normalization: NormalizationPolicy = .nfc,
        added: [AddedToken] = []
    ) throws -> Tokenizer {
        var table = TokenTable(bytes)
        var merges: [Merge] = []
        for (left, right) in tokens {
            merges.append(Merge(left: left, right: right, result: table.append(merging: left, right)))
        }
        for token in extra { table.append(token) }
        return try Tokenizer(
            name: "x", normalization: normalization, preTokenizer: PreTokenizer(.malmoi),
            vocabulary: try Vocabulary(tokens: table, merges: merges), addedTokens: added)
    }

    private static func found(_ tokenizer: Tokenizer, _ rule: LintFinding.Rule) -> [UInt32] {
        VocabularyLint(tokenizer).findings([rule]).map(\.id.rawValue)
    }

    @Test func `a plain vocabulary is clean`() throws {
        let tokenizer = try SmallTokenizer.make(words: ["the", "abc"])
        #expect(VocabularyLint(tokenizer).findings() == [])
    }

    @Test func `tokens that nothing makes are unreachable, steps are not`() throws {
        // 한 = ED 95 9C: 256 is ED 95, a step; 257 is 한; 258 has no merge; 259 crosses a border of the split.
        let tokenizer = try Self.tokenizer([(0xED, 0x95), (256, 0x9C)], extra: [Array("xy".utf8)])
        #expect(Self.found(tokenizer, .unreachable) == [258])
        let crossing = try Self.tokenizer([(0x61, 0x20), (256, 0x62)])
        #expect(Self.found(crossing, .unreachable) == [256, 257])
        // What another merge takes away: ab before bc, so that nothing is left of abc's second way.
        let late = try Self.tokenizer([(0x61, 0x62), (0x62, 0x63), (0x61, 257)])
        #expect(Self.found(late, .unreachable) == [258])
    }

    @Test func `text that normalization changes is unreachable`() throws {
        // e and U+0301 (CC 81).
        let tokens: [(TokenID, TokenID)] = [(0xCC, 0x81), (0x65, 256)]
        #expect(Self.found(try Self.tokenizer(tokens), .unreachable) == [257])
        #expect(Self.found(try Self.tokenizer(tokens, normalization: .none), .unreachable) == [])
    }

    @Test func `a token that needs company is reachable`() throws {
        // Three spaces are a piece only before a space: the last one goes to the word behind.
        let tokenizer = try Self.tokenizer([(0x20, 0x20), (256, 0x20)])
        #expect(Self.found(tokenizer, .unreachable) == [])
    }

    @Test func `broken characters, double texts, gaps and double merges are found`() throws {
        let tokenizer = try Self.tokenizer(
            [(0xED, 0x95), (256, 0x9C)], extra: [[], Array("한".utf8)],
            added: [AddedToken(id: 262, content: Array("<s>".utf8))])
        // A part of one character alone is a step; beside another character it is broken.
        #expect(Self.found(tokenizer, .broken) == [])
        #expect(VocabularyLint(tokenizer).partCount == 1)
        let mixing = try Self.tokenizer([(0xED, 0x95), (0x20, 256), (0x9C, 0x20)])
        #expect(Self.found(mixing, .broken) == [257, 258])
        #expect(Self.found(tokenizer, .duplicate) == [259])
        #expect(Self.found(tokenizer, .gap) == [258, 260, 261])
        var table = TokenTable(Self.bytes)
        let pair = table.append("ab".utf8)
        let merge = Merge(left: 97, right: 98, result: pair)
        let doubled = try Tokenizer(
            name: "x", normalization: .none, preTokenizer: PreTokenizer(.gpt2),
            vocabulary: try Vocabulary(tokens: table, merges: [merge, merge]))
        #expect(Self.found(doubled, .merges) == [256])
    }

    @Test(arguments: [
        ("900101-1234567", true), ("9001011234567", true), ("901301-1234567", false), ("900101-9234567", false),
        ("1900101-1234567", false), ("010-1234-5678", true), ("01012345678", true), ("02-123-4567", true),
        ("031.123.4567", true), ("010-1234-567", false), ("2010-1234-5678", false), ("hong@example.co.kr", true),
        ("a@b.kr", true), ("@example", false), ("a@b", false), ("3.14159265", false), ("1,000-2,000", false),
        ("전화 010 1234 5678", true), ("2024-01-01", false),
    ])
    func `personal identifiers are told from other numbers`(text: String, isPersonal: Bool) {
        #expect((PersonalIdentifiers.find(in: Array(text.utf8)[...]) != nil) == isPersonal)
    }
}
