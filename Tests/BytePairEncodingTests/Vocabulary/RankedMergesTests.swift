import TestSupport
import Testing

@testable import BytePairEncoding

@Suite struct `Ranked tokens` {
    /// All bytes, and tokens made of the three letters a, b and c: some twice, some ids without one.
    private func table(_ seed: UInt64) -> TokenTable {
        var generator = SeededGenerator(seed: seed)
        var tokens = (UInt8.min...UInt8.max).map { [$0] }
        for _ in 0..<300 {
            let length = Int.random(in: 0...(seed % 2 == 0 ? 5 : 12), using: &generator)
            tokens.append((0..<length).map { _ in UInt8.random(in: 0x61...0x63, using: &generator) })
        }
        if seed % 3 == 0 { tokens.shuffle(using: &generator) }
        return TokenTable(tokens)
    }

    @Test(arguments: 0..<24 as Range<UInt64>)
    func `merge wherever two tokens joined are one`(seed: UInt64) {
        let tokens = table(seed)
        var ids: [[UInt8]: TokenID] = [:]
        for index in (0..<tokens.count).reversed() { ids[Array(tokens[TokenID(index: index)])] = TokenID(index: index) }
        var expected: [Merge] = []
        for index in 0..<tokens.count {
            let token = Array(tokens[TokenID(index: index)])
            for cut in token.indices.dropFirst() {
                guard let left = ids[Array(token[..<cut])], let right = ids[Array(token[cut...])] else { continue }
                expected.append(Merge(left: left, right: right, result: TokenID(index: index)))
            }
        }
        let ranked = RankedMerges(tokens)
        // Not inside of the expectations, which would write all merges out.
        let isSame = ranked.all() == expected
        #expect(isSame, "seed \(seed)")
        let given = (0..<tokens.count).map { Array(tokens[TokenID(index: $0)]) }.filter { !$0.isEmpty }
        #expect(ranked.areAllDistinct == (Set(given).count == given.count))
    }
}
