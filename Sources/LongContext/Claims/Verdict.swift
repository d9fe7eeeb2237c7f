/// What becomes of a claim.
public enum Verdict: String, Sendable, CaseIterable, Hashable {
    case holds
    case doesNotHold = "does not hold"
    case undecided
}

/// In what a figure is measured.
public enum ClaimUnit: String, Sendable, Hashable {
    /// Times as long a document.
    case times
    /// Pages in one context.
    case pages
    /// A share of memory or work that is saved.
    case share
}

/// One thing that was looked at: all documents, a genre, a length.
public struct ClaimFinding: Sendable, Hashable {
    /// What was looked at, in a few words.
    public let scope: String
    public let verdict: Verdict
    public let unit: ClaimUnit
    public let claimed: Double
    public let measured: Estimate?
    /// Documents behind the figure, or `nil` where none are needed.
    public let documents: Int?
    /// Why the verdict is what it is.
    public let reason: String
    /// What a reader should hold against the figure.
    public let warnings: [String]

    public init(
        scope: String, verdict: Verdict, unit: ClaimUnit, claimed: Double, measured: Estimate?, documents: Int? = nil,
        reason: String, warnings: [String] = []
    ) {
        self.scope = scope
        self.verdict = verdict
        self.unit = unit
        self.claimed = claimed
        self.measured = measured
        self.documents = documents
        self.reason = reason
        self.warnings = warnings
    }

    /// The verdict on "at least `claimed`", from a measured figure and its interval.
    ///
    /// The claim *holds* if the whole interval reaches it, *does not hold* if none of it does, and is *undecided* if the
    /// interval lies across it, if there is no interval, or if there are fewer than ``minimumDocuments`` documents.
    /// What is claimed is taken as said: 1.3 means 1.3 and not "1.25, rounded".
    static func atLeast(
        _ claimed: Double, _ unit: ClaimUnit, measured: Estimate?, scope: String, documents: Int
    ) -> ClaimFinding {
        var verdict = Verdict.undecided
        var reason: String
        let figure = unit == .pages ? Figures.decimal(claimed, 0) : Figures.decimal(claimed, 2)
        switch (measured, measured?.interval) {
        case (nil, _):
            reason = "there are no tokens to compare"
        case (_, nil):
            reason = "one document has no interval"
        case (_, let interval?) where documents < minimumDocuments:
            let range = Figures.range(interval, unit)
            reason = "\(documents) documents are too few to decide (at least \(minimumDocuments)); they give \(range)"
        case (_, let interval?):
            let range = Figures.range(interval, unit)
            if interval.low >= claimed {
                verdict = .holds
                reason = "all of the interval \(range) reaches \(figure)"
            } else if interval.high < claimed {
                verdict = .doesNotHold
                reason = "all of the interval \(range) lies below \(figure)"
            } else {
                reason = "the interval \(range) lies across \(figure)"
            }
        }
        var warnings: [String] = []
        if documents < advisedDocuments {
            warnings.append("fewer than \(advisedDocuments) documents: the interval is too narrow")
        }
        return ClaimFinding(
            scope: scope, verdict: verdict, unit: unit, claimed: claimed, measured: measured, documents: documents,
            reason: reason, warnings: warnings)
    }

    /// Below this the bootstrap has too few different samples for a verdict.
    public static let minimumDocuments = 5
    /// Below this a verdict comes with a warning.
    public static let advisedDocuments = 30
}
