/// Counts tokens from characters, where a model's tokenizer is not at hand but its density was measured.
///
/// A count is a guess with a wide range: kinds of text differ by a factor of two. ``range(ofMiddle:)`` tells it.
public struct EstimatedTokens: TokenCounting {
    public let name: String
    private let charactersPerToken: Percentiles

    public init(_ density: ReferenceDensity) {
        name = "\(density.name), estimated from characters"
        charactersPerToken = density.charactersPerToken
    }

    /// The middle guess, rounded up, so that no text takes nothing.
    public func tokenCount(of text: [UInt8]) -> Int {
        Int((Double(TextMeasure(of: text).characters) / charactersPerToken.fiftieth).rounded(.up))
    }

    /// From the 10th to the 90th percentile over kinds of text.
    public func range(ofMiddle tokens: Int) -> BudgetRange {
        let characters = Double(tokens) * charactersPerToken.fiftieth
        return BudgetRange(
            low: characters / charactersPerToken.ninetieth, middle: Double(tokens),
            high: characters / charactersPerToken.tenth)
    }
}
