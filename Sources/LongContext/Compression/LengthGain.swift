/// How many times as long a document a tokenizer fits into the same number of tokens: 1.3 is "1.3 times longer".
///
/// This and ``TokenSaving`` say the same thing in two ways that are easily taken for one another ("30 % better"), so
/// they are two types and nothing turns one into the other by itself.
public struct LengthGain: Sendable, Hashable, Comparable {
    public let times: Double

    public init(times: Double) {
        self.times = times
    }

    /// The gain of a tokenizer that takes `tokens` where the baseline takes `baselineTokens`, or `nil` without tokens.
    public init?(tokens: Int, baselineTokens: Int) {
        guard tokens > 0 else { return nil }
        times = Double(baselineTokens) / Double(tokens)
    }

    public init(_ saving: TokenSaving) {
        times = 1 / (1 - saving.share)
    }

    public static func < (left: LengthGain, right: LengthGain) -> Bool { left.times < right.times }
}

/// The share of the baseline's tokens that a tokenizer does without: 0.3 is "30 % fewer tokens".
///
/// Fitting 1.3 times as much is 23.1 % fewer tokens; 30 % fewer tokens is fitting 1.43 times as much.
public struct TokenSaving: Sendable, Hashable, Comparable {
    public let share: Double

    public init(share: Double) {
        self.share = share
    }

    public init(_ gain: LengthGain) {
        share = 1 - 1 / gain.times
    }

    public static func < (left: TokenSaving, right: TokenSaving) -> Bool { left.share < right.share }
}
