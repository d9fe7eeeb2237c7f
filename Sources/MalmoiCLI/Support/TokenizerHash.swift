import BytePairEncoding
import Crypto
import Tokenization

/// The hash by which llama.cpp recognizes how a tokenizer cuts text: SHA-256 of its ids for one text of many traps,
/// written as Python writes a list.
enum TokenizerHash {
    /// The text, which llama.cpp's converter fixed (MIT licence); any other would give other hashes.
    static let text =
        "\n \n\n \n\n\n \t \t\t \t\n  \n   \n    \n     \n\u{1F680} (normal) \u{1F636}\u{200D}\u{1F32B}"
        + "\u{FE0F} (multiple emojis concatenated) \u{2705} \u{1F999}\u{1F999} 3 33 333 3333 33333 333333 3"
        + "333333 33333333 3.3 3..3 3...3 \u{1780}\u{17B6}\u{1793}\u{17CB}\u{178F}\u{17C2}\u{1796}\u{17B7}"
        + "\u{179F}\u{17C1}\u{179F}\u{17A2}\u{17B6}\u{1785}\u{1F601} ?\u{6211}\u{60F3}\u{5728}apple\u{5DE5}"
        + "\u{4F5C}1314151\u{5929}\u{FF5E} ------======= \u{43D}\u{435}\u{449}\u{43E} \u{43D}\u{430} "
        + "\u{411}\u{44A}\u{43B}\u{433}\u{430}\u{440}\u{441}\u{43A}\u{438} ''''''```````\"\"\"\"......!!!!!"
        + "!?????? I've been 'told he's there, 'RE you sure? 'M not sure I'll make it, 'D you like some tea"
        + "? We'Ve a'lL"

    /// The hash of a tokenizer, with the special tokens that it puts around a text, in hexadecimal digits.
    static func hash(of tokenizer: Tokenizer) throws(TokenizationError) -> String {
        hash(try tokenizer.encode(text, specialTokens: .allowed, addingTemplate: true))
    }

    /// How a tokenizer has an expected hash: as it is, or with other tokens before the text than its file says (a
    /// program may put one there by another file, or leave it out); nil where it does not.
    static func match(_ expected: String, of tokenizer: Tokenizer) throws(TokenizationError) -> String? {
        func has(_ ids: [TokenID]) -> Bool { Array(hash(ids).utf8) == Array(expected.utf8) }
        let ids = try tokenizer.encode(text, specialTokens: .allowed)
        if has(tokenizer.template.before + ids + tokenizer.template.after) { return "as expected" }
        if has(ids) { return "as expected, without special tokens around the text" }
        for token in tokenizer.addedTokens where token.isSpecial && has([token.id] + ids) {
            return "as expected, with \(String(decoding: token.content, as: UTF8.self)) before the text"
        }
        return nil
    }

    private static func hash(_ ids: [TokenID]) -> String {
        let list = "[" + ids.map(\.description).joined(separator: ", ") + "]"
        let digits = Array("0123456789abcdef")
        return String(SHA256.hash(data: Array(list.utf8)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
