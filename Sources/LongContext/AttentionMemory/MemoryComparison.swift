/// The caches of two layouts at one length: the form in which "saves 70 % of memory" can be checked.
public struct MemoryComparison: Sendable, Hashable {
    /// Length of each sequence, in tokens.
    public let tokens: Int
    /// Number of sequences.
    public let batch: Int
    /// Bytes that the model in question takes.
    public let bytes: Int
    /// Bytes that the model takes which it is held against.
    public let baselineBytes: Int

    /// The share of the baseline's memory that is saved: 0.7 means 70 % less, negative means more.
    /// `nil` where the baseline takes nothing.
    public var saving: Double? {
        baselineBytes == 0 ? nil : 1 - Double(bytes) / Double(baselineBytes)
    }

    public init(
        of layout: AttentionLayout, versus baseline: AttentionLayout, tokens: Int, batch: Int = 1,
        element: CacheElement, accounting: CacheAccounting = .architectural
    ) throws(LongContextError) {
        self.tokens = tokens
        self.batch = batch
        bytes = try layout.cacheBytes(tokens: tokens, batch: batch, element: element, accounting: accounting)
        baselineBytes = try baseline.cacheBytes(
            tokens: tokens, batch: batch, element: element, accounting: accounting)
    }

    /// One comparison for every pair of a length and a batch, lengths changing fastest.
    public static func sweep(
        of layout: AttentionLayout, versus baseline: AttentionLayout, tokens: [Int], batches: [Int] = [1],
        element: CacheElement, accounting: CacheAccounting = .architectural
    ) throws(LongContextError) -> [MemoryComparison] {
        var rows: [MemoryComparison] = []
        for batch in batches {
            for length in tokens {
                rows.append(
                    try MemoryComparison(
                        of: layout, versus: baseline, tokens: length, batch: batch, element: element,
                        accounting: accounting))
            }
        }
        return rows
    }
}
