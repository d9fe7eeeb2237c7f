import BytePairEncoding
import TestSupport
import Testing
import TextNormalization
import Tokenization

@Suite struct TruncationTests {
    private static func tokenizer(_ normalization: NormalizationPolicy = .nfc) throws -> Tokenizer {
        let vocabulary = try SmallVocabulary.random(
            merges: 300, alphabet: Array(Set(Array("한국어를 배웁니다 the\n".utf8))).sorted(), seed: 9)
        return try Tokenizer(
            name: "test", normalization: normalization, preTokenizer: PreTokenizer(.malmoi), vocabulary: vocabulary,
            addedTokens: [AddedToken(id: 900, content: Array("<s>".utf8))],
            template: TokenTemplate(before: [900], after: [900]))
    }

    private static let text = "한국어를 배웁니다 😀 the e\u{301}\u{1112}\u{1161}\u{11AB}\n한국 \u{3131}x"

    @Test(arguments: [NormalizationPolicy.none, .nfc, .nfkc])
    func `a beginning ends at a character, and is the longest that fits`(policy: NormalizationPolicy) throws {
        let tokenizer = try Self.tokenizer(policy)
        let bytes = Array(Self.text.utf8)
        let whole = try tokenizer.encode(bytes)
        var last = 0
        for limit in 0...whole.count + 1 {
            let (ids, byteCount) = try tokenizer.prefix(of: bytes, tokenLimit: limit)
            #expect(ids.count <= limit)
            #expect(ids.elementsEqual(whole.prefix(ids.count)))
            #expect(String(validating: bytes[..<byteCount], as: UTF8.self) != nil)
            #expect(byteCount >= last)
            last = byteCount
            #expect(try tokenizer.encode(bytes, truncating: limit) == ids)
        }
        #expect(last == bytes.count)
    }

    @Test func `the tokens around a text count`() throws {
        let tokenizer = try Self.tokenizer()
        #expect(try tokenizer.encode(Self.text, truncating: 1, addingTemplate: true).isEmpty)
        #expect(try tokenizer.encode(Self.text, truncating: 2, addingTemplate: true) == [900, 900])
        let ids = try tokenizer.encode(Self.text, truncating: 9, addingTemplate: true)
        #expect(ids.count <= 9 && ids.first == 900 && ids.last == 900)
    }

    @Test func `a long document is cut as if it had been encoded whole`() throws {
        let tokenizer = try Self.tokenizer()
        let bytes = Array(String(repeating: "한국어를 배웁니다.\n가나다 the\n", count: 2000).utf8)
        let whole = try tokenizer.encode(bytes)
        for limit in [1, 1000, 1001, 1002, 5000] {
            let (ids, byteCount) = try tokenizer.prefix(of: bytes, tokenLimit: limit)
            #expect(ids.elementsEqual(whole.prefix(ids.count)))
            #expect(ids.count > limit - 12)
            #expect(try tokenizer.decodeBytes(ids) == Array(bytes[..<byteCount]))
        }
    }
}
