import BytePairEncoding

/// Makes a vocabulary from counted pieces.
public struct VocabularyTrainer: Sendable {
    public let settings: TrainingSettings

    /// - Throws: `TrainingError` where no vocabulary can have these settings.
    public init(_ settings: TrainingSettings) throws(TrainingError) {
        try settings.validate()
        self.settings = settings
    }

    /// Learns the vocabulary from counts that were made with the settings' split and normalization by this process.
    public func train(_ counts: consuming PieceCounts) throws(TrainingError) -> TrainedVocabulary {
        let identity = CountIdentity(split: settings.split, normalization: settings.normalization)
        return try train(CountedCorpus(identity: identity, groups: [.init(name: "", counts: counts)]))
    }

    /// Learns the vocabulary.
    ///
    /// - Parameters:
    ///   - corpus: the corpus, counted with the normalization and split of the settings. Its memory is given up when
    ///     it has become words, if nobody else holds it.
    ///   - progress: called with the number of tokens so far and the number wanted.
    /// - Throws: `TrainingError.emptyCorpus`, `.countsDiffer`, `.countOverflow`, or `.badSetting`.
    public func train(
        _ corpus: consuming CountedCorpus, progress: (_ tokens: Int, _ wanted: Int) -> Void = { _, _ in }
    ) throws(TrainingError) -> TrainedVocabulary {
        try check(corpus)
        let wanted = settings.vocabularySize - settings.allSpecialTokens.count
        let facts = CorpusFacts(
            scale: corpus.scale, groups: corpus.groups.map(\.name),
            parts: try settings.groupShares?.parts(of: corpus),
            superwordParts: try settings.superwordGroupShares?.parts(of: corpus))
        guard let superwords = settings.superwords else {
            let counts = try GroupedCounts(consume corpus)
            let stage = try learnWords(counts, facts, wanted: wanted) { progress($0, wanted) }
            return result(stage.assembly, stage, superwords: 0, facts, superwordGroups: nil)
        }
        let runs = try WordRuns(consume corpus)
        let superwordCount = superwords.count(ofSize: settings.vocabularySize, tokens: wanted)
        let stage = try learnWords(runs.words, facts, wanted: wanted - superwordCount) { progress($0, wanted) }
        var assembly = stage.assembly
        let wordTokens = assembly.tokens.count
        let superwordLearner = SuperwordLearner(
            runs: runs, segmented: assembly.segmented(stage.words), settings: settings, superwords: superwords,
            scale: facts.scale, groupParts: facts.superwordParts)
        let learnt = try superwordLearner.learn(wanted - wordTokens, behind: assembly.tokens) {
            progress(wordTokens + $0, wanted)
        }
        assembly.append(learnt)
        return result(
            assembly, stage, superwords: learnt.merges.count, facts, superwordGroups: learnt.quota?.learnt)
    }

    /// Refuses counts that the settings do not go with.
    func check(_ corpus: borrowing CountedCorpus) throws(TrainingError) {
        guard corpus.distinctCount > 0 else { throw .emptyCorpus }
        var expected = corpus.identity
        expected.split = settings.split
        expected.normalization = settings.normalization
        guard expected == corpus.identity else { throw .countsDiffer(expected, corpus.identity) }
    }

    /// What is kept of a corpus whose counts are given up.
    private struct CorpusFacts {
        var scale: Int
        var groups: [String]
        /// The groups' shares, where they have any.
        var parts: [Int]?
        var superwordParts: [Int]?
    }

    private func result(
        _ assembly: VocabularyAssembly, _ stage: borrowing WordStage, superwords: Int, _ facts: CorpusFacts,
        superwordGroups: [Int]?
    ) -> TrainedVocabulary {
        let groups = stage.groups
        let report = facts.groups.indices.map { index in
            GroupReport(
                group: facts.groups[index], merges: groups?[index], superwords: superwordGroups?[index])
        }
        return TrainedVocabulary(
            settings: settings, tokens: assembly.tokens, merges: assembly.merges, frequencies: assembly.frequencies,
            characterTokenCount: stage.budget.steps.count, superwordCount: superwords, scale: facts.scale,
            groupReport: groups == nil && superwordGroups == nil ? [] : report,
            isFull: assembly.tokens.count == settings.vocabularySize - settings.allSpecialTokens.count)
    }

