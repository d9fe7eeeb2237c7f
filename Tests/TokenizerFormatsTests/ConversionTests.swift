import BytePairEncoding
import JSONBytes
import TestSupport
import Testing
import TextNormalization
import Tokenization

@testable import TokenizerFormats

/// What is written for other programs, against those programs.
@Suite(.serialized) struct ConversionTests {
    /// A tokenizer whose split no hand-written code equals.
    private static func general() throws -> Tokenizer {
        let words = ReferenceTests.traps.dropLast().flatMap { $0.split(separator: " ").map { String($0) } }
        let small = try SmallTokenizer.make(words: words, normalization: .none)
        let regex = try RegexPattern(#"\p{N}+|\p{L}+|\s+|[^\s\p{L}\p{N}]+"#)
        return try Tokenizer(
            name: "general",
            model: GeneralModel(
                normalizer: .sequence([.unicode(.nfkc), .lowercase, .replace(.literal([0x7C]), with: [0x21])]),
                preTokenizer: .sequence([
                    .digits(isIndividual: true), .split(.regex(regex), .isolated, isInverted: false),
                    .bytes(addsPrefixSpace: false, usesRegex: false),
                ]), model: .bytePairs(try #require(small.vocabulary)), decoder: .byteLevel),
            addedTokens: small.addedTokens)
    }

    @Test func `components that are followed step by step are written, and give the same ids in tokenizers`() throws {
        let tokenizer = try Self.general()
        let folder = TemporaryFolder()
        try HuggingFaceWriter.write(tokenizer, to: folder["tokenizer.json"])
        let back = try TokenizerLoader.load(folder["tokenizer.json"])
        #expect(back.summary == tokenizer.summary)
        for text in ReferenceTests.traps { #expect(try back.encode(text) == tokenizer.encode(text)) }
        guard let reference = try ReferenceProcess(for: "a written general pipeline in tokenizers") else { return }
        let expected = try reference.ids(folder["tokenizer.json"], ReferenceTests.traps)
        for (text, ids) in zip(ReferenceTests.traps, expected) {
            #expect(try tokenizer.encode(text).map { Int($0.rawValue) } == ids, "\(text.debugDescription)")
        }
    }

    @Test func `every component that is written is read back as it was`() throws {
        let normalizers: [NormalizerComponent] = [
            .unicode(.nfkd), .unicode(.korean), .lowercase, .stripAccents, .strip(left: true, right: false), .nmt,
            .byteLevel, .prepend([0x61]), .replace(.regex(try RegexPattern("a+")), with: [0x62]),
            .bert(BertCleaning(cleansText: true, separatesChinese: false, stripsAccents: true, lowercases: false)),
        ]
        let context = FormatContext(path: "x")
        func reading(_ value: JSONValue) -> ComponentReading {
            ComponentReading(context: context, place: "x", value: value)
        }
        for component in normalizers {
            let value = try ComponentWriting.normalizer(component, allowingLoss: true)
            #expect(try reading(value).normalizer() == component)
        }
        let preTokenizers: [PreTokenizerComponent] = [
            .byteLevel(addsPrefixSpace: true, usesRegex: false), .whiteSpace, .whiteSpaceSplit, .bert,
            .metaspace(Metaspace(replacement: Array("▁".utf8), scheme: .first, splits: false)),
            .split(.literal([0x2D]), .mergedWithNext, isInverted: true), .punctuation(.contiguous),
            .digits(isIndividual: false), .delimiter(0xAC00), .fixedLength(3),
        ]
        for component in preTokenizers {
            #expect(try reading(try ComponentWriting.preTokenizer(component)).preTokenizer() == component)
        }
        let decoders: [DecoderComponent] = [
            .byteLevel, .metaspace(replacement: Array("▁".utf8), dropsFirst: true), .byteFallback, .fuse,
            .wordPiece(prefix: [0x23], cleansUp: true), .bytePairs(suffix: [0x77]),
            .strip(character: 0x20, start: 1, end: 2), .replace(.literal([0x2D]), with: []),
            .ctc(pad: [0x70], delimiter: [0x7C], cleansUp: false), .sequence([.byteFallback, .fuse]),
        ]
        for component in decoders {
            #expect(try reading(try ComponentWriting.decoder(component)).decoder() == component)
        }
    }

    @Test func `a split of several regexes is refused for tiktoken`() throws {
        let tokenizer = try SmallTokenizer.make(pattern: .deepseek, normalization: .none)
        let error = #expect(throws: TokenizerFormatError.self) { try TiktokenWriter.bytes(of: tokenizer, path: "x") }
        #expect(error?.description.contains("deepseek") == true)
        let normalized = try SmallTokenizer.make(pattern: .o200k, normalization: .nfc)
        let refusal = #expect(throws: TokenizerFormatError.self) {
            try TiktokenWriter.write(normalized, to: "/nonexistent/x")
        }
        #expect(refusal?.description.contains("normalization (nfc)") == true)
    }
}
