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
        let alphabet = alphabet(of: counts)
        var budget = CharacterBudget(alphabet)
        var learner = try MergeLearner(symbols: alphabet.symbols, words: words(of: counts, alphabet), settings: settings)
        let isFull = try learner.learn { frequency, merges in
            let hasRoom = budget.include(atLeast: frequency, room: wanted - 256 - merges)
            let tokens = 256 + budget.steps.count + merges
            progress(tokens, wanted)
            return hasRoom && tokens < wanted
        }
        if !isFull {
            _ = budget.include(atLeast: settings.minimumFrequency, room: wanted - 256 - learner.merges.count)
        }
        let assembly = VocabularyAssembly(alphabet: alphabet, budget: budget, learnt: learner)
        return TrainedVocabulary(
            settings: settings, tokens: assembly.tokens, merges: assembly.merges, frequencies: assembly.frequencies,
            characterTokenCount: budget.steps.count, isFull: assembly.tokens.count == wanted)
    }

    private func words(of counts: PieceCounts, _ alphabet: CharacterAlphabet) -> TrainingWords {
        var words = TrainingWords()
        for index in 0..<counts.count {
            let piece = counts.piece(at: index)
            let symbols = settings.alphabet == .bytes ? alphabet.byteSymbols(of: piece) : alphabet.symbols(of: piece)
            if symbols.count > 1 {
                words.append(symbols, count: counts.count(at: index))
            }
        }
        return words
    }

    private func alphabet(of counts: PieceCounts) -> CharacterAlphabet {
        var characters: [UInt32: Int] = [:]
        if settings.alphabet == .characters {
            for index in 0..<counts.count {
                let count = counts.count(at: index)
                PackedCharacters.forEach(in: counts.piece(at: index)) { character in
                    if case .multiByte(let packed) = character {
                        characters[packed, default: 0] += count
                    }
                }
            }
        }
        return CharacterAlphabet(characters, minimumFrequency: settings.minimumFrequency)
    }
}
