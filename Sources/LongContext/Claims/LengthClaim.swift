/// "Takes documents so many times longer than before."
public struct LengthClaim: Sendable, Hashable {
    /// How many times longer is claimed.
    public let gain: LengthGain

    public init(gain: LengthGain) {
        self.gain = gain
    }

    /// Checks the claim on measured documents, all together and by genre.
    ///
    /// All documents together decide. Genres with too few documents are undecided by themselves.
    ///
    /// - Parameters:
    ///   - tokenizer: index of the new tokenizer in the report.
    ///   - baseline: index of the one that it is held against.
    public func check(
        _ report: CompressionReport, tokenizer: Int, baseline: Int, claim: VendorClaim? = nil, limits: [String] = []
    ) -> ClaimReport {
        let all = finding(report.total, scope: "all documents", tokenizer, baseline)
        let genres = report.genres.count > 1 || report.genres.first?.name.isEmpty == false ? report.genres : []
        let findings = genres.map { genre in
            finding(genre, scope: String(decoding: genre.name, as: UTF8.self), tokenizer, baseline)
        }
        let new = report.tokenizers[tokenizer]
        let old = report.tokenizers[baseline]
        let words =
            "\(new) takes documents at least \(Figures.decimal(gain.times, 2)) times as long as \(old), "
            + "in the same number of tokens"
        return ClaimReport(
            claim: claim ?? VendorClaim(identifier: "", words: words, source: "the command line", check: Self.check),
            findings: [all] + findings, verdict: all.verdict, reason: all.reason, limits: limits)
    }

    private func finding(_ group: GroupSummary, scope: String, _ tokenizer: Int, _ baseline: Int) -> ClaimFinding {
        let comparison = group.comparison(of: tokenizer, with: baseline)
        return .atLeast(
            gain.times, .times,
            measured: comparison.map { Estimate(value: $0.gain.times, interval: $0.interval) }, scope: scope,
            documents: group.documents - group.emptyDocuments)
    }

    static let check =
        "tokens of the baseline over tokens of the new tokenizer on the same documents, with a 95 % bootstrap interval"
}
