import Testing

@testable import BytePairEncoding

/// Vocabularies whose tokens are longer than the windows in which long pieces are merged.
@Suite struct LongTokenTests {
    /// All bytes, and runs of `a` that double up to a length.
    private func vocabulary(longest: Int) throws -> Vocabulary {
        var tokens = TokenTable((UInt8.min...UInt8.max).map { [$0] })
        var merges: [Merge] = []
        var last = TokenID(UInt32(UInt8(ascii: "a")))
        while tokens.byteCount(of: last) < longest {
            let result = tokens.append(merging: last, last)
            merges.append(Merge(left: last, right: last, result: result))
            last = result
        }
        return try Vocabulary(tokens: tokens, merges: merges)
    }

    @Test(arguments: [512, 1024, 2048, 8192], [3000, 5000, 6000, 20_011])
    func `a run of one letter ends in the tokens of its binary digits`(longest: Int, count: Int) throws {
        let vocabulary = try vocabulary(longest: longest)
        let encoder = TextEncoder(vocabulary, PreTokenizer(.gpt2))
        var ids: [TokenID] = []
        encoder.encode([UInt8](repeating: UInt8(ascii: "a"), count: count).span, into: &ids)
        let lengths = ids.map { vocabulary.tokens.byteCount(of: $0) }
        var expected = [Int](repeating: longest, count: count / longest)
        var length = longest / 2
        while length > 0 {
            if count % longest & length != 0 { expected.append(length) }
            length /= 2
        }
        #expect(lengths == expected)
    }
}
