public import BytePairEncoding

/// The tokens that a model expects around a text (`<s>` … `</s>`), put there where the caller asks for it.
public struct TokenTemplate: Sendable, Equatable {
    public var before: [TokenID]
    public var after: [TokenID]

    public init(before: [TokenID] = [], after: [TokenID] = []) {
        self.before = before
        self.after = after
    }

    public var isEmpty: Bool { before.isEmpty && after.isEmpty }

    /// This template around another.
    public func around(_ inner: TokenTemplate) -> TokenTemplate {
        TokenTemplate(before: before + inner.before, after: inner.after + after)
    }
}
