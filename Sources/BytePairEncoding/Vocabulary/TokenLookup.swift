/// From a token's bytes to its id.
///
/// Keys are bytes, compared as bytes: Swift's `String` equality is canonical equivalence, under which a vocabulary
/// with 한 and its jamo spelling would lose one of them. Open addressing; the keys stay in the `TokenTable`, and half
/// of their hash beside the id, so that looking up what is no token hardly ever reads a token's bytes.
@safe
final class TokenLookup: @unchecked Sendable {
    // Never changed once it is built: that is why it may be shared.
    private let slots: UnsafeMutablePointer<UInt64>
    private let slotMask: Int
    private static let vacant = UInt64.max

    /// The look-up for a table. Of two tokens with the same bytes the lower id is found; ids without bytes never are.
    ///
    /// - Complexity: O(*n*) expected, where *n* is the number of bytes in the table.
    init(_ tokens: TokenTable) {
        var bits = 4
        while 1 << bits < tokens.count * 2 {
            bits += 1
        }
        slotMask = 1 << bits - 1
        unsafe slots = .allocate(capacity: 1 << bits)
        unsafe slots.initialize(repeating: Self.vacant, count: 1 << bits)
        let bytes = tokens.bytes.span
        for index in 0..<tokens.count {
            let range = tokens.range(of: TokenID(index: index))
            if range.isEmpty { continue }
            let token = bytes.extracting(range)
            let hash = ByteHash.hash(token)
            guard find(token, hash: hash, in: tokens) == nil else { continue }
            var slot = Int(truncatingIfNeeded: hash) & slotMask
            while unsafe slots[slot] != Self.vacant {
                slot = (slot + 1) & slotMask
            }
            unsafe slots[slot] = (hash >> 32) << 32 | UInt64(index)
        }
    }

    deinit {
        unsafe slots.deallocate()
    }

    /// The id of the token with exactly these bytes.
    func find(_ bytes: Span<UInt8>, in tokens: TokenTable) -> TokenID? {
        if bytes.isEmpty { return nil }
        return find(bytes, hash: ByteHash.hash(bytes), in: tokens)
    }

    @inline(__always)
    private func find(_ bytes: Span<UInt8>, hash: UInt64, in tokens: TokenTable) -> TokenID? {
        var slot = Int(truncatingIfNeeded: hash) & slotMask
        while true {
            let entry = unsafe slots[slot]
            if entry == Self.vacant { return nil }
            if entry >> 32 == hash >> 32 {
                let id = TokenID(UInt32(truncatingIfNeeded: entry))
                if ByteHash.equal(tokens.bytes.span.extracting(tokens.range(of: id)), bytes) { return id }
            }
            slot = (slot &+ 1) & slotMask
        }
    }
}
