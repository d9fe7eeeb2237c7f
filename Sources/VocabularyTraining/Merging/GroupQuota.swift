/// Keeps each group of sources to its share of the merges.
///
/// A merge belongs to the group in which it makes up the largest part of the text; where several are equal, to the
/// first. A group that has its share waits until the others have theirs. Only when no other group has a pair left do
/// the quotas end.
struct GroupQuota {
    private let parts: [Int]
    private let sum: Int
    /// The size of each group: how many symbols its text has.
    private let sizes: [Int]
    /// How many merges each group has got.
    private(set) var learnt: [Int]
    private var isOver = false

    init(parts: [Int], sizes: [Int]) {
        self.parts = parts
        self.sizes = sizes
        sum = parts.reduce(0, +)
        learnt = Array(repeating: 0, count: parts.count)
    }

    /// The group in whose text something that occurs so often makes up the largest part.
    func group(of counts: [Int]) -> Int {
        var best = 0
        for group in counts.indices.dropFirst() where sizes[group] > 0 {
            // counts[group] / sizes[group] > counts[best] / sizes[best], exactly
            let one = UInt(counts[group]).multipliedFullWidth(by: UInt(max(sizes[best], 1)))
            let other = UInt(counts[best]).multipliedFullWidth(by: UInt(sizes[group]))
            if (one.high, one.low) > (other.high, other.low) { best = group }
        }
        return best
    }

    /// Takes a merge into account.
    ///
    /// - Parameter wanted: how many merges there will be in all.
    /// - Returns: false if its group has its share already.
    mutating func admit(_ counts: [Int], wanted: Int) -> Bool {
        let group = group(of: counts)
        let product = learnt[group].multipliedFullWidth(by: sum)
        let share = parts[group].multipliedFullWidth(by: wanted)
        guard isOver || (product.high, product.low) < (share.high, share.low) else { return false }
        learnt[group] += 1
        return true
    }

    /// Ends the quotas.
    ///
    /// - Returns: false if they were over already.
    mutating func end() -> Bool {
        defer { isOver = true }
        return !isOver
    }
}
