import TestSupport
import Testing

@testable import BytePairEncoding

@Suite struct `The order of tokens` {
    /// Tokens of few bytes, zeros among them, many of which agree in their first or last eight, sixteen or all.
    private func table(_ seed: UInt64) -> TokenTable {
        var generator = SeededGenerator(seed: seed)
        var tokens: [[UInt8]] = []
        for _ in 0..<400 {
            let length = Int.random(in: 0...(seed % 2 == 0 ? 4 : 26), using: &generator)
            let fresh = (0..<length).map { _ in UInt8.random(in: 0...2, using: &generator) * 127 }
            let old = tokens.randomElement(using: &generator) ?? []
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: tokens.append(old + fresh.prefix(3))
            case 1: tokens.append(fresh.prefix(3) + old)
            case 2: tokens.append(old)
            default: tokens.append(fresh)
            }
        }
        return TokenTable(tokens)
    }

    private func bytes(_ tokens: TokenTable, _ index: Int, _ side: TokenOrder.Side) -> [UInt8] {
        let token = Array(tokens[TokenID(index: index)])
        return side == .front ? token : token.reversed()
    }

    @Test(arguments: 0..<20 as Range<UInt64>, [TokenOrder.Side.front, .back])
    func `is that of their bytes, then of their ids`(seed: UInt64, side: TokenOrder.Side) {
        let tokens = table(seed)
        let expected = (0..<tokens.count).filter { !bytes(tokens, $0, side).isEmpty }.sorted { left, right in
            let (one, two) = (bytes(tokens, left, side), bytes(tokens, right, side))
            return one == two ? left < right : one.lexicographicallyPrecedes(two)
        }
        let offsets = tokens.startsAndEnd
        let order = TokenOrder.sorted(tokens.bytes.span, offsets.span, from: side)
        #expect(order.map { Int($0.index) } == expected, "seed \(seed)")
    }

    @Test(arguments: 0..<6 as Range<UInt64>, [TokenOrder.Side.front, .back])
    func `tells what begins with what`(seed: UInt64, side: TokenOrder.Side) {
        let tokens = table(seed)
        let offsets = tokens.startsAndEnd
        let order = TokenOrder.sorted(tokens.bytes.span, offsets.span, from: side)
        var wrong = 0
        for part in order {
            let begin = bytes(tokens, Int(part.index), side)
            for whole in order {
                let isEnd = TokenOrder.isEnd(part, of: whole, tokens.bytes.span, offsets.span, from: side)
                if isEnd != bytes(tokens, Int(whole.index), side).starts(with: begin) { wrong += 1 }
            }
        }
        #expect(wrong == 0, "seed \(seed)")
    }
}
