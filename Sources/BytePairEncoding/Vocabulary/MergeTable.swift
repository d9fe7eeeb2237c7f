/// From two neighbouring ids to the merge that joins them.
///
/// Open addressing over one array of 16-byte entries, at most half full, so that a look-up is nearly always one cache
/// line; a `Dictionary` keyed by a pair was eight times slower here. The table never changes once it is built.
struct MergeTable: Sendable {
    struct Entry {
        /// The left id in the upper half, the right one in the lower.
        var key: UInt64
        var rank: Rank
        var result: UInt32
    }

    static let vacant = UInt64.max
    /// What stands for "these two do not merge" where a rank is expected.
    static let none = Rank.max

    private(set) var entries: [Entry]
    private let shift: UInt64

    /// The table of a list of merges; where a pair appears twice, the last one counts, as in the reference libraries.
    ///
    /// - Complexity: O(*n*) expected, where *n* is the number of merges.
    init(_ merges: [Merge], order: MergeOrder) {
        var bits: UInt64 = 4
        while 1 << bits < merges.count * 2 {
            bits += 1
        }
        shift = 64 - bits
        entries = Array(repeating: Entry(key: Self.vacant, rank: Self.none, result: 0), count: 1 << bits)
        for (index, merge) in merges.enumerated() {
            insert(merge, rank: order == .listed ? Rank(truncatingIfNeeded: index) : merge.result.rawValue)
        }
    }

    private mutating func insert(_ merge: Merge, rank: Rank) {
        let key = Self.key(merge.left.rawValue, merge.right.rawValue)
        var slot = Self.slot(key, shift)
        while entries[slot].key != Self.vacant, entries[slot].key != key {
            slot = (slot &+ 1) & (entries.count &- 1)
        }
        entries[slot] = Entry(key: key, rank: rank, result: merge.result.rawValue)
    }

    /// The rank of the merge of two ids and the id it makes; the rank is `none` where they do not merge.
    @inline(__always)
    func find(_ left: UInt32, _ right: UInt32) -> (rank: Rank, result: UInt32) {
        let key = Self.key(left, right)
        var slot = Self.slot(key, shift)
        while true {
            let entry = entries[slot]
            if entry.key == key { return (entry.rank, entry.result) }
            if entry.key == Self.vacant { return (Self.none, 0) }
            slot = (slot &+ 1) & (entries.count &- 1)
        }
    }

    @inline(__always)
    private static func key(_ left: UInt32, _ right: UInt32) -> UInt64 {
        UInt64(left) << 32 | UInt64(right)
    }

    /// Fibonacci hashing; the left id is spread first, since neighbouring pairs share it.
    @inline(__always)
    private static func slot(_ key: UInt64, _ shift: UInt64) -> Int {
        Int(truncatingIfNeeded: ((key ^ (key >> 29)) &* 0x9E37_79B9_7F4A_7C15) >> shift)
    }
}
