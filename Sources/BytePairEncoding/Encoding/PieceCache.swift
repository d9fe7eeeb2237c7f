/// Remembers the ids of pieces of at most 16 bytes and six ids.
///
/// Sets of two entries, a cache line each. An entry is four words: the key, then twice three ids of 20 bits; the four
/// bits left over in the third word are the length (of 16 bytes: 0), those of the fourth the number of ids, 0 where
/// the entry is vacant. So a hit reads one line, and passing its ids on takes no branch on how many there are.
///
/// The table starts small and grows with what it remembers, up to a bound: a query of fifty bytes must not pay for
/// megabytes of zeros. Results never depend on the cache.
@safe
final class PieceCache {
    /// How many ids at the most a remembered piece may have.
    static let maximumIDs = 6
    /// Ids from here on do not fit an entry.
    static let idLimit: UInt32 = 1 << 20
    /// Words of a set.
    static let stride = 8

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
        unsafe sets = Self.allocate(1024)
    }

    deinit {
        unsafe sets.deallocate()
    }

    private static func allocate(_ setCount: Int) -> UnsafeMutablePointer<UInt64> {
        let words = unsafe LargeTable.allocate(UInt64.self, capacity: setCount * stride)
        unsafe words.initialize(repeating: 0, count: setCount * stride)
        return unsafe words
    }

    /// The count of a piece whose ids do not fit: they are in the cache of long pieces.
    static let elsewhere = 7

    /// The two words that hold ids, with the length and the count.
    static func value(_ ids: UnsafeBufferPointer<UInt32>, length: Int) -> (UInt64, UInt64) {
        let none = (UInt64(truncatingIfNeeded: length & 15) << 60, UInt64(elsewhere) << 60)
        guard ids.count <= maximumIDs else { return none }
        var first = UInt64(truncatingIfNeeded: length & 15) << 60
        var second = UInt64(truncatingIfNeeded: ids.count) << 60
        for index in 0..<ids.count {
            let id = unsafe ids[index]
            guard id < idLimit else { return none }
            if index < 3 {
                first |= UInt64(id) << UInt64(20 * index)
            } else {
                second |= UInt64(id) << UInt64(20 * (index - 3))
            }
        }
        return (first, second)
    }

    /// The set beside a set, which takes in what overflows: looked into only before a piece would be merged.
    ///
    /// Without it, three words of one set drive each other out on every pass over a text.
    @unsafe @inline(__always)
    func neighbour(of set: UnsafeMutablePointer<UInt64>) -> UnsafeMutablePointer<UInt64> {
        unsafe sets + ((set - sets) ^ Self.stride)
    }

    /// The entry of a piece in a set that need not be its own.
    ///
    /// - Safety: `set` must be a set of this table.
    @unsafe @inline(__always)
    func find(_ key: PieceKey, length: Int, in set: UnsafeMutablePointer<UInt64>) -> UnsafeMutablePointer<UInt64>? {
        let tag = UInt64(truncatingIfNeeded: length & 15)
        for way in [0, 4] {
            let entry = unsafe set + way
            if unsafe entry[0] == key.low && entry[1] == key.high && entry[2] >> 60 == tag && entry[3] >> 60 != 0 {
                return unsafe entry
            }
        }
        return nil
    }

    /// Remembers a piece: in its set, or beside it if there is room only there, or in place of its set's older entry.
    ///
    /// - Safety: `set` must be a set of this table.
    @unsafe
    func insert(_ key: PieceKey, _ value: (UInt64, UInt64), at set: UnsafeMutablePointer<UInt64>) {
        var entry = unsafe set
        if unsafe set[7] >> 60 != 0 {
            let beside = unsafe neighbour(of: set)
            if unsafe beside[7] >> 60 == 0 {
                unsafe entry = beside
            }
        }
        if unsafe entry[3] >> 60 != 0 {
            for word in 0..<4 {
                unsafe entry[4 + word] = entry[word]
            }
        }
        unsafe entry[0] = key.low
        unsafe entry[1] = key.high
        unsafe entry[2] = value.0
        unsafe entry[3] = value.1
        inserted &+= 1
    }

    /// Makes the table larger if it has become full; not while anybody holds a set.
    func growIfFull() {
        let count = Int(setMask) + 1
        guard inserted > count * 3 / 4, count < maximumSetCount else { return }
        let old = unsafe sets
        let newCount = min(count * 4, maximumSetCount)
        unsafe sets = Self.allocate(newCount)
        setMask = UInt64(newCount - 1)
        inserted = 0
        // The older entries first, so that the newer ones stay in front.
        for way in [4, 0] {
            for index in 0..<count {
                let entry = unsafe old + index * Self.stride + way
                guard unsafe entry[3] >> 60 != 0 else { continue }
                let length = unsafe Int(truncatingIfNeeded: entry[2] >> 60)
                let key = unsafe PieceKey(low: entry[0], high: entry[1])
                let hash = key.hash(length: length == 0 ? 16 : length)
                unsafe insert(key, (entry[2], entry[3]), at: sets + Int(hash & setMask) * Self.stride)
            }
        }
        unsafe old.deallocate()
    }
}
