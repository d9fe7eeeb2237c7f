internal import CSplit

/// From a token's bytes to its id.
///
/// Keys are bytes, compared as bytes: Swift's `String` equality is canonical equivalence, under which a vocabulary
/// with 한 and its jamo spelling would lose one of them. Open addressing; the keys stay in the `TokenTable`, and half
/// of their hash beside the id, so that looking up what is no token hardly ever reads a token's bytes.
@safe
package final class TokenLookup: @unchecked Sendable {
    // Never changed once it is built: that is why it may be shared.
    private let slots: UnsafeMutablePointer<UInt64>
    private let slotMask: Int
    /// The tokens' bytes and where each starts: a copy, since a table of arrays costs retains wherever it is used.
    private let bytes: UnsafeMutablePointer<UInt8>
    private let offsets: UnsafeMutablePointer<UInt32>
    /// Whose memory the tables are in, if it is not their own.
    private let memory: [SharedMemory]
    private static let vacant = UInt64.max

    /// The look-up for a table. Of two tokens with the same bytes the lower id is found; ids without bytes never are.
    ///
    /// - Complexity: O(*n*) expected, where *n* is the number of bytes in the table.
    package init(_ tokens: TokenTable) {
        var bits = 4
        while 1 << bits < tokens.count * 2 {
            bits += 1
        }
        slotMask = 1 << bits - 1
        memory = []
        unsafe slots = LargeTable.allocate(capacity: 1 << bits)
        unsafe slots.initialize(repeating: Self.vacant, count: 1 << bits)
        unsafe bytes = TokenBytes.allocate(tokens)
        unsafe offsets = .allocate(capacity: tokens.count + 1)
        unsafe offsets.initialize(from: tokens.startsAndEnd, count: tokens.count + 1)
        let all = unsafe TokenBytes(bytes, offsets)
        let slots = unsafe slots
        let slotMask = slotMask
        // The hashes of many tokens first, and then their places: what a slot holds comes from far away, and the machine
        // waits for several at once if nothing between depends on them.
        let step = 32
        unsafe withUnsafeTemporaryAllocation(of: (hash: UInt64, entry: UInt64).self, capacity: step) { pending in
            for first in stride(from: 0, to: tokens.count, by: step) {
                let count = min(step, tokens.count - first)
                for index in 0..<count {
                    let hash = unsafe all.hash(all.range(of: first &+ index))
                    unsafe pending.initializeElement(
                        at: index, to: (hash, slots[Int(truncatingIfNeeded: hash) & slotMask]))
                }
                for index in 0..<count {
                    let (hash, entry) = unsafe pending[index]
                    let token = unsafe all.range(of: first &+ index)
                    if token.isEmpty { continue }
                    var slot = Int(truncatingIfNeeded: hash) & slotMask
                    // A slot that was vacant before may have been taken by another one of the batch.
                    var found = unsafe entry == Self.vacant ? slots[slot] : entry
                    while found != Self.vacant, unsafe !Self.isEntry(found, hash, token, all) {
                        slot = (slot &+ 1) & slotMask
                        unsafe found = slots[slot]
                    }
                    if found == Self.vacant { unsafe slots[slot] = (hash >> 32) << 32 | UInt64(first &+ index) }
                }
            }
        }
    }

    /// Whether an entry is that of a token with these bytes.
    ///
    /// - Safety: the entry must not be vacant, and the range must be inside the bytes.
    @unsafe @inline(__always)
    private static func isEntry(_ entry: UInt64, _ hash: UInt64, _ bytes: Range<UInt32>, _ all: TokenBytes) -> Bool {
        guard entry >> 32 == hash >> 32 else { return false }
        return unsafe all.areEqual(all.range(of: Int(truncatingIfNeeded: entry & 0xFFFF_FFFF)), bytes)
    }

    /// The look-up of a file, used where it lies.
    ///
    /// - Parameter tokens: the tokens of the same file, which have been checked.
    init(_ image: VocabularyImage, _ tokens: TokenTable) throws(VocabularyImage.Problem) {
        memory = [try image.memory(.tokenSlots), try image.memory(.tokenBytes), try image.memory(.tokenOffsets)]
        guard let slots = unsafe memory[0].elements(of: UInt64.self), slots.count >= 16,
            slots.count & (slots.count - 1) == 0, let start = slots.baseAddress,
            let bytes = unsafe memory[1].elements(of: UInt8.self)?.baseAddress,
            let offsets = unsafe memory[2].elements(of: UInt32.self)?.baseAddress
        else { throw VocabularyImage.Problem(.tokenSlots, "its size is not a power of two of entries") }
        var highest: UInt32 = 0
        var vacantCount = 0
        for index in 0..<slots.count {
            let slot = unsafe slots[index]
            if slot == Self.vacant {
                vacantCount &+= 1
            } else {
                highest = max(highest, UInt32(truncatingIfNeeded: slot))
            }
        }
        // Without a free slot the search for what is not there would never end.
        guard vacantCount > 0, Int(highest) < tokens.count else {
            throw VocabularyImage.Problem(.tokenSlots, "it has no free slot, or names ids that are not there")
        }
        slotMask = slots.count - 1
        unsafe self.slots = UnsafeMutablePointer(mutating: start)
        unsafe self.bytes = UnsafeMutablePointer(mutating: bytes)
        unsafe self.offsets = UnsafeMutablePointer(mutating: offsets)
    }

    /// The slots as a file holds them.
    func imageBytes() -> [UInt8] {
        unsafe Vocabulary.bytes(of: UnsafeBufferPointer(start: slots, count: slotMask + 1))
    }

    deinit {
        guard memory.isEmpty else { return }
        unsafe slots.deallocate()
        unsafe bytes.deallocate()
        unsafe offsets.deallocate()
    }

    /// The tables as merging reads them.
    var view: csplit_tokens {
        unsafe csplit_tokens(slots: slots, mask: UInt64(slotMask), bytes: bytes, offsets: offsets)
    }

    /// - Safety: `index` must be a token's.
    @unsafe @inline(__always)
    private func token(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let start = unsafe Int(offsets[index])
        return unsafe UnsafeBufferPointer(start: bytes + start, count: Int(offsets[index + 1]) - start)
    }

    // MARK: Bytes

    /// The id of the token with exactly these bytes.
    package func find(_ bytes: Span<UInt8>) -> TokenID? {
        if bytes.isEmpty { return nil }
        return find(bytes, hash: ByteHash.hash(bytes))
    }

    @inline(__always)
    private func find(_ bytes: Span<UInt8>, hash: UInt64) -> TokenID? {
        var slot = Int(truncatingIfNeeded: hash) & slotMask
        while true {
            let entry = unsafe slots[slot]
            if entry == Self.vacant { return nil }
            if entry >> 32 == hash >> 32 {
                let id = UInt32(truncatingIfNeeded: entry)
                if unsafe ByteHash.equal(token(Int(id)).span, bytes) { return TokenID(id) }
            }
            slot = (slot &+ 1) & slotMask
        }
    }
}
