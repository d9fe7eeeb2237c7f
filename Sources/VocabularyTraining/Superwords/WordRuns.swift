import BytePairEncoding

/// Counted wide pieces, taken apart into words: the counts of the words, and the runs of words that they stood in.
///
/// A wide piece is words joined by single spaces. The narrow split of the same text cuts it exactly before those
/// spaces, so the words' counts equal those of the narrow split, and one pass over the corpus serves both stages.
struct WordRuns {
    private(set) var words = PieceCounts()
    /// The runs of at least two words, one after the other, as indices into `words`.
    private(set) var members: [UInt32] = []
    /// Where each run ends in `members`.
    private(set) var ends: [Int] = []
    private(set) var counts: [Int] = []

    init(_ wide: PieceCounts) throws(TrainingError) {
        let splitter = PreTokenizer(.malmoi)
        var cuts: [Int] = []
        for index in 0..<wide.count {
            let count = wide.count(at: index)
            let piece = wide.bytes.span.extracting(wide.range(at: index))
            splitter.findPieces(in: piece, ends: &cuts)
            var start = 0
            for end in cuts {
                let word = try words.add(piece.extracting(start..<end), count: count)
                if cuts.count > 1 { members.append(UInt32(word)) }
                start = end
            }
            if cuts.count > 1 {
                ends.append(members.count)
                counts.append(count)
            }
        }
    }

    /// Calls a closure with every run.
    func forEach(_ body: (_ words: ArraySlice<UInt32>, _ count: Int) throws(TrainingError) -> Void)
        throws(TrainingError)
    {
        var start = 0
        for (end, count) in zip(ends, counts) {
            try body(members[start..<end], count)
            start = end
        }
    }
}
