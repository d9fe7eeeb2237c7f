import BytePairEncoding

/// Learns tokens across spaces from runs of words, after the words have their tokens.
///
/// Every merge joins something with a space inside: two words, or a superword and a token beside it. No merge inside a
/// word is learnt any more. So merges within words all rank before merges across spaces, no word's token has an inner
/// space, and encoding a run word by word and merging across spaces afterwards gives what one pass over the whole run
/// gives. (Liu et al., "SuperBPE", arXiv 2503.13423, from counts of runs in place of the text.)
struct SuperwordLearner {
    let runs: WordRuns
    let segmented: SegmentedWords
    let settings: TrainingSettings
    let superwords: SuperwordSettings
    /// What counts are to be divided by.
    let scale: Int
    /// The shares of the groups of sources, if they have any.
    let groupParts: [Int]?

    /// Learns superwords behind the tokens of a vocabulary.
    ///
    /// Which fragments of runs matter depends on how rare the last superword will be, which is not known before. So a
    /// bound is guessed; where the guess was too high, learning starts again with a lower one. The result is that
    /// without a bound.
    ///
    /// - Parameter wanted: how many superwords.
    /// - Returns: the learner with the superwords' tokens, merges and frequencies.
    func learn(
        _ wanted: Int, behind tokens: TokenTable, progress: (_ learnt: Int) -> Void
    ) throws(TrainingError) -> MergeLearner {
        let borders = BorderCounts(runs, segmented)
        // A third of the count at the wanted rank was never too high on the corpora tried.
        let minimum = try PairRules.scaled(superwords.minimumFrequency, scale)
        var bound = max(borders.count(atRank: wanted) / 3, minimum)
        while true {
            let fragments = try RunFragments.words(runs, segmented, borders, bound: bound)
            var rules = try PairRules(settings, scale: scale)
            rules.superwords = SuperwordRule(tokens, maximumWords: superwords.maximumWords)
            rules.minimumFrequency = bound
            var learner = MergeLearner(symbols: tokens, words: fragments, rules: rules, groupParts: groupParts)
            let isFull = learner.learn { _, merges in
                progress(merges)
                return merges < wanted ? wanted : nil
            }
            if isFull || learner.merges.count == wanted || bound <= minimum { return learner }
            bound = max(bound / 4, minimum)
        }
    }
}
