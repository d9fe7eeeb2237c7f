internal import CSplit

/// Remembers the ids of pieces of at most 16 bytes and six ids: 97 of 100 pieces of Korean text.
///
/// Sets of two entries, a cache line each, as `csplit_pieces` describes them. So a hit reads one line, and passing its
/// ids on takes no branch on how many there are. What overflows goes into the set beside: without it, three words of
/// one set drive each other out on every pass over a text.
///
/// The table starts small and grows with what it remembers, up to a bound: a query of fifty bytes must not pay for
/// megabytes of zeros. Results never depend on the cache.
@safe
final class PieceCache {
    static let maximumLength = 16
    /// How many ids at the most a remembered piece may have.
    static let maximumIDs = 6
    /// Ids from here on do not fit an entry.
    static let idLimit: UInt32 = 1 << 20
    /// Words of a set.
    private static let stride = 8
    /// The count of a piece whose ids do not fit: they are in the cache of medium pieces.
    private static let elsewhere: UInt64 = 7

    private(set) var sets: UnsafeMutablePointer<UInt64>
    private(set) var setMask: UInt64
    private let maximumSetCount: Int
    private var inserted = 0

    /// - Parameter byteCount: an upper bound on the memory taken; at least 64 KiB are.
    init(byteCount: Int) {
        var most = 1024
        while most * 2 * 64 <= byteCount {
            most *= 2
        }
        maximumSetCount = most
        setMask = 1023
        unsafe sets = LargeTable.allocate(zeros: 1024 * Self.stride)
    }

    deinit {
        unsafe sets.deallocate()
    }

    /// Whether a piece is remembered as one whose ids do not fit.
    ///
    /// - Parameter place: the number of the piece's set.
    func isElsewhere(_ key: csplit_key, length: Int, at place: UInt32) -> Bool {
        for set in [place, place ^ 1] {
            for way in [0, 4] {
                let entry = unsafe sets + Int(set) * Self.stride + way
                if unsafe entry[3] >> 60 == Self.elsewhere && entry[0] == key.low && entry[1] == key.high
                    && entry[2] >> 60 == UInt64(length & 15)
                {
                    return true
                }
            }
        }
        return false
    }

    /// Remembers a piece that is not remembered yet.
    ///
    /// - Parameter place: the number of the piece's set.
    /// - Returns: whether its ids fit; if not, they have to be remembered elsewhere.
    func insert(_ key: csplit_key, length: Int, _ ids: UnsafeBufferPointer<UInt32>, at place: UInt32) -> Bool {
        var first = UInt64(truncatingIfNeeded: length & 15) << 60
        var second = UInt64(truncatingIfNeeded: ids.count) << 60
        var fits = ids.count <= Self.maximumIDs
        for index in 0..<min(ids.count, Self.maximumIDs) {
            let id = unsafe ids[index]
            if id >= Self.idLimit { fits = false }
            if index < 3 {
                first |= UInt64(id) << UInt64(20 * index)
            } else {
                second |= UInt64(id) << UInt64(20 * (index - 3))
            }
        }
        if !fits { (first, second) = (UInt64(length & 15) << 60, Self.elsewhere << 60) }
        let entry = unsafe vacate(place)
        unsafe entry[0] = key.low
        unsafe entry[1] = key.high
        unsafe entry[2] = first
        unsafe entry[3] = second
        return fits
    }

    /// Makes room for an entry: in its set, or beside it if there is room only there, or in place of the set's older one.
    @unsafe
    private func vacate(_ place: UInt32) -> UnsafeMutablePointer<UInt64> {
        inserted &+= 1
        var entry = unsafe sets + Int(place) * Self.stride
        if unsafe entry[7] >> 60 != 0 {
            let beside = unsafe sets + Int(place ^ 1) * Self.stride
            if unsafe beside[7] >> 60 == 0 { unsafe entry = beside }
        }
        if unsafe entry[3] >> 60 != 0 {
            unsafe (entry + 4).update(from: entry, count: 4)
        }
        return unsafe entry
    }

    /// Makes the table larger if it has become full; not while anybody holds a place.
    func growIfFull() {
        let count = Int(setMask) + 1
        guard inserted > count, count < maximumSetCount else { return }
        let old = unsafe sets
        let newCount = min(count * (count < 1 << 14 ? 4 : 2), maximumSetCount)
        unsafe sets = LargeTable.allocate(zeros: newCount * Self.stride)
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
                unsafe vacate(UInt32(truncatingIfNeeded: hash & setMask)).update(from: entry, count: 4)
            }
        }
        unsafe old.deallocate()
    }
}
