import BytePairEncoding
import TestSupport
import Testing
import TextNormalization
import Tokenization

/// Characters that the reference's tables of normalization do not know: nothing composes across them, wherever they are.
@Suite struct UnknownCharacterTests {
    /// A tokenizer whose ids are the bytes of the normalized text.
    private func tokenizer() throws -> Tokenizer {
        try Tokenizer(
            name: "test", normalization: .nfkc, preTokenizer: PreTokenizer(.gpt2), vocabulary: SmallVocabulary.bytes())
    }

    /// One of each lead byte that such characters begin with: U+07FD, U+08CA, U+1DF6, U+32FF, U+A7F2, U+10781.
    private static let unknown: [Unicode.Scalar] =
        ["\u{7FD}", "\u{8CA}", "\u{1DF6}", "\u{32FF}", "\u{A7F2}", "\u{10781}"]

    /// What stands before: ASCII, syllables that begin with EA and others, and a mix.
    private static let fillers = ["a", "가", "힣", "a각b漢"]

    @Test(arguments: unknown, fillers)
    func `are seen at every place`(unknown: Unicode.Scalar, filler: String) throws {
        let tokenizer = try tokenizer()
        for count in 0..<40 {
            let before = String(repeating: filler, count: count)
            // Jamo behind them, so that the text is changed. What is around a mark would compose if it were known, and
            // other characters would be changed.
            let text = before + "e" + String(unknown) + "\u{301}\u{1112}\u{1161}\u{11AB} end of text"
            let expected = before + "e" + String(unknown) + "\u{301}한 end of text"
            #expect(try tokenizer.encode(Array(text.utf8)) == expected.utf8.map { TokenID(UInt32($0)) })
        }
    }
}
