import BytePairEncoding

/// Makes a vocabulary from counted pieces.
public struct VocabularyTrainer: Sendable {
    public let settings: TrainingSettings

    /// - Throws: `TrainingError` where no vocabulary can have these settings.
    public init(_ settings: TrainingSettings) throws(TrainingError) {
        try settings.validate()
        self.settings = settings
    }

    /// Learns the vocabulary.
    ///
    /// - Parameters:
    ///   - counts: the corpus, counted with the normalization and split of the settings.
    ///   - progress: called with the number of tokens so far and the number wanted.
    /// - Throws: `TrainingError.emptyCorpus`, `.countOverflow`, or `.vocabularyTooSmall`.
    public func train(
        _ counts: PieceCounts, progress: (_ tokens: Int, _ wanted: Int) -> Void = { _, _ in }
    ) throws(TrainingError) -> TrainedVocabulary {
        guard counts.count > 0 else { throw .emptyCorpus }
        let wanted = settings.vocabularySize - settings.allSpecialTokens.count
        let alphabet = startingAlphabet(counts, room: wanted - 256)
        var words = TrainingWords()
        for index in 0..<counts.count {
            let piece = counts.piece(at: index)
            let symbols = settings.alphabet == .bytes ? alphabet.byteSymbols(of: piece) : alphabet.symbols(of: piece)
            if symbols.count > 1 {
                words.append(symbols, count: counts.count(at: index))
            }
        }
        var learner = try MergeLearner(alphabet, words: words, settings: settings)
        let isFull = try learner.learn(untilTokenCount: wanted) { progress($0, wanted) }
        return TrainedVocabulary(
            settings: settings, tokens: learner.tokens, merges: learner.merges, frequencies: learner.frequencies,
            characterTokenCount: alphabet.tokens.count - 256, isFull: isFull)
    }

    private func startingAlphabet(_ counts: PieceCounts, room: Int) -> StartingAlphabet {
        guard settings.alphabet == .characters else { return StartingAlphabet() }
        var characters: [UInt32: Int] = [:]
        for index in 0..<counts.count {
            let count = counts.count(at: index)
            PackedCharacters.forEach(in: counts.piece(at: index)) { character in
                if case .multiByte(let packed) = character {
                    characters[packed, default: 0] += count
                }
            }
        }
        return StartingAlphabet(
            characters: characters, coverage: settings.characterCoverage, minimumFrequency: settings.minimumFrequency,
            limit: room / 2)
    }
}
