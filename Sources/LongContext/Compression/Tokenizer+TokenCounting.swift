internal import TextNormalization
public import Tokenization

extension Tokenizer: TokenCounting {
    /// Text that spells a special token is ordinary text here: a document is not a prompt.
    public func tokenCount(of text: [UInt8]) throws(LongContextError) -> Int {
        do {
            return try count(text, specialTokens: .asText)
        } catch {
            throw .tokenization("\(error)")
        }
    }

    /// Whether the tokenizer's normalization changes the text. What byte-level tokenizers keep of it, they keep exactly.
    public func alters(_ text: [UInt8]) -> Bool? {
        Normalizer(normalization).normalize(text).isChanged
    }
}
