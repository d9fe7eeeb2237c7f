/// What one tokenizer does with a group of documents.
public struct TokenizerSummary: Sendable, Hashable {
    public let tokens: Int
    /// All characters over all tokens, so long documents count for more (micro average); `nil` without tokens.
    public let charactersPerToken: Estimate?
    public let bytesPerToken: Estimate?
    /// `nil` without eojeol.
    public let tokensPerEojeol: Estimate?
    /// The mean of the documents' own characters per token, so every document counts the same (macro average).
    public let documentMean: Double?
    /// Characters per token that 10, 50 and 90 % of the documents stay under.
    public let percentiles: Percentiles?
    /// Pages that a token fills, one figure for each page rule; `nil` without tokens.
    public let pagesPerToken: [Estimate?]
    /// Documents that come back changed; `nil` where the tokenizer cannot say.
    public let alteredDocuments: Int?
}

/// The tenth, the middle and the ninetieth of a hundred.
public struct Percentiles: Sendable, Hashable {
    public let tenth: Double
    public let fiftieth: Double
    public let ninetieth: Double

    public init(tenth: Double, fiftieth: Double, ninetieth: Double) {
        self.tenth = tenth
        self.fiftieth = fiftieth
        self.ninetieth = ninetieth
    }

    /// `nil` for no values.
    init?(of values: [Double]) {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        self.init(
            tenth: Quantile.of(sorted: sorted, 0.1), fiftieth: Quantile.of(sorted: sorted, 0.5),
            ninetieth: Quantile.of(sorted: sorted, 0.9))
    }
}

/// One tokenizer held against another over the same documents.
public struct TokenizerComparison: Sendable, Hashable {
    /// Index of the tokenizer in question.
    public let tokenizer: Int
    /// Index of the one that it is held against.
    public let baseline: Int
    /// How many times as long a document it takes, over all documents.
    public let gain: LengthGain
    /// The interval of the gain, in times; `nil` for one document.
    public let interval: ConfidenceInterval?

    public var saving: TokenSaving { TokenSaving(gain) }

    /// The interval of the saving, in shares.
    public var savingInterval: ConfidenceInterval? {
        interval.map { interval in
            ConfidenceInterval(
                low: TokenSaving(LengthGain(times: interval.low)).share,
                high: TokenSaving(LengthGain(times: interval.high)).share)
        }
    }
}

/// A group of documents: a genre, or all.
public struct GroupSummary: Sendable, Hashable {
    /// The genre, UTF-8; empty for all documents together.
    public let name: [UInt8]
    public let documents: Int
    /// Documents without a character; they count above and nowhere else.
    public let emptyDocuments: Int
    public let text: TextMeasure
    /// Pages of all documents, one figure for each page rule. A document that ends on a quarter of a page counts for a
    /// quarter.
    public let pages: [Double]
    /// In the order of the tokenizers.
    public let tokenizers: [TokenizerSummary]
    /// Every pair of different tokenizers, by the tokenizer and then by the baseline.
    public let comparisons: [TokenizerComparison]

    public func comparison(of tokenizer: Int, with baseline: Int) -> TokenizerComparison? {
        comparisons.first { $0.tokenizer == tokenizer && $0.baseline == baseline }
    }
}

/// Documents, tokenizers, and how they go together.
public struct CompressionReport: Sendable {
    /// Names of the tokenizers, in the order in which they were given.
    public let tokenizers: [String]
    /// The page rules, in the order of every list of pages.
    public let pageRules: [PageRule]
    /// Genres in the order in which they first came.
    public let genres: [GroupSummary]
    public let total: GroupSummary
    /// For each tokenizer, the mean over genres of the genre's characters per token: every genre counts the same.
    public let genreMeans: [Double?]
    /// Single documents in their order, for charts: all of them, or evenly spread ones of very many.
    public let sample: [SampledDocument]
    public let bootstrap: Bootstrap
    /// Whether intervals were made from single documents, or from groups of neighbours because there were very many.
    public let isExact: Bool
}

/// A document in the sample that charts are drawn from.
public struct SampledDocument: Sendable, Hashable {
    public let characters: Int
    /// One figure for each page rule.
    public let pages: [Double]
    public let tokens: [Int]
}
