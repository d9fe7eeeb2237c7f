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
        let vocabulary = try shuffled(seed)
        let reference = ReferenceEncoder(vocabulary)
        var generator = SeededGenerator(seed: seed ^ 0xC0DE)
        let encoder = TextEncoder(vocabulary, PreTokenizer(.malmoi))
        for _ in 0..<200 {
            let piece = (0..<Int.random(in: 1...24, using: &generator)).map { _ in
                UInt8.random(in: 0x61...0x63, using: &generator)
            }
            var ids: [TokenID] = []
            encoder.encodePiece(piece.span, into: &ids)
            #expect(ids == reference.encode(piece), "seed \(seed), piece \(piece)")
        }
    }

    @Test("are one for each token of a trained vocabulary")
    func oneEach() throws {
        // In the order of training every token is made from earlier ones.
        let listed = try SmallVocabulary.random(merges: 300, alphabet: Array("abcdef".utf8), seed: 11)
        let ranked = try Vocabulary(rankedTokens: listed.tokens)
        let kept = CanonicalMerges(ranked.merges, ranked.tokens).kept
        #expect(kept.count < ranked.merges.count)
        #expect(Set(kept.map(\.result)).count == Set(ranked.merges.map(\.result)).count)
    }
}
