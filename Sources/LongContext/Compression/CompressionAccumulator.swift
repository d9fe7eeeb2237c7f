/// Gathers documents into a ``CompressionReport``, in bounded memory.
///
/// Documents must come in a fixed order (that of the input) for the intervals to be reproducible.
public struct CompressionAccumulator: Sendable {
    /// A genre's numbers as they come in.
    private struct Group: Sendable {
        let name: [UInt8]
        /// Documents with at least one character; an empty one would only make a draw of nothing.
        var series = DocumentSeries()
        var documents = 0
        var text = TextMeasure()
        var tokens: [Int]
        var altered: [Int?]
        var pages: [Double]
        var emptyDocuments = 0
        /// Sums of the documents' own characters per token, and how many documents have one.
        var ratioSums: [Double]
        var ratioCounts: [Int]

        init(name: [UInt8], tokenizers: Int, pageRules: Int) {
            self.name = name
            pages = Array(repeating: 0, count: pageRules)
            tokens = Array(repeating: 0, count: tokenizers)
            altered = Array(repeating: 0, count: tokenizers)
            ratioSums = Array(repeating: 0, count: tokenizers)
            ratioCounts = tokens
        }
    }

    private let tokenizers: [String]
    private let pageRules: [PageRule]
    private var genres: [Group] = []
    private var total: Group

    public init(tokenizers: [String], pageRules: [PageRule] = []) {
        self.tokenizers = tokenizers
        self.pageRules = pageRules
        total = Group(name: [], tokenizers: tokenizers.count, pageRules: pageRules.count)
    }

    /// - Precondition: the document was measured with as many tokenizers and page rules as there are here.
    /// - Complexity: O(*g* + *t*) in genres and tokenizers, amortized.
    public mutating func add(_ document: DocumentMeasure) {
        precondition(document.tokens.count == tokenizers.count, "every tokenizer must have counted the document")
        precondition(document.pages.count == pageRules.count, "the document must be set on every kind of page")
        Self.add(document, to: &total)
        // A handful of genres: a search by bytes is all the index they need.
        if let index = genres.firstIndex(where: { $0.name == document.genre }) {
            Self.add(document, to: &genres[index])
        } else {
            var group = Group(name: document.genre, tokenizers: tokenizers.count, pageRules: pageRules.count)
            Self.add(document, to: &group)
            genres.append(group)
        }
    }

    private static func add(_ document: DocumentMeasure, to group: inout Group) {
        group.documents += 1
        group.text += document.text
        for index in document.pages.indices { group.pages[index] += document.pages[index] }
        for index in document.tokens.indices {
            group.tokens[index] += document.tokens[index]
            group.altered[index] = group.altered[index].flatMap { count in
                document.altered[index].map { count + ($0 ? 1 : 0) }
            }
            if document.tokens[index] > 0 {
                group.ratioSums[index] += Double(document.text.characters) / Double(document.tokens[index])
                group.ratioCounts[index] += 1
            }
        }
        if document.text.characters == 0 {
            group.emptyDocuments += 1
        } else {
            group.series.add(Column.numbers(of: document))
        }
    }

    /// The order of a row's numbers.
    private enum Column {
        static let bytes = 0
        static let characters = 1
        static let eojeol = 2
        static let firstTokens = 3
        // Pages follow the tokens.

        static func numbers(of document: DocumentMeasure) -> [Double] {
            [
                Double(document.text.bytes), Double(document.text.characters), Double(document.text.eojeol),
            ] + document.tokens.map(Double.init) + document.pages
        }
    }

    /// The report on what was added so far.
    ///
    /// - Complexity: O(*r* × *n* × *t*) in resamples, documents (at most 8,192 a genre) and tokenizers.
    public func report(bootstrap: Bootstrap = Bootstrap()) -> CompressionReport {
        let summaries = genres.map { summary(of: $0, bootstrap) }
        let means = tokenizers.indices.map { index -> Double? in
            let ratios = summaries.compactMap { $0.tokenizers[index].charactersPerToken?.value }
            return ratios.isEmpty ? nil : ratios.reduce(0, +) / Double(ratios.count)
        }
        let sample = total.series.sample.map { numbers in
            SampledDocument(
                characters: Int(numbers[Column.characters]),
                pages: Array(numbers[(Column.firstTokens + tokenizers.count)...]),
                tokens: numbers[Column.firstTokens...].prefix(tokenizers.count).map { Int($0) })
        }
        return CompressionReport(
            tokenizers: tokenizers, pageRules: pageRules, genres: summaries, total: summary(of: total, bootstrap),
            genreMeans: means,
            sample: sample, bootstrap: bootstrap, isExact: total.series.isExact)
    }

    private func summary(of group: Group, _ bootstrap: Bootstrap) -> GroupSummary {
        // The choice of one document cannot be varied.
        let hasInterval = group.series.documents > 1
        let sums = hasInterval ? bootstrap.sums(of: group.series.rows, stream: group.name) : []
        func estimate(_ above: Double, _ below: Int, _ aboveColumn: Int, _ belowColumn: Int) -> Estimate? {
            guard below > 0 else { return nil }
            let interval = hasInterval ? Bootstrap.interval(sums[aboveColumn], over: sums[belowColumn]) : nil
            return Estimate(value: above / Double(below), interval: interval)
        }
        let summaries = tokenizers.indices.map { index in
            let column = Column.firstTokens + index
            let tokens = group.tokens[index]
            let ratios = group.series.sample.compactMap { row in
                row[column] > 0 ? row[Column.characters] / row[column] : nil
            }
            return TokenizerSummary(
                tokens: tokens,
                charactersPerToken: estimate(Double(group.text.characters), tokens, Column.characters, column),
                bytesPerToken: estimate(Double(group.text.bytes), tokens, Column.bytes, column),
                tokensPerEojeol: estimate(Double(tokens), group.text.eojeol, column, Column.eojeol),
                documentMean: group.ratioCounts[index] == 0
                    ? nil : group.ratioSums[index] / Double(group.ratioCounts[index]),
                percentiles: Percentiles(of: ratios),
                pagesPerToken: pageRules.indices.map { rule in
                    estimate(group.pages[rule], tokens, Column.firstTokens + tokenizers.count + rule, column)
                }, alteredDocuments: group.altered[index])
        }
        var comparisons: [TokenizerComparison] = []
        for tokenizer in tokenizers.indices {
            for baseline in tokenizers.indices where baseline != tokenizer {
                let columns = (Column.firstTokens + baseline, Column.firstTokens + tokenizer)
                guard
                    let gain = LengthGain(tokens: group.tokens[tokenizer], baselineTokens: group.tokens[baseline]),
                    let ratio = estimate(Double(group.tokens[baseline]), group.tokens[tokenizer], columns.0, columns.1)
                else { continue }
                comparisons.append(
                    TokenizerComparison(
                        tokenizer: tokenizer, baseline: baseline, gain: gain, interval: ratio.interval))
            }
        }
        return GroupSummary(
            name: group.name, documents: group.documents, emptyDocuments: group.emptyDocuments,
            text: group.text, pages: group.pages, tokenizers: summaries, comparisons: comparisons)
    }
}
