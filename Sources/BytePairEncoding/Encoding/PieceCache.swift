/// Remembers the ids of short pieces.
///
/// Korean text repeats its words less than English does, but nine of ten pieces have still been seen before. Two-way
/// sets of 32-byte entries: the key inline, and up to two ids inline in the last word; more ids lie in an arena.
/// When the arena is full everything is forgotten: memory stays bounded, and results never depend on the cache.
@safe
final class PieceCache {
    /// How many ids at the most a remembered piece may have.
    static let maximumIDs = 23

    private let setMask: UInt64
    private let sets: UnsafeMutablePointer<Entry>
    private let arena: UnsafeMutablePointer<UInt32>
    private let arenaCapacity: Int
    private var arenaCount = 0

    struct Entry {
        var low: UInt64
        var middle: UInt64
        var high: UInt64
        /// Bits 0–4: the number of ids. One or two of 20 bits each follow from bit 8 on; of more, the offset in the
        /// arena.
        var value: UInt64
    }

    /// - Parameter byteCount: an upper bound on the memory taken; at least 64 KiB are.
    init(byteCount: Int) {
        var setCount = 512
        while setCount * 2 * 2 * MemoryLayout<Entry>.stride <= byteCount * 3 / 4 {
            setCount *= 2
        }
        setMask = UInt64(setCount - 1)
        unsafe sets = .allocate(capacity: setCount * 2)
        unsafe sets.initialize(repeating: Entry(low: 0, middle: 0, high: 0, value: 0), count: setCount * 2)
        arenaCapacity = max(byteCount / 4, 32768) / MemoryLayout<UInt32>.stride
        unsafe arena = .allocate(capacity: arenaCapacity)
    }

    deinit {
        unsafe sets.deallocate()
        unsafe arena.deallocate()
    }

    /// Passes a piece's ids on, if they are remembered.
    @inline(__always)
    func emit(_ key: PieceKey, hash: UInt64, to sink: inout some IDSink) -> Bool {
        let set = unsafe sets + Int(truncatingIfNeeded: (hash & setMask) &* 2)
        var entry = unsafe set[0]
        if entry.high != key.high || entry.low != key.low || entry.middle != key.middle {
            entry = unsafe set[1]
            if entry.high != key.high || entry.low != key.low || entry.middle != key.middle { return false }
        }
        let count = Int(truncatingIfNeeded: entry.value & 0x1F)
        if count <= 2 {
            sink.append(UInt32(truncatingIfNeeded: entry.value >> 8 & 0xF_FFFF))
            if count == 2 {
                sink.append(UInt32(truncatingIfNeeded: entry.value >> 28 & 0xF_FFFF))
            }
            return true
        }
        unsafe sink.append(UnsafeBufferPointer(start: arena + Int(truncatingIfNeeded: entry.value >> 8), count: count))
        return true
    }

    /// Remembers a piece's ids in place of the older entry of its set.
    func insert(_ key: PieceKey, hash: UInt64, _ ids: UnsafeBufferPointer<UInt32>) {
        guard ids.count <= Self.maximumIDs, !ids.isEmpty else { return }
        var value = UInt64(ids.count)
        if unsafe ids.count <= 2 && ids.allSatisfy({ $0 <= 0xF_FFFF }) {
            for index in 0..<ids.count {
                value |= unsafe UInt64(ids[index]) << UInt64(8 + 20 * index)
            }
        } else if ids.count <= 2 {
            return
        } else {
            if arenaCount + ids.count > arenaCapacity {
                removeAll()
            }
            value |= UInt64(arenaCount) << 8
            unsafe (arena + arenaCount).update(from: ids.baseAddress.unsafelyUnwrapped, count: ids.count)
            arenaCount += ids.count
        }
        let set = unsafe sets + Int(truncatingIfNeeded: (hash & setMask) &* 2)
        unsafe set[1] = set[0]
        unsafe set[0] = Entry(low: key.low, middle: key.middle, high: key.high, value: value)
    }

    private func removeAll() {
        let count = Int(setMask + 1) * 2
        unsafe sets.update(repeating: Entry(low: 0, middle: 0, high: 0, value: 0), count: count)
        arenaCount = 0
    }
}
