/// Something that says how many tokens a text takes: a tokenizer, or a record of what one said.
public protocol TokenCounting: Sendable {
    /// A name for people.
    var name: String { get }

    /// The number of tokens of a text, without special tokens around it.
    ///
    /// - Throws: ``LongContextError`` where the text cannot be counted, as when a record does not have it.
    func tokenCount(of text: [UInt8]) throws(LongContextError) -> Int

    /// Whether the text that comes back from its tokens differs from the text that went in: what normalization costs.
    /// `nil` where that is not known.
    func alters(_ text: [UInt8]) -> Bool?
}

extension TokenCounting {
    public func alters(_ text: [UInt8]) -> Bool? { nil }
}
