/// The pieces of all groups together, and beside each its count in every group.
struct GroupedCounts {
    private(set) var pieces = PieceCounts()
    let groupCount: Int
    /// By piece and group; empty where there is one group.
    private var byGroup: [Int] = []

    init(groupCount: Int) {
        self.groupCount = groupCount
    }

    /// The counts of a corpus with its groups laid together.
    init(_ corpus: CountedCorpus) throws(TrainingError) {
        self.init(groupCount: corpus.groups.count)
        if corpus.groups.count == 1 {
            pieces = corpus.groups[0].counts
            return
        }
        for (group, counts) in corpus.groups.map(\.counts).enumerated() {
            for index in 0..<counts.count {
                try add(
                    counts.bytes.span.extracting(counts.range(at: index)), count: counts.count(at: index), group: group)
            }
        }
    }

    /// - Returns: the piece's index.
    @discardableResult
    mutating func add(_ piece: Span<UInt8>, count: Int, group: Int) throws(TrainingError) -> Int {
        let index = try pieces.add(piece, count: count)
        if groupCount > 1 {
            if index * groupCount == byGroup.count { byGroup += Array(repeating: 0, count: groupCount) }
            byGroup[index * groupCount + group] += count
        }
        return index
    }

    /// A piece's count in each group; empty where there is one group.
    func groupCounts(at index: Int) -> ArraySlice<Int> {
        groupCount > 1 ? byGroup[index * groupCount..<(index + 1) * groupCount] : []
    }
}
