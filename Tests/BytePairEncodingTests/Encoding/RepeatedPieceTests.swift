import TestSupport
import Testing

@testable import BytePairEncoding

/// New pieces that come several times in a batch: the first makes the entry, which the others find before it has ids.
@Suite struct RepeatedPieceTests {
    /// Each has as many ids as bytes, since no rule applies: from one id to more than an entry holds, of pieces of either
    /// table and of longer ones.
    private static let lengths = Array(1...45)

    /// Words of some lengths, each `times` times in a row, with line ends between them.
    private func text(times: Int) -> [UInt8] {
        let letters = Array("abcdefghijklmnopqrstuvwxyz".utf8)
        let words = Self.lengths.flatMap { length in
            Array(repeating: (0..<length).map { letters[($0 * 7 + length) % letters.count] }, count: times)
        }
        return Array(words.joined(separator: [0x0A]))
    }

    @Test(arguments: FreshPieceTests.instructionSets, [0, 1 << 20, TextEncoder.defaultCacheBytes])
    func `each has its ids every time`(set: InstructionSet?, cacheBytes: Int) throws {
        let text = text(times: 5)
        let encoder = TextEncoder(
            try SmallVocabulary.bytes(), PreTokenizer(.qwen2, instructionSet: set), cacheBytes: cacheBytes)
        expectIDs(text.map { TokenID(UInt32($0)) }, of: text, by: encoder)
    }

    @Test(arguments: FreshPieceTests.instructionSets.compactMap(\.self))
    func `each makes one entry, however often it comes`(set: InstructionSet) throws {
        let encoder = TextEncoder(try SmallVocabulary.bytes(), PreTokenizer(.qwen2, instructionSet: set))
        var ids: [TokenID] = []
        for _ in 0..<3 {
            ids.removeAll()
            encoder.encode(text(times: 4).span, into: &ids)
        }
        // The line end, and words of at most 16 bytes; words of 7 to 40 bytes have more ids than a short entry holds.
        #expect(encoder.cache.inserted == 1 + Self.lengths.count { $0 <= 16 })
        #expect(encoder.mediumCache.inserted == Self.lengths.count { (7...40).contains($0) })
    }

    /// More different words than the caches have room for, each twice: what is new then drives out what is old.
    @Test(arguments: FreshPieceTests.instructionSets)
    func `words that find no room have their ids`(set: InstructionSet?) throws {
        var generator = SeededGenerator(seed: 4)
        let words = (0..<20_000).map { _ -> [UInt8] in
            (0..<Int.random(in: 2...20, using: &generator)).map { _ in
                UInt8.random(in: 0x61...0x7A, using: &generator)
            }
        }
        let text: [UInt8] = Array(words.map { $0 + [0x0A] + $0 }.joined(separator: [0x0A]))
        let encoder = TextEncoder(try SmallVocabulary.bytes(), PreTokenizer(.qwen2, instructionSet: set), cacheBytes: 0)
        expectIDs(text.map { TokenID(UInt32($0)) }, of: text, by: encoder)
    }
}
