import BytePairEncoding
import TestSupport
import Testing
import TextNormalization
import Tokenization

@Suite("An encoded document")
struct EncodedDocumentTests {
    private func tokenizer(_ pattern: SplitPattern, added: [AddedToken] = []) throws -> Tokenizer {
        let vocabulary = try SmallVocabulary.random(merges: 300, alphabet: Array("가나다라 \nabc".utf8), seed: 6)
        return try Tokenizer(
            name: "test", normalization: .nfc, preTokenizer: PreTokenizer(pattern), vocabulary: vocabulary,
            addedTokens: added)
    }

    /// Lines of words, some empty, some long, some beginning with what is no letter.
    private func text(_ lines: Int, _ generator: inout SeededGenerator) -> [UInt8] {
        let words = ["가나", "다", "abc", "ab", "라라라라", "1", ".", "'s", "  ", "\t", "\u{1100}\u{1161}", "漢"]
        var bytes: [UInt8] = []
        for _ in 0..<lines {
            for _ in 0..<Int.random(in: 0...30, using: &generator) {
                bytes += Array((words.randomElement(using: &generator) ?? "").utf8)
                if Bool.random(using: &generator) { bytes.append(0x20) }
            }
            bytes.append(0x0A)
        }
        return bytes
    }

    @Test("counts any range as if it were encoded by itself", arguments: SplitPattern.allCases)
    func ranges(pattern: SplitPattern) throws {
        let tokenizer = try tokenizer(pattern)
        var generator = SeededGenerator(seed: 31)
        let text = text(200, &generator)
        let document = try EncodedDocument(text, tokenizer)
        #expect(document.tokenCount == (try tokenizer.count(text)))
        for _ in 0..<200 {
            let bounds = [0, 0].map { _ in Int.random(in: 0...text.count, using: &generator) }.sorted()
            let range = bounds[0]..<bounds[1]
            #expect(try document.tokenCount(of: range) == (try tokenizer.count(Array(text[range]))), "\(range)")
        }
        for start in 0..<300 {
            let range = start..<min(start + 700, text.count)
            #expect(try document.tokenCount(of: range) == (try tokenizer.count(Array(text[range]))), "\(range)")
        }
    }

    @Test("grows as if it had been encoded whole", arguments: [1, 3, 10, 500])
    func appending(step: Int) throws {
        let tokenizer = try tokenizer(.qwen2)
        var generator = SeededGenerator(seed: UInt64(step))
        let text = text(40, &generator)
        var document = try EncodedDocument([], tokenizer)
        #expect(document.tokenCount == 0)
        var start = 0
        while start < text.count {
            let end = min(start + step, text.count)
            try document.append(Array(text[start..<end]))
            start = end
            if start % 7 == 0 || start == text.count {
                #expect(document.tokenCount == (try tokenizer.count(Array(text[..<start]))))
            }
        }
        #expect(document.text == text)
    }

    @Test("is not cut where an added token may lie across the cut")
    func addedTokens() throws {
        let token = AddedToken(id: 900, content: Array("\nab".utf8), isSpecial: false)
        let tokenizer = try tokenizer(.malmoi, added: [token])
        #expect(!tokenizer.allowsSafeCuts)
        let text = Array(String(repeating: "가나다\nabc", count: 300).utf8)
        let document = try EncodedDocument(text, tokenizer)
        #expect(document.tokenCount == (try tokenizer.count(text)))
        #expect(try document.tokenCount(of: 100..<900) == (try tokenizer.count(Array(text[100..<900]))))
    }
}
