/// A pair of symbols that may be merged next, with the count it had when it was queued.
///
/// The order is the trainer's one rule for ties: the higher count, then the smaller left id, then the smaller right
/// id. The greatest candidate is merged first.
struct MergeCandidate: Comparable {
    var count: Int
    /// The left id in the upper half, the right one in the lower.
    var pair: UInt64
    /// The pair's index in the table.
    var index: Int

    static func < (one: MergeCandidate, other: MergeCandidate) -> Bool {
        one.count != other.count ? one.count < other.count : one.pair > other.pair
    }

    static func == (one: MergeCandidate, other: MergeCandidate) -> Bool {
        one.count == other.count && one.pair == other.pair
    }
}
