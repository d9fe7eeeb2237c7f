/// How often two tokens stand side by side across a space between words, before any superword is learnt.
struct BorderCounts: ~Copyable {
    private var table = PairTable()

    init(_ runs: WordRuns, _ segmented: SegmentedWords) {
        var start = 0
        for (end, count) in zip(runs.ends, runs.counts) {
            for index in start..<end - 1 {
                let last = segmented.last(of: Int(runs.members[index]))
                let first = segmented.first(of: Int(runs.members[index + 1]))
                guard last != TrainingWords.barrier, first != TrainingWords.barrier else { continue }
                let slot = table.findOrInsert(PairTable.key(last, first))
                // The words of all runs together are counted in 64 bits, so this cannot overflow.
                table[slot].count &+= count
            }
            start = end
        }
    }

    /// 0 for a pair with a barrier, across which nothing merges.
    func count(left: UInt32, right: UInt32) -> Int {
        let slot = table.find(PairTable.key(left, right))
        return slot < 0 ? 0 : table[slot].count
    }

    /// The count that so many pairs reach or exceed; 1 if there are not so many.
    func count(atRank rank: Int) -> Int {
        var counts: [Int] = []
        for slot in 0..<table.slotCount where table[slot].count > 0 { counts.append(table[slot].count) }
        counts.sort(by: >)
        return rank < counts.count ? counts[rank] : 1
    }
}
