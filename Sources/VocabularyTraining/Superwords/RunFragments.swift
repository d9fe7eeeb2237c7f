/// The parts of runs of words that matter to superwords seen at least a certain number of times, counted.
///
/// Two words can only become parts of one token if the last token of the left word and the first token of the right
/// one stand side by side often enough: whatever symbols are merged across that space, these two tokens are in it. So
/// runs are cut wherever they do not, single words fall away, and most of what remains occurs many times and is stored
/// once (the idea of Apriori: no part of a frequent run is rare). Counts of pairs that reach the bound stay exact.
enum RunFragments {
    /// Cuts runs into fragments and counts those.
    ///
    /// - Parameters:
    ///   - runs: the runs of words.
    ///   - segmented: the tokens of each word.
    ///   - borders: how often tokens stand side by side across a space.
    ///   - bound: superwords seen less often than this do not matter.
    static func words(
        _ runs: WordRuns, _ segmented: SegmentedWords, _ borders: borrowing BorderCounts, bound: Int
    ) throws(TrainingError) -> TrainingWords {
        var index = SequenceTable(groupCount: runs.words.groupCount)
        var fragment: [UInt32] = []
        var start = 0
        for (run, end) in runs.ends.enumerated() {
            let count = runs.counts[run]
            let group = runs.group(of: run)
            var isAlone = true
            fragment.removeAll(keepingCapacity: true)
            var previous: Int?
            for member in start..<end {
                let word = Int(runs.members[member])
                if let left = previous {
                    if borders.count(left: segmented.last(of: left), right: segmented.first(of: word)) >= bound {
                        isAlone = false
                    } else {
                        if !isAlone { try index.add(fragment, count: count, group: group) }
                        fragment.removeAll(keepingCapacity: true)
                        isAlone = true
                    }
                }
                fragment.append(contentsOf: segmented[word])
                previous = word
            }
            if !isAlone { try index.add(fragment, count: count, group: group) }
            start = end
        }
        var words = TrainingWords(groupCount: runs.words.groupCount)
        for entry in 0..<index.count {
            try words.append(
                index[entry], count: index.count(at: entry), groupCounts: index.groupCounts(at: entry))
        }
        return words
    }
}
