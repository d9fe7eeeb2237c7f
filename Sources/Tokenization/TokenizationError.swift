public import BytePairEncoding

/// Why text cannot be encoded or ids cannot be decoded.
public enum TokenizationError: Error, Sendable, Equatable {
    /// The text spells a special token, and the policy is to refuse it.
    case specialTokenInText(token: String, byteOffset: Int)
    /// An id that the tokenizer does not have.
    case unknownID(TokenID, position: Int, idCount: Int)
    /// Added tokens that cannot be: an empty text, or two texts for one id.
    case badAddedToken(String)
    /// A regex of the tokenizer's file stopped on this text.
    case pattern(RegexError)
}

extension TokenizationError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .specialTokenInText(let token, let byteOffset):
            "byte \(byteOffset): the text spells the special token \(token); allow special tokens or take it out"
        case .unknownID(let id, let position, let idCount):
            "id \(id) at position \(position) is not in this vocabulary of \(idCount) ids; was it made with another tokenizer?"
        case .badAddedToken(let reason):
            "added tokens: \(reason)"
        case .pattern(let error):
            "\(error.description); the tokenizer's file asks for it"
        }
    }
}
