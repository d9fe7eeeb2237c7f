public import BytePairEncoding

/// What is learnt behind a vocabulary that exists: every old id stays what it is.
public struct VocabularyExtension: Sendable {
    /// The bytes of the new tokens; their ids follow `firstID`.
    public let tokens: [[UInt8]]
    /// The merges that make them, to be ranked behind all old ones.
    public let merges: [Merge]
    /// How often each was made when it was learnt, beside `merges`.
    public let frequencies: [Int]
    public let firstID: Int
    /// What `frequencies` are to be divided by.
    public let scale: Int
    /// Whether the corpus had enough frequent pairs for all the ids that were wanted.
    public let isFull: Bool
}

/// Keeps new tokens from being what an old one is, and from breaking characters.
struct ExtensionRule {
    let base: Vocabulary
    /// Whether a new token may hold a part of a character beside something else.
    let breaksCharacters: Bool

    func forbids(_ token: [UInt8]) -> Bool {
        // An old token that no text reached would be reached, and old merges would go on from it out of their order.
        if base.id(of: token) != nil { return true }
        return !breaksCharacters && !Self.isWhole(token)
    }

    /// Whether bytes are whole characters, or a first part of one.
    static func isWhole(_ token: [UInt8]) -> Bool {
        var decoder = UTF8()
        var iterator = token.makeIterator()
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue: continue
            case .emptyInput: return true
            case .error:
                return token.count < 4 && token[0] >= 0xC2 && token.dropFirst().allSatisfy { $0 & 0xC0 == 0x80 }
            }
        }
    }
}

extension VocabularyTrainer {
    /// Learns merges behind a vocabulary.
    ///
    /// Pieces are encoded with the old merges, which all rank before the new ones; what is learnt goes on from there. So
    /// the result is a standard byte-pair vocabulary, and old text is encoded to longer, never to other, tokens of the
    /// old kind.
    ///
    /// - Parameters:
    ///   - base: the old vocabulary, with merges in a list.
    ///   - firstID: the first new id: behind all old ones, those of added tokens included.
    ///   - corpus: counted with the old tokenizer's normalization and split, which the settings name.
    /// - Throws: `TrainingError.cannotExtend`, or what `train` throws.
    public func extend(
        _ base: Vocabulary, firstID: Int, with corpus: consuming CountedCorpus,
        progress: (_ tokens: Int, _ wanted: Int) -> Void = { _, _ in }
    ) throws(TrainingError) -> VocabularyExtension {
        guard base.order == .listed else {
            throw .cannotExtend("its merges are ranked by the ids of what they make, so that new ones cannot come last")
        }
        guard settings.superwords == nil, settings.seedWords.isEmpty, settings.seedCharacters.isEmpty,
            !settings.seedsFrequentCharacters
        else { throw .cannotExtend("superwords and seeds are not learnt behind a vocabulary") }
        let wanted = settings.vocabularySize - settings.allSpecialTokens.count
        guard wanted > firstID else {
            throw .cannotExtend("it has \(firstID) ids already: --vocab-size must be larger, special tokens included")
        }
        try check(corpus)
        let scale = corpus.scale
        let parts = try settings.groupShares?.parts(of: corpus)
        let words = try Self.words(of: try GroupedCounts(consume corpus), base)
        var symbols = base.tokens
        while symbols.count < firstID { symbols.append([]) }
        var rules = try PairRules(settings, scale: scale)
        rules.extending = ExtensionRule(base: base, breaksCharacters: settings.alphabet == .bytes)
        var learner = MergeLearner(symbols: symbols, words: words, rules: rules, groupParts: parts)
        _ = learner.learn { _, merges in
            progress(firstID + merges, wanted)
            return firstID + merges < wanted ? wanted - firstID : nil
        }
        return VocabularyExtension(
            tokens: learner.merges.map { Array(learner.tokens[$0.result]) }, merges: learner.merges,
            frequencies: learner.frequencies, firstID: firstID, scale: scale,
            isFull: firstID + learner.merges.count == wanted)
    }

    private static func words(
        of counts: consuming GroupedCounts, _ base: Vocabulary
    ) throws(TrainingError) -> TrainingWords {
        var words = TrainingWords(groupCount: counts.groupCount)
        let encoder = TextEncoder(base, PreTokenizer(.malmoi), cacheBytes: 0)
        var ids: [TokenID] = []
        let pieces = counts.pieces
        for index in 0..<pieces.count {
            ids.removeAll(keepingCapacity: true)
            let piece = pieces.bytes.span.extracting(pieces.range(at: index))
            // A piece that is a token as a whole has nothing left to learn.
            if base.takesWholePieces, base.id(of: Array(pieces.piece(at: index))) != nil { continue }
            encoder.encodePiece(piece, into: &ids)
            guard ids.count > 1 else { continue }
            try words.append(
                ids.map(\.rawValue), count: pieces.count(at: index), groupCounts: counts.groupCounts(at: index))
        }
        return words
    }
}
