/// "So many pages fit into the context."
public struct PagesClaim: Sendable, Hashable {
    /// How many pages are claimed.
    public let pages: Double
    /// Tokens of the context.
    public let context: Int

    public init(pages: Double, context: Int) {
        self.pages = pages
        self.context = context
    }

    /// Checks the claim on measured documents, for each page rule.
    ///
    /// - Parameters:
    ///   - tokenizer: index of the tokenizer in the report.
    ///   - ruleNames: what to call the report's page rules, in their order. The first rule decides.
    public func check(
        _ report: CompressionReport, tokenizer: Int, ruleNames: [String], claim: VendorClaim? = nil,
        limits: [String] = []
    ) -> ClaimReport {
        precondition(ruleNames.count == report.pageRules.count, "every page rule must have a name")
        var findings: [ClaimFinding] = []
        for (rule, name) in ruleNames.enumerated() {
            findings.append(finding(report.total, scope: "all documents, \(name)", tokenizer, rule))
        }
        if let first = ruleNames.first, report.genres.count > 1 {
            for genre in report.genres {
                findings.append(
                    finding(genre, scope: "\(String(decoding: genre.name, as: UTF8.self)), \(first)", tokenizer, 0))
            }
        }
        let verdict = findings.first?.verdict ?? .undecided
        let words =
            "\(context) tokens of \(report.tokenizers[tokenizer]) hold at least \(Figures.decimal(pages, 0)) pages"
        return ClaimReport(
            claim: claim ?? VendorClaim(identifier: "", words: words, source: "the command line", check: Self.check),
            findings: findings, verdict: verdict, reason: findings.first?.reason ?? "no page rule was given",
            limits: limits)
    }

    private func finding(_ group: GroupSummary, scope: String, _ tokenizer: Int, _ rule: Int) -> ClaimFinding {
        let context = Double(context)
        let measured = group.tokenizers[tokenizer].pagesPerToken[rule].map { estimate in
            Estimate(
                value: estimate.value * context,
                interval: estimate.interval.map {
                    ConfidenceInterval(low: $0.low * context, high: $0.high * context)
                })
        }
        return .atLeast(
            pages, .pages, measured: measured, scope: scope, documents: group.documents - group.emptyDocuments)
    }

    static let check =
        "pages of the documents over their tokens, times the context, with a 95 % bootstrap interval"
}
