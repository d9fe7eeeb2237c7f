import BytePairEncoding
import TestSupport
import Testing

/// Texts full of pieces that no cache knows, with every instruction set, from units and from bytes, with caches and
/// without: always the ids that the walker's pieces have one by one.
@Suite struct FreshPieceTests {
    static let instructionSets: [InstructionSet?] = InstructionSet.allCases.filter { $0 <= .best } + [nil]

    private let defaultBytes = TextEncoder.defaultCacheBytes

    /// A text and the ids that it must have.
    private struct Sample {
        var text: [UInt8]
        var ids: [TokenID]
    }

    /// Pieces by the walker, each merged from bytes by itself, without a cache or a batch. Every `step`th different
    /// piece is also given to the reference encoder, which judges those ids.
    private func samples(
        _ texts: [[UInt8]], _ vocabulary: Vocabulary, _ pattern: SplitPattern, referenceEvery step: Int
    ) -> [Sample] {
        let walker = PreTokenizer(pattern, instructionSet: nil)
        let merger = TextEncoder(vocabulary, walker, cacheBytes: 0, usesUnits: false)
        let reference = ReferenceEncoder(vocabulary)
        var known: [[UInt8]: [TokenID]] = [:]
        var wrong = 0
        let samples = texts.map { text in
            var ids: [TokenID] = []
            for range in walker.pieces(in: text) {
                let piece = Array(text[range])
                if let found = known[piece] {
                    ids += found
                    continue
                }
                var found: [TokenID] = []
                merger.encodePiece(piece.span, into: &found)
                if known.count % step == 0, piece.count <= 200, found != reference.encode(piece) { wrong += 1 }
                known[piece] = found
                ids += found
            }
            return Sample(text: text, ids: ids)
        }
        #expect(wrong == 0, "pieces that the reference encodes in another way, \(pattern)")
        // Otherwise there would be little to get wrong.
        #expect(
            samples.reduce(0) { $0 + $1.ids.count } * 4 < samples.reduce(0) { $0 + $1.text.count } * 3,
            "few rules apply")
        return samples
    }

    /// What differs when the samples are encoded and counted in turn: nothing, or a line for the first of them.
    private func difference(_ samples: [Sample], _ encoder: TextEncoder, countsFirst: Bool) -> String? {
        for pass in 0..<2 {
            for (index, sample) in samples.enumerated() {
                // What one of the two leaves in the caches the other finds there.
                let early = countsFirst ? encoder.count(sample.text.span) : sample.ids.count
                var ids: [TokenID] = []
                encoder.encode(sample.text.span, into: &ids)
                let count = encoder.count(sample.text.span)
                guard ids != sample.ids || early != ids.count || count != ids.count else { continue }
                let place = zip(ids, sample.ids).enumerated().first { $1.0 != $1.1 }?.offset ?? ids.count
                return """
                    pass \(pass), text \(index) of \(sample.text.count) bytes: from id \(place) of \(sample.ids.count); \
                    \(ids.count) ids, counted \(early) and \(count)
                    """
            }
        }
        return nil
    }

    /// How an encoder is made, and whether it meets a text first when it counts.
    private typealias Settings = (usesUnits: Bool?, cacheBytes: Int, countsFirst: Bool)

    private func expectSame(
        _ samples: [Sample], _ vocabulary: Vocabulary, _ pattern: SplitPattern, _ set: InstructionSet?,
        _ settings: [Settings]
    ) {
        for (usesUnits, cacheBytes, countsFirst) in settings {
            let encoder = TextEncoder(
                vocabulary, PreTokenizer(pattern, instructionSet: set), cacheBytes: cacheBytes, usesUnits: usesUnits)
            let found = difference(samples, encoder, countsFirst: countsFirst)
            #expect(
                found == nil,
                "\(pattern), units \(usesUnits as Any), cache \(cacheBytes), counted \(countsFirst ? "before" : "after")"
            )
        }
    }

    @Test(arguments: FreshPieceRules.allCases, instructionSets)
    func `short texts have the ids of their pieces`(rules: FreshPieceRules, set: InstructionSet?) throws {
        let vocabulary = try rules.vocabulary()
        for (seed, pattern) in [SplitPattern.gpt2, .malmoi, .malmoiWide, .o200k].enumerated() {
            var fresh = FreshText(
                seed: UInt64(seed), syllables: rules.syllables, words: FreshPieceRules.words)
            let lengths = [1, 2, 3, 5, 15, 16, 17, 31, 40, 41, 63, 64, 65, 127, 128, 129, 500]
            let texts = lengths.map { fresh.document(bytes: $0) }
            let samples = samples(texts, vocabulary, pattern, referenceEvery: 1)
            let settings: [Settings] = [
                (nil, 0, false), (true, defaultBytes, true), (false, defaultBytes, false), (true, 0, true),
            ]
            expectSame(samples, vocabulary, pattern, set, settings)
        }
    }

    @Test(arguments: FreshPieceRules.allCases, instructionSets)
    func `long texts have the ids of their pieces`(rules: FreshPieceRules, set: InstructionSet?) throws {
        let vocabulary = try rules.vocabulary()
        let pattern: SplitPattern = rules == .wholePieces ? .qwen2 : .malmoiWide
        var fresh = FreshText(seed: 99, syllables: rules.syllables, words: FreshPieceRules.words)
        let samples = samples(
            [fresh.document(bytes: 4096), fresh.document(bytes: 1 << 16)], vocabulary, pattern, referenceEvery: 20)
        expectSame(samples, vocabulary, pattern, set, [(true, 0, false), (nil, defaultBytes, true)])
    }

    /// More than four batches, so that the tables grow in between.
    @Test(arguments: FreshPieceRules.allCases, instructionSets)
    func `thousands of words that were never seen have their ids`(rules: FreshPieceRules, set: InstructionSet?) throws {
        let vocabulary = try rules.vocabulary()
        var fresh = FreshText(seed: 7, syllables: rules.syllables)
        let samples = samples([fresh.distinctWords(2100)], vocabulary, .qwen2, referenceEvery: 40)
        expectSame(samples, vocabulary, .qwen2, set, [(true, 0, true), (false, defaultBytes, false)])
    }

    @Test(arguments: FreshPieceRules.allCases)
    func `every pattern has the ids of its pieces`(rules: FreshPieceRules) throws {
        let vocabulary = try rules.vocabulary()
        for pattern in SplitPattern.allCases {
            var fresh = FreshText(seed: 31, syllables: rules.syllables, words: FreshPieceRules.words)
            let samples = samples([fresh.document(bytes: 3000)], vocabulary, pattern, referenceEvery: 8)
            expectSame(samples, vocabulary, pattern, .best, [(nil, 0, true), (true, defaultBytes, false)])
        }
    }

    /// Units are made once so many bytes were merged: 100,000 when this was written. The vocabulary must be a new one,
    /// since an encoder takes the units that another has made.
    @Test(arguments: [FreshPieceRules.trained, .shuffled])
    func `ids stay the same where merging goes over from bytes to units`(rules: FreshPieceRules) throws {
        let known = try rules.vocabulary()
        var fresh = FreshText(seed: 12, syllables: rules.syllables)
        let samples = samples([fresh.distinctWords(6000)], known, .gpt2, referenceEvery: 100)
        #expect(samples[0].text.count > 110_000)
        let vocabulary = try Vocabulary(tokens: known.tokens, merges: known.merges)
        expectSame(samples, vocabulary, .gpt2, .best, [(nil, 0, false)])
    }
}
