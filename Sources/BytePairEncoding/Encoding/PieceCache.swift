internal import CSplit

/// Remembers the ids of pieces of at most 16 bytes and six ids: 97 of 100 pieces of Korean text.
///
/// Sets of two entries, a cache line each, as `csplit_pieces` describes them; C reads and fills them. So a hit reads one
/// line, and passing its ids on takes no branch on how many there are. What overflows goes into the three sets beside: without
/// them, three words of one set drive each other out on every pass over a text.
///
/// The table starts small and grows with what it remembers, up to a bound: a query of fifty bytes must not pay for
/// megabytes of zeros. Results never depend on the cache.
@safe
final class PieceCache {
    /// Ids from here on do not fit an entry.
    static let idLimit = csplit_id_limit
    /// Words of a set.
    private static let stride = 8

    private(set) var sets: UnsafeMutablePointer<UInt64>
    private(set) var setMask: UInt64
    private let budget: CacheBudget
    private var inserted = 0
    private var isLargest = false

    init(_ budget: CacheBudget) {
        self.budget = budget
        budget.take(1024 * Self.stride * 8)
        setMask = 1023
        unsafe sets = LargeTable.zeros(1024 * Self.stride)
    }

    deinit {
        unsafe LargeTable.release(sets, (Int(setMask) + 1) * Self.stride)
    }

    /// Takes note of entries that were made elsewhere.
    func noteInserted(_ count: Int) {
        inserted &+= count
    }

    /// Makes the table larger if it has become full; not while anybody holds a place.
    func growIfFull() {
        let count = Int(setMask) + 1
        let full = budget.isTight(forDoubling: count * Self.stride * 8) ? count : count / 4 * 3
        guard inserted > full, !isLargest else { return }
        guard let newCount = budget.grow(from: count, lineBytes: Self.stride * 8) else {
            isLargest = true
            return
        }
        let old = unsafe sets
        unsafe sets = LargeTable.zeros(newCount * Self.stride)
        setMask = UInt64(newCount - 1)
        inserted = 0
        // The older entries first, so that the newer ones stay in front.
        for way in [4, 0] {
            for index in 0..<count {
                let entry = unsafe old + index * Self.stride + way
                guard unsafe entry[3] >> 60 != 0 else { continue }
                let length = unsafe UInt32(truncatingIfNeeded: entry[2] >> 60)
                let key = unsafe csplit_key(low: entry[0], high: entry[1])
                let hash = csplit_hash(key, length == 0 ? 16 : length)
                unsafe csplit_vacate(sets, hash & setMask).update(from: entry, count: 4)
                inserted &+= 1
            }
        }
        unsafe LargeTable.release(old, count * Self.stride)
    }
}
