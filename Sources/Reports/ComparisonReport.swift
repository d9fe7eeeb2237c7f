public import LongContext

/// `malmoi compare`: tokenizers over documents.
public struct ComparisonReport: Report {
    public let report: CompressionReport
    /// What the page rules are called, in their order.
    public let pageNames: [String]
    /// The context that documents are held against, if there is one.
    public let context: ContextWindow?

    /// A context and whose it is.
    public struct ContextWindow: Sendable {
        public let model: String
        public let tokens: Int

        public init(model: String, tokens: Int) {
            self.model = model
            self.tokens = tokens
        }
    }

    public init(_ report: CompressionReport, pageNames: [String] = [], context: ContextWindow? = nil) {
        precondition(pageNames.count == report.pageRules.count, "every page rule must have a name")
        self.report = report
        self.pageNames = pageNames
        self.context = context
    }

    /// The share of documents that fit whole into the context, for each tokenizer; empty without a context or documents.
    var fittingShares: [Double] {
        guard let context, !report.sample.isEmpty else { return [] }
        return report.tokenizers.indices.map { index in
            Double(report.sample.count { $0.tokens[index] <= context.tokens }) / Double(report.sample.count)
        }
    }

    /// Pages that the context holds, for each tokenizer, on the first page rule.
    var pagesInContext: [Estimate?] {
        guard let context, !pageNames.isEmpty else { return [] }
        let tokens = Double(context.tokens)
        return report.total.tokenizers.map { summary in
            summary.pagesPerToken[0].map { estimate in
                Estimate(
                    value: estimate.value * tokens,
                    interval: estimate.interval.map {
                        ConfidenceInterval(low: $0.low * tokens, high: $0.high * tokens)
                    })
            }
        }
    }

    /// All documents, then the genres; only the former where there is one genre without a name.
    var groups: [(label: String, group: GroupSummary)] {
        let named = report.genres.count > 1 || report.genres.first.map { !$0.name.isEmpty } ?? false
        let genres = named ? report.genres : []
        return [("all", report.total)] + genres.map { (TerminalText.printable($0.name), $0) }
    }

    // MARK: Text

    public var text: String {
        var text = head + compressionTable
        if report.tokenizers.count > 1 { text += "\n" + gainTable }
        if context != nil { text += "\n" + contextTable }
        return text + notes
    }

    private var head: String {
        let total = report.total
        let words = [
            "\(Figures.grouped(total.documents)) document\(total.documents == 1 ? "" : "s")",
            "\(Figures.grouped(total.text.characters)) characters", "\(Figures.grouped(total.text.eojeol)) eojeol",
            "\(Figures.grouped(total.text.bytes)) bytes",
        ]
        let pages = zip(pageNames, total.pages).map { "\(Figures.decimal($1, 1)) pages (\($0))" }
        let line = (words + pages).joined(separator: ", ")
        return TerminalText.wrapped(TerminalText.printable(line), to: TextTable.width).joined(separator: "\n") + "\n\n"
    }

    private var compressionTable: String {
        var table = TextTable([
            .text("documents"), .text("tokenizer"), .figure("tokens"), .figure("char/token"), .figure("95 %"),
            .figure("p10"), .figure("p90"), .figure("tokens/eojeol"),
        ])
        for (label, group) in groups {
            if group.name != report.total.name { table.addRule() }
            for (index, summary) in group.tokenizers.enumerated() {
                table.add([
                    index == 0 ? "\(label) (\(Figures.grouped(group.documents)))" : "", report.tokenizers[index],
                    Figures.grouped(summary.tokens), TextFigures.estimate(summary.charactersPerToken, 3),
                    TextFigures.interval(summary.charactersPerToken, 3),
                    TextFigures.decimal(summary.percentiles?.tenth, 2),
                    TextFigures.decimal(summary.percentiles?.ninetieth, 2),
                    TextFigures.estimate(summary.tokensPerEojeol, 3),
                ])
            }
        }
        return table.text()
    }

    /// The first tokenizer against each other one.
    private var gainTable: String {
        var table = TextTable([
            .text("documents"), .text("against"), .figure("times longer"), .figure("95 %"),
            .figure("fewer tokens"), .figure("95 %"),
        ])
        for (label, group) in groups {
            for baseline in report.tokenizers.indices.dropFirst() {
                guard let comparison = group.comparison(of: 0, with: baseline) else { continue }
                let saving = comparison.savingInterval.map { interval in
                    "\(Figures.decimal(interval.low * 100, 1))–\(Figures.decimal(interval.high * 100, 1)) %"
                }
                table.add([
                    baseline == 1 ? label : "", report.tokenizers[baseline],
                    Figures.decimal(comparison.gain.times, 3),
                    TextFigures.interval(Estimate(value: 0, interval: comparison.interval), 3),
                    Figures.decimal(comparison.saving.share * 100, 1) + " %", saving ?? "–",
                ])
            }
        }
        let name = TerminalText.printable(report.tokenizers[0])
        return "\(TerminalText.truncated(name, to: 60)) takes documents this many times as long:\n" + table.text()
    }

