import BytePairEncoding

/// Counted wide pieces, taken apart into words: the counts of the words, and the runs of words that they stood in.
///
/// A wide piece is words joined by single spaces. The narrow split of the same text cuts it exactly before those
/// spaces, so the words' counts equal those of the narrow split, and one pass over the corpus serves both stages.
struct WordRuns {
    private(set) var words: GroupedCounts
    /// The runs of at least two words, one after the other, as indices into `words`.
    private(set) var members: [UInt32] = []
    /// Where each run ends in `members`.
    private(set) var ends: [Int] = []
    private(set) var counts: [Int] = []
    /// Where the runs of each group end.
    private var groupEnds: [Int] = []

    init(_ corpus: CountedCorpus) throws(TrainingError) {
        words = GroupedCounts(groupCount: corpus.groups.count)
        for (group, wide) in corpus.groups.map(\.counts).enumerated() {
            try add(wide, group: group)
            groupEnds.append(ends.count)
        }
    }

    /// The group that a run comes from.
    func group(of run: Int) -> Int {
        groupEnds.firstIndex { run < $0 } ?? 0
    }

    private mutating func add(_ wide: PieceCounts, group: Int) throws(TrainingError) {
        let splitter = PreTokenizer(.malmoi)
        var cuts: [Int] = []
        for index in 0..<wide.count {
            let count = wide.count(at: index)
            let piece = wide.bytes.span.extracting(wide.range(at: index))
            splitter.findPieces(in: piece, ends: &cuts)
            var start = 0
            for end in cuts {
                let word = try words.add(piece.extracting(start..<end), count: count, group: group)
                if cuts.count > 1 { members.append(UInt32(word)) }
                start = end
            }
            if cuts.count > 1 {
                ends.append(members.count)
                counts.append(count)
            }
        }
    }
}
