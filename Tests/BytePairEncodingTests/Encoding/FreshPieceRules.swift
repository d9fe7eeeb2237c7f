import BytePairEncoding
import TestSupport

/// The vocabularies that batches of pieces are encoded with in tests: each of a kind that takes another way.
enum FreshPieceRules: CaseIterable {
    /// Learnt from words: syllables from bytes, then words of syllables.
    case trained
    /// Rules at random, most of them across the borders of characters.
    case random
    /// The rules of `trained` in another order, so that words come before their syllables.
    case shuffled
    /// The rules of `trained`; most tokens have ids above 2²⁰, which fit no line of a cache.
    case highIDs
    /// The rules of `trained`; most tokens have ids above 2²¹, which fit no narrow entry of a table of merges.
    case higherIDs
    /// Pieces that are tokens are taken whole, some of which no merge makes.
    case wholePieces
    /// Tokens ranked by id, as tiktoken's files have them.
    case ranked

    /// The syllables that texts are made of, as distances from U+AC00: 가, 각, 갂, 나, 니, 다, 닋, 하, 합, 힣 and others.
    private static let known: [UInt32] =
        [0, 1, 2, 588, 728, 1176, 1317, 10584, 10601, 11171] + (0..<30).map { $0 * 367 + 91 }

    /// Those of them that texts are made of: few where rules are at random, so that the rules apply.
    var syllables: [UInt32] { Array(Self.known.prefix(self == .random ? 6 : .max)) }

    /// Whole pieces that no merge makes.
    static let words = ["한글", " 합니다", "the quick", " words", "니다", " 123", "가각갂나니다닋하합힣"].map { Array($0.utf8) }

    private static let kept = Dictionary(
        uniqueKeysWithValues: allCases.map { rules in (rules, Result { try rules.make() }) })

    /// The vocabulary, made once.
    func vocabulary() throws -> Vocabulary {
        guard let made = Self.kept[self] else { return try make() }
        return try made.get()
    }

    private func make() throws -> Vocabulary {
        switch self {
        case .trained: return try SmallVocabulary.trained(on: Self.trainingWords(), merges: 420)
        case .random: return try Self.randomRules()
        case .shuffled:
            var generator = SeededGenerator(seed: 8)
            let trained = try Self.trained.make()
            return try Vocabulary(tokens: trained.tokens, merges: trained.merges.shuffled(using: &generator))
        case .highIDs: return try Self.spread(Self.trained.make(), over: [0, 1 << 20, 1 << 20])
        case .higherIDs: return try Self.spread(Self.trained.make(), over: [0, 1 << 20, 1 << 21, 1 << 21])
        case .wholePieces:
            let trained = try Self.trained.make()
            var tokens = trained.tokens
            for word in Self.words { tokens.append(word) }
            return try Vocabulary(tokens: tokens, merges: trained.merges, takesWholePieces: true)
        case .ranked: return try Vocabulary(rankedTokens: Self.trained.make().tokens)
        }
    }

    private static func trainingWords() -> [[UInt8]] {
        var text = FreshText(seed: 77, syllables: known)
        let words = text.distinctWords(160).split(separator: 0x0A).flatMap { $0.split(separator: 0x20) }
        return words.enumerated().map { ($0 % 3 == 0 ? [] : [0x20]) + $1 }
            + Array(repeating: Array(" the tin".utf8), count: 9)
    }

    /// Rules for most neighbouring bytes of such texts and for random pairs of what they make, in any order.
    private static func randomRules() throws -> Vocabulary {
        var generator = SeededGenerator(seed: 5)
        var text = FreshText(seed: 78, syllables: Self.random.syllables)
        let sample = text.document(bytes: 3000)
        let neighbours = Set(zip(sample, sample.dropFirst()).map { [$0, $1] }).sorted {
            $0.lexicographicallyPrecedes($1)
        }
        var tokens = TokenTable((UInt8.min...UInt8.max).map { [$0] })
        var known: Set<[UInt8]> = []
        var merges: [Merge] = []
        func add(_ left: TokenID, _ right: TokenID) {
            let bytes = Array(tokens[left]) + tokens[right]
            guard bytes.count <= 16, known.insert(bytes).inserted else { return }
            merges.append(Merge(left: left, right: right, result: tokens.append(bytes)))
        }
        for pair in neighbours.shuffled(using: &generator).prefix(neighbours.count * 3 / 4) {
            add(TokenID(UInt32(pair[0])), TokenID(UInt32(pair[1])))
        }
        while merges.count < 900 {
            let ids = (0..<2).map { _ in Int.random(in: 0..<merges.count, using: &generator) }
            add(merges[ids[0]].result, merges[ids[1]].result)
        }
        return try Vocabulary(tokens: tokens, merges: merges.shuffled(using: &generator))
    }

    /// The same rules with the bytes in another order and the tokens behind them dealt out to other ids, with gaps between.
    private static func spread(_ small: Vocabulary, over starts: [Int]) throws -> Vocabulary {
        func place(_ id: TokenID) -> Int {
            id.index < 256 ? 255 - id.index : starts[id.index % starts.count] + id.index
        }
        let places = (0..<small.tokens.count).map { TokenID(index: $0) }.sorted { place($0) < place($1) }
        var gap = TokenTable([[]])
        while gap.count < 1 << 21 {
            let half = gap
            gap.append(contentsOf: half, 0..<half.count)
        }
        var tokens = TokenTable()
        for id in places {
            tokens.append(contentsOf: gap, 0..<(place(id) - tokens.count))
            tokens.append(small.tokens[id])
        }
        let merges = small.merges.map { merge in
            Merge(
                left: TokenID(index: place(merge.left)), right: TokenID(index: place(merge.right)),
                result: TokenID(index: place(merge.result)))
        }
        return try Vocabulary(tokens: tokens, merges: merges)
    }
}