    /// What learning inside words leaves behind.
    private struct WordStage: ~Copyable {
        var assembly: VocabularyAssembly
        var budget: CharacterBudget
        /// How many merges each group got, where groups have shares.
        var groups: [Int]?
        var words: TrainingWords
    }

    private func learnWords(
        _ counts: consuming GroupedCounts, _ facts: CorpusFacts, wanted: Int, progress: (_ tokens: Int) -> Void
    ) throws(TrainingError) -> WordStage {
        let rules = try PairRules(settings, scale: facts.scale)
        let alphabet = alphabet(of: counts.pieces, minimumFrequency: rules.minimumFrequency)
        var budget = CharacterBudget(alphabet)
        let seeds = settings.seedsFrequentCharacters ? alphabet.characters.count : alphabet.seedCount
        guard budget.includeFirst(seeds, room: wanted - 256) else {
            throw .seedsNeedRoom(seeds: seeds, tokens: wanted)
        }
        let seedWords = SeedWords(settings.seedWords.map { alphabet.symbols(of: $0[...]) })
        guard budget.steps.count + seedWords.lackCount <= wanted - 256 else {
            throw .seedsNeedRoom(seeds: seeds + settings.seedWords.count, tokens: wanted)
        }
        let words = try words(of: counts, alphabet)
        _ = consume counts
        var learner = MergeLearner(
            symbols: alphabet.symbols, words: words, rules: rules, groupParts: facts.parts, seeds: seedWords)
        let isFull = learner.learn { frequency, merges in
            let hasRoom = budget.include(atLeast: frequency, room: wanted - 256 - merges)
            let tokens = 256 + budget.steps.count + merges
            progress(tokens)
            return hasRoom && tokens < wanted ? wanted - 256 - budget.steps.count : nil
        }
        if !isFull {
            _ = budget.include(
                atLeast: rules.minimumFrequency, room: wanted - 256 - learner.merges.count - learner.lackCount)
        }
        learner.completeSeeds(segments: settings.superwords != nil)
        let assembly = VocabularyAssembly(alphabet: alphabet, budget: budget, learnt: learner)
        let groups = learner.quota?.learnt
        return WordStage(assembly: assembly, budget: budget, groups: groups, words: learner.takeWords())
    }

    private func words(of counts: borrowing GroupedCounts, _ alphabet: CharacterAlphabet) throws(TrainingError)
        -> TrainingWords
    {
        var words = TrainingWords(groupCount: counts.groupCount)
        let pieces = counts.pieces
        for index in 0..<pieces.count {
            let piece = pieces.piece(at: index)
            let symbols = settings.alphabet == .bytes ? alphabet.byteSymbols(of: piece) : alphabet.symbols(of: piece)
            // Superwords need the tokens of every word, those of one symbol included.
            if symbols.count > 1 || settings.superwords != nil {
                try words.append(symbols, count: pieces.count(at: index), groupCounts: counts.groupCounts(at: index))
            }
        }
        return words
    }

    private func alphabet(of pieces: PieceCounts, minimumFrequency: Int) -> CharacterAlphabet {
        var characters: [UInt32: Int] = [:]
        if settings.alphabet != .bytes {
            for index in 0..<pieces.count {
                let count = pieces.count(at: index)
                PackedCharacters.forEach(in: pieces.piece(at: index)) { character in
                    if case .multiByte(let packed) = character {
                        characters[packed, default: 0] += count
                    }
                }
            }
        }
        let seedWords = settings.seedWords.flatMap { Array(String(decoding: $0, as: UTF8.self).unicodeScalars) }
        let seeds = (settings.seedCharacters + seedWords).map { scalar in
            String(scalar).utf8.reduce(0) { $0 << 8 | UInt32($1) }
        }
        let letters = settings.alphabet == .jamoOld ? JamoAlphabet.characters : []
        return CharacterAlphabet(
            characters, minimumFrequency: minimumFrequency, seeds: letters + seeds.filter { $0 > 0x7F })
    }
}
