internal import CSplit

/// Remembers the ids of pieces of up to 40 bytes and eight ids: those that `PieceCache` has no room for.
///
/// One entry a cache line of eight words, as `csplit_pieces` describes it; an entry is in its own place or in the one
/// beside it. Korean text has three such pieces in a hundred, text cut for superwords most of its pieces.
@safe
final class MediumPieceCache {
    static let maximumLength = csplit_medium_length
    static let maximumIDs = csplit_medium_ids
    private static let stride = 8
    /// The count of a piece whose ids do not fit: they are in the cache of long pieces.
    private static let elsewhere: UInt64 = 255

    private(set) var entries: UnsafeMutablePointer<UInt64>
    private(set) var mask: UInt64
    private let maximumCount: Int
    private var inserted = 0

    /// - Parameter byteCount: an upper bound on the memory taken; at least 16 KiB are.
    init(byteCount: Int) {
        var most = 256
        while most * 2 * 64 <= byteCount {
            most *= 2
        }
        maximumCount = most
        mask = 255
        unsafe entries = LargeTable.allocate(zeros: 256 * Self.stride)
    }

    deinit {
        unsafe entries.deallocate()
    }

    /// Whether a piece is remembered as one whose ids do not fit.
    func isElsewhere(_ key: csplit_medium_key, length: Int) -> Bool {
        unsafe withUnsafePointer(to: key) { key in
            let place = unsafe csplit_medium_hash(key, UInt32(length)) & mask
            for index in [place, place ^ 1] {
                let entry = unsafe entries + Int(index) * Self.stride
                if unsafe csplit_is_medium(entry, key, UInt32(length)) != 0 {
                    return unsafe entry[7] >> 48 == Self.elsewhere
                }
            }
            return false
        }
    }

    /// Remembers a piece that is not remembered yet.
    ///
    /// - Returns: whether its ids fit; if not, they have to be remembered elsewhere.
    func insert(_ key: csplit_medium_key, length: Int, _ ids: UnsafeBufferPointer<UInt32>) -> Bool {
        var words: (UInt64, UInt64, UInt64) = (0, 0, UInt64(length) << 40)
        var fits = ids.count <= Self.maximumIDs
        for index in 0..<min(ids.count, Self.maximumIDs) {
            let id = unsafe UInt64(ids[index])
            if id >= UInt64(PieceCache.idLimit) { fits = false }
            switch index {
            case 0..<3: words.0 |= id << UInt64(20 * index)
            case 3..<6: words.1 |= id << UInt64(20 * (index - 3))
            default: words.2 |= id << UInt64(20 * (index - 6))
            }
        }
        words = fits ? (words.0, words.1, words.2 | UInt64(ids.count) << 48) : (0, 0, UInt64(length) << 40)
        if !fits { words.2 |= Self.elsewhere << 48 }
        let place = unsafe withUnsafePointer(to: key) { unsafe csplit_medium_hash($0, UInt32(length)) } & mask
        let entry = unsafe vacate(place)
        unsafe withUnsafeBytes(of: key) { bytes in
            for index in 0..<5 {
                unsafe entry[index] = bytes.load(fromByteOffset: index * 8, as: UInt64.self)
            }
        }
        unsafe entry[5] = words.0
        unsafe entry[6] = words.1
        unsafe entry[7] = words.2
        inserted &+= 1
        return fits
    }

    /// Makes room at a place: what is there goes into the place beside it, and what was there is forgotten.
    @unsafe
    private func vacate(_ place: UInt64) -> UnsafeMutablePointer<UInt64> {
        let entry = unsafe entries + Int(place) * Self.stride
        guard unsafe entry[7] != 0 else { return unsafe entry }
        let beside = unsafe entries + Int(place ^ 1) * Self.stride
        guard unsafe beside[7] != 0 else { return unsafe beside }
        unsafe beside.update(from: entry, count: Self.stride)
        return unsafe entry
    }

    /// Makes the table larger if it has become full; not while anybody holds a place.
    func growIfFull() {
        let count = Int(mask) + 1
        guard inserted > count / 2, count < maximumCount else { return }
        let old = unsafe entries
        let newCount = min(count * (count < 1 << 14 ? 4 : 2), maximumCount)
        unsafe entries = LargeTable.allocate(zeros: newCount * Self.stride)
        mask = UInt64(newCount - 1)
        inserted = 0
        for index in 0..<count {
            let entry = unsafe old + index * Self.stride
            guard unsafe entry[7] != 0 else { continue }
            let key = unsafe UnsafeRawPointer(entry).loadUnaligned(as: csplit_medium_key.self)
            let length = unsafe UInt32(truncatingIfNeeded: entry[7] >> 40 & 0xFF)
            let place = unsafe withUnsafePointer(to: key) { unsafe csplit_medium_hash($0, length) } & mask
            unsafe vacate(place).update(from: entry, count: Self.stride)
            inserted &+= 1
        }
        unsafe old.deallocate()
    }
}
