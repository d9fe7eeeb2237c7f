import BytePairEncoding
import HeapModule

/// Learns merges from words: again and again the most frequent pair of neighbours becomes a token.
///
/// Counts are kept up to date with each merge instead of being counted anew, and a heap gives the next pair. Pairs in
/// the heap are not removed when their count falls: a popped candidate whose count is out of date is queued again
/// with the right one. (Sennrich et al., "Neural Machine Translation of Rare Words with Subword Units", 2016.)
struct MergeLearner {
    private(set) var tokens: TokenTable
    private(set) var merges: [Merge]
    /// How often each merge was made when it was learnt, beside `merges`.
    private(set) var frequencies: [Int]
    private var words: TrainingWords
    private var table = PairTable()
    private var heap = Heap<MergeCandidate>()
    private let minimumFrequency: Int
    private let maximumTokenBytes: Int

    init(_ start: StartingAlphabet, words: TrainingWords, settings: TrainingSettings) throws(TrainingError) {
        tokens = start.tokens
        merges = start.merges
        frequencies = start.frequencies
        self.words = words
        minimumFrequency = settings.minimumFrequency
        maximumTokenBytes = settings.maximumTokenBytes
        try countPairs()
    }

    /// Learns merges until there are so many tokens.
    ///
    /// - Parameter progress: called after every merge with the number of tokens.
    /// - Returns: whether the corpus had enough pairs.
    mutating func learn(
        untilTokenCount wanted: Int, progress: (Int) -> Void
    ) throws(TrainingError) -> Bool {
        var affected: [UInt32] = []
        var changes: [TrainingWords.Change] = []
        var changed: [Int] = []
        while tokens.count < wanted {
            guard let best = heap.popMax() else { return false }
            let count = table.counts[best.index]
            if count != best.count {
                queue(best.index)
                continue
            }
            try merge(best, &affected, &changes, &changed)
            progress(tokens.count)
        }
        return true
    }

    private mutating func merge(
        _ best: MergeCandidate, _ affected: inout [UInt32], _ changes: inout [TrainingWords.Change],
        _ changed: inout [Int]
    ) throws(TrainingError) {
        let left = UInt32(best.pair >> 32)
        let right = UInt32(truncatingIfNeeded: best.pair)
        let result = tokens.append(merging: TokenID(left), TokenID(right))
        merges.append(Merge(left: TokenID(left), right: TokenID(right), result: result))
        frequencies.append(best.count)
        changed.removeAll(keepingCapacity: true)
        table.takeWords(at: best.index, into: &affected)
        for word in affected {
            let index = Int(word)
            words.merge(left, right, into: result.rawValue, word: index, changes: &changes)
            let count = words.counts[index]
            for change in changes {
                let pair = table.index(of: PairTable.key(change.left, change.right))
                try table.addCount(change.isAdded ? count : -count, at: pair)
                if change.isAdded {
                    table.addWord(index, at: pair)
                    changed.append(pair)
                }
            }
        }
        table.setCount(0, at: best.index)
        // Only pairs with the new token can have grown; each is queued once.
        changed.sort()
        var previous = -1
        for pair in changed where pair != previous {
            queue(pair)
            previous = pair
        }
    }

    private mutating func queue(_ index: Int) {
        let count = table.counts[index]
        let pair = table.pairs[index]
        guard count >= minimumFrequency,
            tokens.byteCount(of: TokenID(UInt32(pair >> 32)))
                + tokens.byteCount(of: TokenID(UInt32(truncatingIfNeeded: pair))) <= maximumTokenBytes
        else { return }
        heap.insert(MergeCandidate(count: count, pair: pair, index: index))
    }

    private mutating func countPairs() throws(TrainingError) {
        for word in 0..<words.count {
            let start = words.starts[word]
            for position in start..<max(start, start + Int(words.lengths[word]) - 1) {
                let left = words.symbols[position]
                let right = words.symbols[position + 1]
                guard left != TrainingWords.barrier, right != TrainingWords.barrier else { continue }
                let pair = table.index(of: PairTable.key(left, right))
                try table.addCount(words.counts[word], at: pair)
                table.addWord(word, at: pair)
            }
        }
        for index in 0..<table.count {
            queue(index)
        }
    }
}
