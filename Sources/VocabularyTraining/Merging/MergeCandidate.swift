/// A pair of symbols that may be merged next, with the count it had when it was queued.
///
/// The order is the trainer's one rule for ties: the higher count, then the smaller left id, then the smaller right
/// id.
struct MergeCandidate: BitwiseCopyable {
    var count: Int
    /// The left id in the upper half, the right one in the lower.
    var pair: UInt64

    @inline(__always)
    func isWorse(than other: MergeCandidate) -> Bool {
        count != other.count ? count < other.count : pair > other.pair
    }
}
