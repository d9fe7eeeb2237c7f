import BytePairEncoding
import TestSupport
import Testing

/// Caches that grow while they are used, in place once they are large, and that forget where they must not grow: always
/// the ids that each word has by itself.
@Suite struct CacheGrowthTests {
    /// Different words of some syllables behind a space.
    private func words(_ count: Int, syllables: Int, seed: UInt64) -> [[UInt8]] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { index in
            // The number of the word in its first syllables, then any.
            var word: [UInt8] = [0x20]
            var number = index
            for place in 0..<syllables {
                let choice = place < 2 ? number % 1000 : Int.random(in: 0..<11172, using: &generator)
                number /= 1000
                let codePoint = 0xAC00 + choice
                word += [
                    UInt8(0xE0 | codePoint >> 12), UInt8(0x80 | codePoint >> 6 & 0x3F), UInt8(0x80 | codePoint & 0x3F),
                ]
            }
            return word
        }
    }

    @Test(arguments: [0, 1 << 20, 6 << 20, 224 << 20])
    func `every word keeps its ids while the caches fill`(cacheBytes: Int) throws {
        let alphabet = Array(Set("가각간나다라".utf8 + [0x20])).sorted()
        let vocabulary = try SmallVocabulary.random(merges: 200, alphabet: alphabet, seed: 3)
        let words = words(110_000, syllables: 4, seed: 1) + words(32_000, syllables: 8, seed: 2)
        let text = words.flatMap(\.self)
        let byItself = TextEncoder(vocabulary, PreTokenizer(.malmoi), cacheBytes: 0, usesUnits: false)
        var expected: [TokenID] = []
        for word in words { byItself.encodePiece(word.span, into: &expected) }
        let encoder = TextEncoder(vocabulary, PreTokenizer(.malmoi), cacheBytes: cacheBytes)
        expectIDs(expected, of: text, by: encoder)
    }
}
