/// A low, a middle and a high guess: the 10th, 50th and 90th percentile over kinds of text.
public struct BudgetRange: Sendable, Hashable {
    public let low: Double
    public let middle: Double
    public let high: Double

    public init(low: Double, middle: Double, high: Double) {
        self.low = low
        self.middle = middle
        self.high = high
    }
}

/// What a page of text costs in tokens, as a range over kinds of text.
public struct PageBudget: Sendable, Hashable {
    /// Tokens that a page takes.
    public let tokensPerPage: Percentiles
    /// How many values the percentiles are of, and of what: "14 genres", "3 documents".
    public let basis: String

    public init(tokensPerPage: Percentiles, basis: String) {
        self.tokensPerPage = tokensPerPage
        self.basis = basis
    }

    /// From documents that were measured: over genres, or over documents where there are fewer than five genres.
    ///
    /// - Parameters:
    ///   - tokenizer: index of the tokenizer in the report.
    ///   - rule: index of the page rule.
    /// - Returns: `nil` if no document has pages and tokens.
    public init?(_ report: CompressionReport, tokenizer: Int, rule: Int) {
        let genres = report.genres.compactMap { genre -> Double? in
            let tokens = Double(genre.tokenizers[tokenizer].tokens)
            return genre.pages[rule] > 0 && tokens > 0 ? tokens / genre.pages[rule] : nil
        }
        let documents = report.sample.compactMap { document -> Double? in
            document.pages[rule] > 0 && document.tokens[tokenizer] > 0
                ? Double(document.tokens[tokenizer]) / document.pages[rule] : nil
        }
        let overGenres = genres.count >= 5
        guard let percentiles = Percentiles(of: overGenres ? genres : documents) else { return nil }
        self.init(
            tokensPerPage: percentiles,
            basis: overGenres
                ? "\(genres.count) genres" : "\(documents.count) document\(documents.count == 1 ? "" : "s")")
    }

    /// From characters per token, for pages that are counted by characters.
    public init(charactersPerToken: Percentiles, charactersPerPage: Int, basis: String) {
        let characters = Double(charactersPerPage)
        // Many characters a token make few tokens a page.
        self.init(
            tokensPerPage: Percentiles(
                tenth: characters / charactersPerToken.ninetieth, fiftieth: characters / charactersPerToken.fiftieth,
                ninetieth: characters / charactersPerToken.tenth),
            basis: basis)
    }

    /// Tokens that so many pages take.
    public func tokens(forPages pages: Double) -> BudgetRange {
        BudgetRange(
            low: pages * tokensPerPage.tenth, middle: pages * tokensPerPage.fiftieth,
            high: pages * tokensPerPage.ninetieth)
    }

    /// Pages that so many tokens hold.
    public func pages(inTokens tokens: Int) -> BudgetRange {
        BudgetRange(
            low: Double(tokens) / tokensPerPage.ninetieth, middle: Double(tokens) / tokensPerPage.fiftieth,
            high: Double(tokens) / tokensPerPage.tenth)
    }
}
