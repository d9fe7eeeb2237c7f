/// What to do where a document spells a special token.
///
/// Non-special added tokens (runs of spaces, say) are part of how a vocabulary spells text and always match.
public enum SpecialTokenPolicy: Sendable, Equatable {
    /// It is ordinary text: a document cannot inject control tokens.
    case asText
    /// It becomes the token, as the reference libraries do by default.
    case allowed
    /// It is an error that names the place.
    case refused
}
