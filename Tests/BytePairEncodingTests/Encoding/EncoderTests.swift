import BytePairEncoding
import TestSupport
import Testing

@Suite("Encoding")
struct EncoderTests {
    /// Pieces made of random tokens of the vocabulary: they reach rules that random bytes never would.
    private func piece(of vocabulary: Vocabulary, tokens count: Int, _ generator: inout SeededGenerator) -> [UInt8] {
        (0..<count).flatMap { _ in
            vocabulary.tokens[TokenID(index: Int.random(in: 97..<vocabulary.tokens.count, using: &generator))]
        }
    }

    @Test("equals the reference on pieces made of tokens", arguments: 0..<20 as Range<UInt64>)
    func equalsReference(seed: UInt64) throws {
        let vocabulary = try SmallVocabulary.random(merges: 300, alphabet: Array("abcd".utf8), seed: seed)
        let reference = ReferenceEncoder(vocabulary)
        let encoder = TextEncoder(vocabulary, PreTokenizer(.malmoi), cacheBytes: 1 << 16)
        var generator = SeededGenerator(seed: seed ^ 0xABCD)
        for count in [0, 1, 2, 3, 5, 9, 17, 40] {
            for _ in 0..<25 {
                let piece = piece(of: vocabulary, tokens: count, &generator)
                var ids: [TokenID] = []
                encoder.encodePiece(piece.span, into: &ids)
                #expect(ids == reference.encode(piece), "seed \(seed), piece \(piece)")
            }
        }
    }

    @Test(
        "of repeated letters merges from the left, short and long", arguments: [1, 2, 3, 7, 63, 64, 65, 66, 200, 501])
    func repetition(count: Int) throws {
        let vocabulary = try SmallVocabulary.random(merges: 12, alphabet: Array("a".utf8), seed: 3)
        let piece = [UInt8](repeating: 0x61, count: count)
        var ids: [TokenID] = []
        TextEncoder(vocabulary, PreTokenizer(.malmoi)).encodePiece(piece.span, into: &ids)
        #expect(ids == ReferenceEncoder(vocabulary).encode(piece))
    }

    @Test("of long pieces equals merging them whole", arguments: 0..<10 as Range<UInt64>)
    func longPieces(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array(["ab", "a", "abcdefgh", "가나", "ab가"][Int(seed % 5)].utf8)
        let vocabulary = try SmallVocabulary.random(
            merges: alphabet.count == 1 ? 10 : 5 + Int(seed) * 12, alphabet: alphabet, seed: seed)
        let whole = TextEncoder(vocabulary, PreTokenizer(.malmoi), usesUnits: nil, mergesLongPiecesWhole: true)
        let encoder = TextEncoder(vocabulary, PreTokenizer(.malmoi))
        for length in [2049, 5000] {
            var piece = seed % 3 == 0 ? self.piece(of: vocabulary, tokens: length, &generator) : []
            while piece.count < length {
                piece.append(alphabet.randomElement(using: &generator) ?? 0)
            }
            piece.removeLast(piece.count - length)
            var ids: [TokenID] = []
            encoder.encodePiece(piece.span, into: &ids)
            var expected: [TokenID] = []
            whole.encodePiece(piece.span, into: &expected)
            #expect(ids == expected, "seed \(seed), length \(length)")
        }
    }

    @Test("of ranked tokens follows tiktoken's rule", arguments: 0..<20 as Range<UInt64>)
    func ranked(seed: UInt64) throws {
        let listed = try SmallVocabulary.random(merges: 60, alphabet: Array("ab".utf8), seed: seed)
        let vocabulary = try Vocabulary(rankedTokens: listed.tokens)
        let reference = ReferenceEncoder(vocabulary)
        let encoder = TextEncoder(vocabulary, PreTokenizer(.malmoi))
        var generator = SeededGenerator(seed: seed)
        for count in [1, 2, 4, 30] {
            let piece = piece(of: vocabulary, tokens: count, &generator)
            var ids: [TokenID] = []
            encoder.encodePiece(piece.span, into: &ids)
            #expect(ids == reference.encode(piece))
            var tiktoken = RankedEncoder.encode(piece, vocabulary)
            if let whole = vocabulary.id(of: piece) { tiktoken = [whole] }
            #expect(ids == tiktoken)
        }
    }

    @Test("does not depend on what the cache remembers")
    func cache() throws {
        let vocabulary = try SmallVocabulary.random(merges: 400, alphabet: Array("abcdefgh ".utf8), seed: 1)
        let small = TextEncoder(vocabulary, PreTokenizer(.malmoi), cacheBytes: 0)
        var generator = SeededGenerator(seed: 9)
        for _ in 0..<20 {
            let text = (0..<20000).map { _ in Array("abcdefgh  ".utf8)[Int.random(in: 0..<10, using: &generator)] }
            var ids: [TokenID] = []
            small.encode(text.span, into: &ids)
            var fresh: [TokenID] = []
            TextEncoder(vocabulary, PreTokenizer(.malmoi)).encode(text.span, into: &fresh)
            #expect(ids == fresh)
            #expect(small.count(text.span) == ids.count)
            #expect(ids.flatMap { vocabulary.tokens[$0] } == text)
        }
    }

    @Test("of random bytes gives the bytes back", arguments: SplitPattern.allCases)
    func randomBytes(pattern: SplitPattern) throws {
        let vocabulary = try SmallVocabulary.random(merges: 500, alphabet: Array(0...255), seed: 2)
        let encoder = TextEncoder(vocabulary, PreTokenizer(pattern))
        var torture = TortureText(seed: 21)
        for length in [0, 1, 2, 3, 30, 3000] {
            let bytes = torture.nextBytes(length: length)
            var ids: [TokenID] = []
            encoder.encode(bytes.span, into: &ids)
            #expect(ids.flatMap { vocabulary.tokens[$0] } == bytes)
        }
    }
}

/// tiktoken's rule, written once more from its description: join the two neighbours whose bytes together are the
/// token with the lowest id, the leftmost of equals.
private enum RankedEncoder {
    static func encode(_ piece: [UInt8], _ vocabulary: Vocabulary) -> [TokenID] {
        var parts = piece.map { [$0] }
        while true {
            var best: (index: Int, id: TokenID)?
            for index in parts.indices.dropLast() {
                if let id = vocabulary.id(of: parts[index] + parts[index + 1]), best == nil || id < best?.id ?? 0 {
                    best = (index, id)
                }
            }
            guard let best else { return parts.compactMap { vocabulary.id(of: $0) } }
            parts.replaceSubrange(best.index...best.index + 1, with: [parts[best.index] + parts[best.index + 1]])
        }
    }
}
