/// From a token's bytes to its id.
///
/// Keys are bytes, compared as bytes: Swift's `String` equality is canonical equivalence, under which a vocabulary
/// with 한 and its jamo spelling would lose one of them. Open addressing; the keys stay in the `TokenTable`.
package struct TokenLookup: Sendable {
    private var slots: [UInt32]
    private static let vacant = UInt32.max

    /// The look-up for a table. Of two tokens with the same bytes the lower id is found; ids without bytes never are.
    ///
    /// - Complexity: O(*n*) expected, where *n* is the number of bytes in the table.
    package init(_ tokens: TokenTable) {
        var bits = 4
        while 1 << bits < tokens.count * 2 {
            bits += 1
        }
        slots = Array(repeating: Self.vacant, count: 1 << bits)
        for index in 0..<tokens.count {
            let range = tokens.range(of: TokenID(index: index))
            if range.isEmpty { continue }
            let bytes = tokens.bytes.span.extracting(range)
            var slot = Int(truncatingIfNeeded: ByteHash.hash(bytes)) & (slots.count - 1)
            while slots[slot] != Self.vacant {
                let other = tokens.range(of: TokenID(slots[slot]))
                if ByteHash.equal(tokens.bytes.span.extracting(other), bytes) { break }
                slot = (slot + 1) & (slots.count - 1)
            }
            if slots[slot] == Self.vacant {
                slots[slot] = UInt32(index)
            }
        }
    }

    /// The id of the token with exactly these bytes.
    package func find(_ bytes: Span<UInt8>, in tokens: TokenTable) -> TokenID? {
        if bytes.isEmpty { return nil }
        var slot = Int(truncatingIfNeeded: ByteHash.hash(bytes)) & (slots.count &- 1)
        while slots[slot] != Self.vacant {
            let id = TokenID(slots[slot])
            if ByteHash.equal(tokens.bytes.span.extracting(tokens.range(of: id)), bytes) { return id }
            slot = (slot &+ 1) & (slots.count &- 1)
        }
        return nil
    }
}