    private var contextTable: String {
        guard let context else { return "" }
        var table = TextTable([
            .text("tokenizer"), .figure("documents that fit"), .figure("pages that fit"), .figure("95 %"),
        ])
        for (index, name) in report.tokenizers.enumerated() {
            let pages = pagesInContext.isEmpty ? nil : pagesInContext[index]
            table.add([
                name, fittingShares.isEmpty ? "–" : Figures.decimal(fittingShares[index] * 100, 1) + " %",
                TextFigures.estimate(pages, 0), TextFigures.interval(pages, 0),
            ])
        }
        let page = pageNames.first.map { ", pages: \($0)" } ?? ""
        return "context \(Figures.grouped(context.tokens)) tokens (\(TerminalText.printable(context.model)))\(page):\n"
            + table.text()
    }

    private var notes: String {
        var notes: [String] = []
        for (index, name) in report.tokenizers.enumerated() {
            guard let altered = report.total.tokenizers[index].alteredDocuments, altered > 0 else { continue }
            let share = Figures.decimal(Double(altered) / Double(report.total.documents) * 100, 1)
            notes.append("\(name) normalizes: \(Figures.grouped(altered)) documents (\(share) %) come back changed")
        }
        if report.total.emptyDocuments > 0 {
            notes.append("\(Figures.grouped(report.total.emptyDocuments)) of the documents are empty")
        }
        if report.total.documents - report.total.emptyDocuments == 1 {
            notes.append("one document has no intervals")
        } else if report.total.documents < ClaimFinding.advisedDocuments {
            notes.append("few documents: the intervals are too narrow")
        }
        notes.append(
            "95 %: bootstrap over \(report.isExact ? "documents" : "groups of neighbouring documents"), "
                + "\(Figures.grouped(report.bootstrap.resamples)) resamples, seed \(report.bootstrap.seed)")
        return "\n"
            + notes.map {
                TerminalText.wrapped(TerminalText.printable($0), to: TextTable.width).joined(separator: "\n")
            }
            .joined(separator: "\n") + "\n"
    }

    // MARK: CSV

    /// One row for each group and tokenizer.
    public var csv: [UInt8] {
        var table = CSVTable(
            header: [
                "genre", "tokenizer", "documents", "empty_documents", "bytes", "characters", "eojeol", "syllables",
                "tokens", "characters_per_token", "characters_per_token_low", "characters_per_token_high",
                "bytes_per_token", "tokens_per_eojeol", "document_mean", "p10", "p50", "p90", "altered_documents",
                "times_longer_than_this", "times_longer_low", "times_longer_high", "fewer_tokens_share",
            ] + pageNames.map { "pages_\($0)" })
        for (index, (_, group)) in groups.enumerated() {
            for (tokenizer, summary) in group.tokenizers.enumerated() {
                let comparison = group.comparison(of: 0, with: tokenizer)
                table.add(
                    [
                        index == 0 ? "" : String(decoding: group.name, as: UTF8.self), report.tokenizers[tokenizer],
                        "\(group.documents)", "\(group.emptyDocuments)", "\(group.text.bytes)",
                        "\(group.text.characters)", "\(group.text.eojeol)", "\(group.text.syllables)",
                        "\(summary.tokens)", CSVTable.number(summary.charactersPerToken?.value),
                        CSVTable.number(summary.charactersPerToken?.interval?.low),
                        CSVTable.number(summary.charactersPerToken?.interval?.high),
                        CSVTable.number(summary.bytesPerToken?.value), CSVTable.number(summary.tokensPerEojeol?.value),
                        CSVTable.number(summary.documentMean), CSVTable.number(summary.percentiles?.tenth),
                        CSVTable.number(summary.percentiles?.fiftieth),
                        CSVTable.number(summary.percentiles?.ninetieth),
                        summary.alteredDocuments.map(String.init) ?? "", CSVTable.number(comparison?.gain.times),
                        CSVTable.number(comparison?.interval?.low), CSVTable.number(comparison?.interval?.high),
                        CSVTable.number(comparison?.saving.share),
                    ] + group.pages.map { CSVTable.number($0) })
            }
        }
        return table.bytes
    }
}
