/// "Saves such a share of memory and computation."
public struct MemoryClaim: Sendable, Hashable {
    /// The share that is claimed, 0.7 for 70 %.
    public let share: Double
    /// How far below the claim still counts as "about" it, in shares.
    public let leeway: Double

    public init(share: Double, leeway: Double = 0) {
        self.share = share
        self.leeway = leeway
    }

    /// Something that the model is held against.
    public struct Opponent: Sendable {
        public let name: String
        public let layout: AttentionLayout
        /// The longest text that it takes, if it has such a limit.
        public let context: Int?

        public init(name: String, layout: AttentionLayout, context: Int? = nil) {
            self.name = name
            self.layout = layout
            self.context = context
        }
    }

    /// Checks the claim against each opponent at each length: memory as the architecture needs it, memory in an engine
    /// that keeps sliding layers at full length, and the work of attention.
    ///
    /// The claim holds if the architecture's memory holds it against the *first* opponent at every length, and does not
    /// if it fails at some.
    ///
    /// - Throws: ``LongContextError`` for lengths that cannot be.
    public func check(
        _ layout: AttentionLayout, versus opponents: [Opponent], tokens: [Int], element: CacheElement,
        claim: VendorClaim, limits: [String] = []
    ) throws(LongContextError) -> ClaimReport {
        var findings: [ClaimFinding] = []
        for opponent in opponents {
            for length in tokens {
                let memory = try MemoryComparison(
                    of: layout, versus: opponent.layout, tokens: length, element: element)
                findings.append(
                    finding(memory.saving, "memory", length, opponent))
            }
        }
        let deciding = findings.prefix(tokens.count)
        for opponent in opponents {
            for length in tokens {
                let reserved = try MemoryComparison(
                    of: layout, versus: opponent.layout, tokens: length, element: element,
                    accounting: .engineReserved)
                findings.append(finding(reserved.saving, "engine-reserved memory", length, opponent))
            }
        }
        for opponent in opponents {
            for length in tokens {
                findings.append(
                    finding(
                        try workSaving(layout, opponent.layout, tokens: length), "attention work", length, opponent)
                )
            }
        }
        let failing = deciding.filter { $0.verdict != .holds }
        let verdict: Verdict = deciding.isEmpty ? .undecided : failing.isEmpty ? .holds : .doesNotHold
        let reason =
            deciding.isEmpty
            ? "nothing to compare with"
            : failing.isEmpty
                ? "it holds at every length looked at"
                : "it holds at \(deciding.count - failing.count) of \(deciding.count) lengths against "
                    + "\(opponents[0].name)"
        return ClaimReport(claim: claim, findings: findings, verdict: verdict, reason: reason, limits: limits)
    }

    private func finding(
        _ saving: Double?, _ what: String, _ length: Int, _ opponent: Opponent
    ) -> ClaimFinding {
        let scope = "\(Figures.grouped(length)) tokens: \(what) vs \(opponent.name)"
        guard let saving else {
            return ClaimFinding(
                scope: scope, verdict: .undecided, unit: .share, claimed: share, measured: nil,
                reason: "there is nothing to save")
        }
        let holds = saving >= share - leeway
        let percent = Figures.decimal(saving * 100, 1)
        let bound = Figures.decimal((share - leeway) * 100, 0)
        var warnings: [String] = []
        if let context = opponent.context, length > context {
            warnings.append("\(opponent.name) takes \(Figures.grouped(context)) tokens at most")
        }
        return ClaimFinding(
            scope: scope, verdict: holds ? .holds : .doesNotHold, unit: .share, claimed: share,
            measured: Estimate(value: saving, interval: nil),
            reason: "saves \(percent) %, \(holds ? "at least" : "less than") the \(bound) % that count as about "
                + "\(Figures.decimal(share * 100, 0)) %", warnings: warnings)
    }

    /// The share of multiply-adds that attention itself saves while reading a text: query-key pairs times query heads.
    /// Head dimensions are taken as equal, as they are in the models at hand. `nil` if head counts are not known.
    private func workSaving(
        _ layout: AttentionLayout, _ baseline: AttentionLayout, tokens: Int
    ) throws(LongContextError) -> Double? {
        guard let heads = layout.queryHeads, let baselineHeads = baseline.queryHeads else { return nil }
        let work = Double(try layout.readingPairs(tokens: tokens)) * Double(heads)
        let baselineWork = Double(try baseline.readingPairs(tokens: tokens)) * Double(baselineHeads)
        return baselineWork > 0 ? 1 - work / baselineWork : nil
    }
}
