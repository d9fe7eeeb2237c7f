import BytePairEncoding
import Files
import JSONBytes
import TestSupport
import Testing
import TextNormalization
import Tokenization

@testable import TokenizerFormats

@Suite struct BinaryFormatTests {
    private static let texts = SmallTokenizer.texts + ReferenceTests.traps

    private static func expectSame(_ left: Tokenizer, _ right: Tokenizer) throws {
        #expect(left.summary == right.summary)
        #expect(left.idCount == right.idCount)
        #expect(left.addedTokens == right.addedTokens)
        #expect(left.template == right.template)
        for text in texts {
            for policy in [SpecialTokenPolicy.asText, .allowed] {
                let ids = try left.encode(text, specialTokens: policy)
                #expect(try right.encode(text, specialTokens: policy) == ids, "\(text.debugDescription)")
                #expect(try right.decodeBytes(ids) == left.decodeBytes(ids))
            }
        }
    }

    private static func reopened(_ tokenizer: Tokenizer) throws -> Tokenizer {
        let folder = TemporaryFolder()
        try BinaryWriter.write(tokenizer, to: folder["x.malmoi"])
        // The folder is removed before anything is encoded: a map does not need its file's name.
        return try TokenizerLoader.load(folder["x.malmoi"])
    }

    @Test(arguments: SplitPattern.allCases)
    func `a tokenizer comes back with every split`(pattern: SplitPattern) throws {
        let tokenizer = try SmallTokenizer.make(pattern: pattern, specials: ["<s>", "<pad>", "<|endoftext|>"])
        try Self.expectSame(tokenizer, Self.reopened(tokenizer))
    }

    @Test(arguments: NormalizationPolicy.allCases)
    func `a tokenizer comes back with every policy, also those that tokenizer dot json cannot say`(
        policy: NormalizationPolicy
    ) throws {
        let tokenizer = try SmallTokenizer.make(normalization: policy)
        try Self.expectSame(tokenizer, Self.reopened(tokenizer))
    }

    @Test func `a split that runs on ICU and a template come back`() throws {
        let small = try SmallTokenizer.make()
        let vocabulary = try #require(small.vocabulary)
        let regex = TextPattern.regex(try RegexPattern(#"\d+|\p{L}+|\s+|[^\s\p{L}\d]+"#))
        let tokenizer = try Tokenizer(
            name: "general",
            model: GeneralModel(
                normalizer: .sequence([.unicode(.nfkc), .lowercase]),
                preTokenizer: .sequence([
                    .split(regex, .isolated, isInverted: false), .bytes(addsPrefixSpace: false, usesRegex: false),
                ]), model: .bytePairs(vocabulary), decoder: .byteLevel),
            addedTokens: small.addedTokens + [
                AddedToken(
                    id: 400, content: Array("한국".utf8), isSpecial: false, isNormalized: true, stripsLeft: true,
                    isSingleWord: true)
            ], unreachableTokens: [(id: 390, bytes: [0xFF, 0x20])], template: TokenTemplate(before: [1], after: [2, 3]))
        let back = try Self.reopened(tokenizer)
        #expect(back.general?.preTokenizer == tokenizer.general?.preTokenizer)
        #expect(back.unreachableTokens.map(\.bytes) == [[0xFF, 0x20]])
        try Self.expectSame(tokenizer, back)
    }

    /// With a token that merges do not make they are looked for as pieces, which the file must not leave out.
    @Test(arguments: [true, false]) func `tokens ranked by id come back`(mergesMakeAll: Bool) throws {
        var tokens = try #require(try SmallTokenizer.make(words: Self.texts).vocabulary).tokens
        if !mergesMakeAll { tokens.append(Array("qxqz".utf8)) }
        let vocabulary = try Vocabulary(rankedTokens: tokens)
        #expect(vocabulary.mergesMakeAllTokens == mergesMakeAll)
        let tokenizer = try Tokenizer(
            name: "ranked", normalization: .none, preTokenizer: PreTokenizer(.o200k), vocabulary: vocabulary)
        let back = try Self.reopened(tokenizer)
        #expect(back.vocabulary?.mergesMakeAllTokens == mergesMakeAll)
        try Self.expectSame(tokenizer, back)
        #expect(try back.encode("qxqz") == tokenizer.encode("qxqz"))
        #expect(try back.encode("qxqz").count == (mergesMakeAll ? 4 : 1))
    }

    @Test func `a model that is not byte-level pairs is refused by name`() throws {
        let spellings = TokenSpellings(TokenTable([Array("[UNK]".utf8), Array("a".utf8)]))
        let tokenizer = try Tokenizer(
            name: "words",
            model: GeneralModel(
                normalizer: nil, preTokenizer: .whiteSpace,
                model: .wordPiece(
                    WordPieceModel(spellings: spellings, unknown: 0, continuingPrefix: [], maximumCharacters: 9)),
                decoder: nil))
        let error = #expect(throws: TokenizerFormatError.self) {
            try BinaryWriter.write(tokenizer, to: "/nonexistent/x.malmoi")
        }
        #expect(error?.description.contains("WordPiece") == true)
    }

    @Test func `a folder opens by the binary form only while that is of its tokenizer dot json`() throws {
        let folder = TemporaryFolder()
        let first = try SmallTokenizer.make(words: ["가나다"])
        try HuggingFaceWriter.write(first, to: folder["tokenizer.json"])
        // Of another tokenizer, so that one sees which of the two was opened.
        try BinaryWriter.write(
            try SmallTokenizer.make(words: ["라마바"]), to: folder["tokenizer.malmoi"], source: folder["tokenizer.json"])
        #expect(try TokenizerLoader.load(folder.path).encode("라마바").count == 1)
        try HuggingFaceWriter.write(try SmallTokenizer.make(words: ["가나다", "사"]), to: folder["tokenizer.json"])
        #expect(try TokenizerLoader.load(folder.path).encode("라마바").count == 9)
    }

    @Test func `the same tokenizer gives the same bytes`() throws {
        let tokenizer = try SmallTokenizer.make()
        let bytes = try BinaryWriter.bytes(of: tokenizer, path: "")
        #expect(try BinaryWriter.bytes(of: try SmallTokenizer.make(), path: "") == bytes)
        #expect(try BinaryWriter.bytes(of: Self.reopened(tokenizer), path: "") == bytes)
    }

    /// The definition in Documentation/BinaryFormat.md, worked by hand.
    @Test func `the checksum is the documented one`() {
        func step(_ sum: UInt64, _ word: UInt64, _ multiplier: UInt64) -> UInt64 {
            let mixed = (sum ^ word) &* multiplier
            return mixed << 29 | mixed >> 35
        }
        let multipliers: [UInt64] = [
            0x9E37_79B9_7F4A_7C15, 0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB, 0x8EBC_6AF0_9C88_C6E3,
        ]
        for count in [0, 1, 31, 32, 33, 100] {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 5) }
            var lanes = multipliers
            for (index, word) in stride(from: 0, to: count / 32 * 32, by: 8).enumerated() {
                let value = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[word + $1]) << UInt64(8 * $1) }
                lanes[index % 4] = step(lanes[index % 4], value, multipliers[index % 4])
            }
            for byte in bytes[(count / 32 * 32)...] { lanes[0] = step(lanes[0], UInt64(byte), multipliers[0]) }
            let sum = lanes.reduce(UInt64(count)) { step($0, $1, multipliers[1]) }
            #expect(BinaryChecksum.checksum(bytes) == sum ^ sum >> 32)
        }
    }
}
