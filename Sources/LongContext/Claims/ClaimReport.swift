/// A claim in the words of those who made it.
public struct VendorClaim: Sendable, Hashable {
    /// The name to type, or an empty one for a claim that the user made up.
    public let identifier: String
    public let words: String
    /// Who said it, and when.
    public let source: String
    /// What is computed to check it.
    public let check: String

    public init(identifier: String, words: String, source: String, check: String) {
        self.identifier = identifier
        self.words = words
        self.source = source
        self.check = check
    }
}

/// A claim, what was found, and what follows.
public struct ClaimReport: Sendable, Hashable {
    public let claim: VendorClaim
    /// The finding that decides first, then the others.
    public let findings: [ClaimFinding]
    public let verdict: Verdict
    public let reason: String
    /// What the check cannot see.
    public let limits: [String]

    public init(
        claim: VendorClaim, findings: [ClaimFinding], verdict: Verdict, reason: String, limits: [String] = []
    ) {
        self.claim = claim
        self.findings = findings
        self.verdict = verdict
        self.reason = reason
        self.limits = limits
    }
}
