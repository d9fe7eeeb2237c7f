public import BytePairEncoding

/// What is wrong with a vocabulary.
public struct LintFinding: Sendable, Equatable {
    /// What is looked for.
    public enum Rule: String, Sendable, CaseIterable {
        /// An id that no text gives, and that is no step on the way to one.
        case unreachable
        /// A token with a part of a character beside something else. A part of one character alone is a step.
        case broken
        /// Two ids with the same text.
        case duplicate
        /// An id without a token.
        case gap
        /// The same two tokens in two merges.
        case merges
        /// A token that identifies a person.
        case personal
    }

    public var rule: Rule
    /// The token, or for merges the token that is made.
    public var id: TokenID
    /// What exactly.
    public var detail: String

    public init(_ rule: Rule, _ id: TokenID, _ detail: String) {
        self.rule = rule
        self.id = id
        self.detail = detail
    }
}
