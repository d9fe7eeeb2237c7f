/// The claims that this project was started to check.
public enum ClaimPreset: String, Sendable, CaseIterable, Hashable {
    case length = "k-exaone-length"
    case pages = "k-exaone-pages"
    case memory = "k-exaone-memory"

    public var claim: VendorClaim {
        switch self {
        case .length:
            VendorClaim(
                identifier: rawValue,
                words: "through improved tokenizer technology, K-EXAONE remembers and processes documents 1.3 times "
                    + "longer than the previous model (EXAONE 4.0)",
                source: Self.source, check: LengthClaim.check)
        case .pages:
            VendorClaim(
                identifier: rawValue,
                words: "K-EXAONE takes 260,000 tokens at once, over 400 A4 pages", source: Self.source,
                check: PagesClaim.check + "; the context is 262,144 tokens")
        case .memory:
            VendorClaim(
                identifier: rawValue,
                words: "hybrid attention cuts memory and computation by about 70 % against EXAONE 4.0",
                source: Self.source,
                check: "key-value cache in bf16 of one sequence, and query-key pairs times heads while reading, from "
                    + "the published layouts; 65 % and more count as about 70 %")
        }
    }

    private static let source = "LG AI Research as quoted in the press, December 2025 and January 2026"

    /// The claimed gain of ``length``.
    public static let lengthClaim = LengthClaim(gain: LengthGain(times: 1.3))
    /// The claimed pages of ``pages``.
    public static let pagesClaim = PagesClaim(pages: 400, context: 262_144)
    /// Lengths at which ``memory`` is looked at.
    public static let memoryLengths = [8_192, 32_768, 131_072, 262_144]

    /// Checks ``memory``, which needs no documents.
    ///
    /// - Throws: ``LongContextError`` if a profile is missing, which a test rules out.
    public static func checkMemory(element: CacheElement = .bf16) throws(LongContextError) -> ClaimReport {
        let new = try ModelCatalog.profile(named: "k-exaone")
        let old = try ModelCatalog.profile(named: "exaone-4.0-32b")
        let layout = try new.requiredLayout()
        return try MemoryClaim(share: 0.7, leeway: 0.05).check(
            layout,
            versus: [
                MemoryClaim.Opponent(
                    name: old.name, layout: try old.requiredLayout(), context: try old.requiredContext()),
                MemoryClaim.Opponent(name: "its all-global twin", layout: layout.allGlobalTwin),
            ], tokens: memoryLengths, element: element, claim: ClaimPreset.memory.claim,
            limits: [
                "weights are not counted: K-EXAONE's 236B parameters take far more memory than EXAONE 4.0's 32B",
                "the work of projections and experts, most of the work on short texts, is not counted",
            ])
    }
}
