/// A range that is meant to hold the true value in 95 of 100 samples.
public struct ConfidenceInterval: Sendable, Hashable {
    public let low: Double
    public let high: Double

    public init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }
}

/// A value with its interval, which a single document does not have.
public struct Estimate: Sendable, Hashable {
    public let value: Double
    public let interval: ConfidenceInterval?

    public init(value: Double, interval: ConfidenceInterval?) {
        self.value = value
        self.interval = interval
    }
}

/// The percentile bootstrap over documents (Efron & Tibshirani, *An Introduction to the Bootstrap*, chapter 13).
///
/// Documents are drawn with replacement, as many as there are, `resamples` times over; each draw gives one ratio of
/// sums, and the interval runs from the 2.5th to the 97.5th percentile of these. Whole documents are drawn because the
/// tokens of one document are alike. The interval says how much the *choice of documents* could have changed the
/// figure. It does not say anything of documents of a kind that is not in the sample, and under some 20 documents it is
/// too narrow.
public struct Bootstrap: Sendable, Hashable {
    public let resamples: Int
    public let seed: UInt64

    /// - Parameters:
    ///   - resamples: 2,000 by default; the ends of the interval then move by about 1 % of its width between seeds.
    ///   - seed: with the same documents in the same order, the same seed gives the same interval to the last bit.
    public init(resamples: Int = 2_000, seed: UInt64 = 1945) {
        self.resamples = max(resamples, 100)
        self.seed = seed
    }

    /// The sums of every column over each resample: `result[column][resample]`.
    ///
    /// All columns are summed over the *same* draws, so that ratios of any two of them are paired.
    ///
    /// - Parameters:
    ///   - rows: one array of equal length a document, or a group of documents that stay together.
    ///   - stream: tells samples apart that must not share draws.
    /// - Complexity: O(*r* × *n* × *c*) in resamples, rows and columns.
    func sums(of rows: [[Double]], stream: [UInt8]) -> [[Double]] {
        guard let columns = rows.first?.count, columns > 0 else { return [] }
        var generator = SplitMix64(seed: seed ^ Self.fingerprint(stream))
        let flat = rows.flatMap { $0 }
        var result = Array(repeating: [Double](repeating: 0, count: resamples), count: columns)
        var sums = [Double](repeating: 0, count: columns)
        for resample in 0..<resamples {
            for column in 0..<columns { sums[column] = 0 }
            for _ in rows.indices {
                let start = generator.next(below: rows.count) * columns
                for column in 0..<columns { sums[column] += flat[start + column] }
            }
            for column in 0..<columns { result[column][resample] = sums[column] }
        }
        return result
    }

    /// The interval of a ratio of two columns of ``sums(of:stream:)``, or `nil` if some resample has nothing below.
    static func interval(_ above: [Double], over below: [Double]) -> ConfidenceInterval? {
        guard !above.isEmpty, below.allSatisfy({ $0 > 0 }) else { return nil }
        let ratios = zip(above, below).map { $0 / $1 }.sorted()
        return ConfidenceInterval(low: Quantile.of(sorted: ratios, 0.025), high: Quantile.of(sorted: ratios, 0.975))
    }

    /// FNV-1a: `Hasher` gives another number in every process.
    private static func fingerprint(_ bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}

/// Quantiles by linear interpolation between the nearest two values (type 7 of Hyndman & Fan, 1996).
enum Quantile {
    /// - Precondition: `sorted` is not empty, and `share` lies from 0 to 1.
    static func of(sorted: [Double], _ share: Double) -> Double {
        precondition(!sorted.isEmpty && share >= 0 && share <= 1, "there must be values, and the share from 0 to 1")
        let position = share * Double(sorted.count - 1)
        let lower = Int(position)
        let upper = min(lower + 1, sorted.count - 1)
        return sorted[lower] + (sorted[upper] - sorted[lower]) * (position - Double(lower))
    }
}
