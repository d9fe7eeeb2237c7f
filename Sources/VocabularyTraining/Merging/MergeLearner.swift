import BytePairEncoding
import HeapModule

/// Learns merges from words: again and again the most frequent pair of neighbours becomes a token.
///
/// Counts are kept up to date with each merge instead of being counted anew, and a heap gives the next pair. Pairs in
/// the heap are not removed when their count falls: a popped candidate whose count is out of date is queued again
/// with the right one. (Sennrich et al., "Neural Machine Translation of Rare Words with Subword Units", 2016.)
struct MergeLearner {
    /// The bytes of every symbol: those it started from, then the merged ones.
    private(set) var tokens: TokenTable
    private(set) var merges: [Merge] = []
    /// How often each merge was made when it was learnt, beside `merges`.
    private(set) var frequencies: [Int] = []
    /// The words as they are by now.
    private(set) var words: TrainingWords
    private var table = PairTable()
    private var heap = Heap<MergeCandidate>()
    private var rules: PairRules

    init(symbols: TokenTable, words: TrainingWords, rules: PairRules) throws(TrainingError) {
        tokens = symbols
        self.words = words
        self.rules = rules
        try countPairs()
    }

    /// Learns merges as long as the caller wants more.
    ///
    /// - Parameter wants: called with the frequency of the next merge and the number of merges so far; the merge is
    ///   learnt if it returns true.
    /// - Returns: false if the corpus had no more pairs.
    mutating func learn(while wants: (_ frequency: Int, _ merges: Int) -> Bool) throws(TrainingError) -> Bool {
        var affected: [UInt32] = []
        var changes: [TrainingWords.Change] = []
        var changed: [Int] = []
        while let best = heap.popMax() {
            if table.counts[best.index] != best.count {
                queue(best.index)
                continue
            }
            guard wants(best.count, merges.count) else { return true }
            try merge(best, &affected, &changes, &changed)
        }
        return false
    }

    private mutating func merge(
        _ best: MergeCandidate, _ affected: inout [UInt32], _ changes: inout [TrainingWords.Change],
        _ changed: inout [Int]
    ) throws(TrainingError) {
        let left = UInt32(best.pair >> 32)
        let right = UInt32(truncatingIfNeeded: best.pair)
        let result = tokens.append(merging: TokenID(left), TokenID(right))
        rules.noteMerge(left, right)
        merges.append(Merge(left: TokenID(left), right: TokenID(right), result: result))
        frequencies.append(best.count)
        changed.removeAll(keepingCapacity: true)
        table.takeWords(at: best.index, into: &affected)
        for word in affected {
            let index = Int(word)
            words.merge(left, right, into: result.rawValue, word: index, changes: &changes)
            let count = words.counts[index]
            for change in changes where rules.counts(change.left, change.right) {
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
        guard count >= rules.minimumFrequency,
            rules.allows(UInt32(pair >> 32), UInt32(truncatingIfNeeded: pair), in: tokens)
        else { return }
        heap.insert(MergeCandidate(count: count, pair: pair, index: index))
    }

    private mutating func countPairs() throws(TrainingError) {
        for word in 0..<words.count {
            let start = words.starts[word]
            for position in start..<max(start, start + Int(words.lengths[word]) - 1) {
                let left = words.symbols[position]
                let right = words.symbols[position + 1]
                guard left != TrainingWords.barrier, right != TrainingWords.barrier, rules.counts(left, right) else {
                    continue
                }
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
