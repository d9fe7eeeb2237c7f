import TestSupport
import Testing

@testable import BytePairEncoding

@Suite("Canonical merges")
struct CanonicalMergesTests {
    /// Tokens over few letters in any order: many could only be made from tokens of higher ranks, some not at all.
    private func shuffled(_ seed: UInt64) throws -> Vocabulary {
        var generator = SeededGenerator(seed: seed)
        let listed = try SmallVocabulary.random(
            merges: 40 + Int(seed % 4) * 80, alphabet: Array("abc".utf8), seed: seed)
        let longer = (256..<listed.tokens.count).map { Array(listed.tokens[TokenID(index: $0)]) }
        var tokens = TokenTable((UInt8.min...UInt8.max).map { [$0] })
        for token in seed % 3 == 0 ? longer : longer.shuffled(using: &generator) { tokens.append(token) }
        return try Vocabulary(rankedTokens: tokens)
    }

    @Test("give the ids of all merges, whatever the order of the tokens", arguments: 0..<60 as Range<UInt64>)
    func equalsReference(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed ^ 0xC0DE)
        let pieces = pieces(200, of: 0x61...0x63, upTo: 24, &generator)
        try expectReference(pieces, shuffled(seed), "seed \(seed)")
    }

    /// Pieces of one letter to some, at random.
    private func pieces(
        _ count: Int, of letters: ClosedRange<UInt8>, upTo length: Int, _ generator: inout SeededGenerator
    ) -> [[UInt8]] {
        (0..<count).map { _ in
            (0..<Int.random(in: 1...length, using: &generator)).map { _ in
                UInt8.random(in: letters, using: &generator)
            }
        }
    }

    private func expectReference(_ pieces: [[UInt8]], _ vocabulary: Vocabulary, _ comment: String) {
        let reference = ReferenceEncoder(vocabulary)
        let encoder = TextEncoder(vocabulary, PreTokenizer(.malmoi))
        for piece in pieces {
            var ids: [TokenID] = []
            encoder.encodePiece(piece.span, into: &ids)
            #expect(ids == reference.encode(piece), "\(comment), piece \(piece)")
        }
    }

    @Test("are one for each token of a trained vocabulary")
    func oneEach() throws {
        // In the order of training every token is made from earlier ones.
        let listed = try SmallVocabulary.random(merges: 300, alphabet: Array("abcdef".utf8), seed: 11)
        let ranked = try Vocabulary(rankedTokens: listed.tokens)
        let all = RankedMerges(ranked.tokens).all()
        #expect(ranked.merges.count < all.count)
        #expect(Set(ranked.merges.map(\.result)) == Set(all.map(\.result)))
    }

    @Test("tell whether merges make every token, so that whole pieces need not be looked for")
    func makesAll() throws {
        let words = ["abcabc", "bcabca", "cabcab", "abab", "ccba", "ab"].map { Array($0.utf8) }
        let trained = try SmallVocabulary.trained(on: words, merges: 12)
        let ranked = try Vocabulary(rankedTokens: trained.tokens)
        var tokens = trained.tokens
        tokens.append(Array("xyz".utf8))
        let other = try Vocabulary(rankedTokens: tokens)
        // Not inside of the expectations, which would write all merges out.
        let (all, notAll) = (ranked.looksForWholePieces, other.looksForWholePieces)
        let asked = ranked.takesWholePieces && other.takesWholePieces
        let made = CanonicalMerges(RankedMerges(ranked.tokens), ranked.tokens).makesAllTokens
        let notMade = CanonicalMerges(RankedMerges(other.tokens), other.tokens).makesAllTokens
        #expect(asked)
        #expect(made && !all)
        #expect(!notMade && notAll)
    }

    /// Long tokens before the short ones that would make them: no pair is certain, and each has many.
    @Test("keep more rules than there are tokens where none is certain")
    func manyPairs() throws {
        var tokens = TokenTable((UInt8.min...UInt8.max).map { [$0] })
        for length in (2...60).reversed() { tokens.append(Array(repeating: 0x61, count: length)) }
        let vocabulary = try Vocabulary(rankedTokens: tokens)
        let kept = vocabulary.merges.count
        #expect(kept > tokens.count * 4)
        let words = [2, 3, 7, 59, 60, 61, 64, 119, 120, 121, 200].map { [UInt8](repeating: 0x61, count: $0) }
        expectReference(words, vocabulary, "many pairs")
    }

    /// Two ranks of the same bytes: the merges make the higher one, as the last of two equal rules counts, and the lower
    /// one is found where a whole piece is looked for.
    @Test("keep all rules where two tokens have the same bytes")
    func twins() throws {
        var tokens = TokenTable((UInt8.min...UInt8.max).map { [$0] })
        for token in ["aa", "aa", "ba", "baa", "aa"] { tokens.append(Array(token.utf8)) }
        let vocabulary = try Vocabulary(rankedTokens: tokens)
        let looksForWholePieces = vocabulary.looksForWholePieces
        #expect(looksForWholePieces)
        let words = ["abaa", "baa", "aa", "aaa", "baaa", "abaaaba"].map { Array($0.utf8) }
        expectReference(words, vocabulary, "twins")
    }

    @Test("give the ids of all merges where some tokens are there twice", arguments: 0..<40 as Range<UInt64>)
    func manyTwins(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed ^ 0x77)
        let listed = try SmallVocabulary.random(merges: 40, alphabet: Array("ab".utf8), seed: seed)
        var tokens = listed.tokens
        for _ in 0..<5 {
            let index = Int.random(in: 256..<listed.tokens.count, using: &generator)
            tokens.append(Array(listed.tokens[TokenID(index: index)]))
        }
        let pieces = pieces(100, of: 0x61...0x62, upTo: 16, &generator)
        try expectReference(pieces, Vocabulary(rankedTokens: tokens), "seed \(seed)")
    }
}
