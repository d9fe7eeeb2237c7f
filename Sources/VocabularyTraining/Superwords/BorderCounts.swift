/// How often two tokens stand side by side across a space between words, before any superword is learnt.
struct BorderCounts {
    private var table = PairTable()

    init(_ runs: WordRuns, _ segmented: SegmentedWords) throws(TrainingError) {
        try runs.forEach { members, count throws(TrainingError) in
            for (left, right) in zip(members, members.dropFirst()) {
                let last = segmented.last(of: Int(left))
                let first = segmented.first(of: Int(right))
                guard last != TrainingWords.barrier, first != TrainingWords.barrier else { continue }
                try table.addCount(count, at: table.index(of: PairTable.key(last, first)))
            }
        }
    }

    /// 0 for a pair with a barrier, across which nothing merges.
    func count(left: UInt32, right: UInt32) -> Int {
        table.find(PairTable.key(left, right)).map { table.counts[$0] } ?? 0
    }

    /// The count that so many pairs reach or exceed; 1 if there are not so many.
    func count(atRank rank: Int) -> Int {
        let sorted = table.counts.sorted(by: >)
        return rank < sorted.count ? max(sorted[rank], 1) : 1
    }
}
