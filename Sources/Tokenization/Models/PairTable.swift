/// From two neighbouring ids to what they make and its rank, in one flat table.
struct PairTable: Sendable {
    private static let vacant = UInt64.max

    private var keys: [UInt64]
    private var values: [SymbolMerger.Candidate]

    /// The table of merges in rank order; where a pair appears twice, the last one counts, as in the reference.
    init(_ merges: [(left: UInt32, right: UInt32, result: UInt32)]) {
        var size = 16
        while size < merges.count * 2 { size *= 2 }
        keys = Array(repeating: Self.vacant, count: size)
        values = Array(repeating: SymbolMerger.Candidate(rank: 0, result: 0), count: size)
        for (rank, merge) in merges.enumerated() {
            let slot = slot(merge.left, merge.right)
            keys[slot] = Self.key(merge.left, merge.right)
            values[slot] = SymbolMerger.Candidate(rank: UInt32(truncatingIfNeeded: rank), result: merge.result)
        }
    }

    func find(_ left: UInt32, _ right: UInt32) -> SymbolMerger.Candidate? {
        let slot = slot(left, right)
        return keys[slot] == Self.vacant ? nil : values[slot]
    }

    private static func key(_ left: UInt32, _ right: UInt32) -> UInt64 {
        UInt64(left) << 32 | UInt64(right)
    }

    private func slot(_ left: UInt32, _ right: UInt32) -> Int {
        let key = Self.key(left, right)
        var slot = Int(truncatingIfNeeded: ((key ^ key >> 29) &* 0x9E37_79B9_7F4A_7C15) >> 24) & (keys.count &- 1)
        while keys[slot] != Self.vacant, keys[slot] != key {
            slot = (slot &+ 1) & (keys.count &- 1)
        }
        return slot
    }
}
