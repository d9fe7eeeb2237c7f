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
        guard let superwords = settings.superwords else {
            let stage = try learnWords(counts, wanted: wanted) { progress($0, wanted) }
            return result(stage.assembly, stage.budget, superwords: 0)
        }
        let runs = try WordRuns(counts)
        let superwordCount = superwords.count(ofSize: settings.vocabularySize, tokens: wanted)
        let stage = try learnWords(runs.words, wanted: wanted - superwordCount) { progress($0, wanted) }
        var assembly = stage.assembly
        let wordTokens = assembly.tokens.count
        let superwordLearner = SuperwordLearner(
            runs: runs, segmented: assembly.segmented(stage.words), settings: settings, superwords: superwords)
        let learnt = try superwordLearner.learn(wanted - assembly.tokens.count, behind: assembly.tokens) {
            progress(wordTokens + $0, wanted)
        }
        assembly.append(learnt)
        return result(assembly, stage.budget, superwords: learnt.merges.count)
    }

    private func result(
        _ assembly: VocabularyAssembly, _ budget: CharacterBudget, superwords: Int
    ) -> TrainedVocabulary {
        TrainedVocabulary(
            settings: settings, tokens: assembly.tokens, merges: assembly.merges, frequencies: assembly.frequencies,
            characterTokenCount: budget.steps.count, superwordCount: superwords,
            isFull: assembly.tokens.count == settings.vocabularySize - settings.allSpecialTokens.count)
    }

    /// What learning inside words leaves behind.
    private struct WordStage: ~Copyable {
        var assembly: VocabularyAssembly
        var budget: CharacterBudget
        var words: TrainingWords
    }

    private func learnWords(
        _ counts: PieceCounts, wanted: Int, progress: (_ tokens: Int) -> Void
    ) throws(TrainingError) -> WordStage {
        let alphabet = alphabet(of: counts)
        var budget = CharacterBudget(alphabet)
        var learner = try MergeLearner(
            symbols: alphabet.symbols, words: words(of: counts, alphabet), rules: PairRules(settings))
        let isFull = learner.learn { frequency, merges in
            let hasRoom = budget.include(atLeast: frequency, room: wanted - 256 - merges)
            let tokens = 256 + budget.steps.count + merges
            progress(tokens)
            return hasRoom && tokens < wanted
        }
        if !isFull {
            _ = budget.include(atLeast: settings.minimumFrequency, room: wanted - 256 - learner.merges.count)
        }
        let assembly = VocabularyAssembly(alphabet: alphabet, budget: budget, learnt: learner)
        return WordStage(assembly: assembly, budget: budget, words: learner.takeWords())
    }

    private func words(of counts: PieceCounts, _ alphabet: CharacterAlphabet) throws(TrainingError) -> TrainingWords {
        var words = TrainingWords()
        for index in 0..<counts.count {
            let piece = counts.piece(at: index)
            let symbols = settings.alphabet == .bytes ? alphabet.byteSymbols(of: piece) : alphabet.symbols(of: piece)
            // Superwords need the tokens of every word, those of one symbol included.
            if symbols.count > 1 || settings.superwords != nil {
                try words.append(symbols, count: counts.count(at: index))
            }
        }
        return words
    }

    private func alphabet(of counts: PieceCounts) -> CharacterAlphabet {
        var characters: [UInt32: Int] = [:]
        if settings.alphabet != .bytes {
            for index in 0..<counts.count {
                let count = counts.count(at: index)
                PackedCharacters.forEach(in: counts.piece(at: index)) { character in
                    if case .multiByte(let packed) = character {
                        characters[packed, default: 0] += count
                    }
                }
            }
        }
        return CharacterAlphabet(
            characters, minimumFrequency: settings.minimumFrequency,
            required: settings.alphabet == .jamoOld ? JamoAlphabet.characters : [])
    }
}
