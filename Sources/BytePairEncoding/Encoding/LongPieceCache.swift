internal import CSplit

/// Remembers the ids of pieces that fit no line of the other caches: longer ones, those of many ids, and some that came
/// again before a line was written.
///
/// Korean text has three such pieces in a thousand. One entry a slot: the hash of the bytes, and where in an arena the
/// bytes and the ids are. When the arena is full everything is forgotten: memory stays bounded.
@safe
final class LongPieceCache {
    /// Longer pieces are not remembered: they hardly come twice.
    static let maximumLength = 512
    static let maximumIDs = 256
    /// More is never taken, whatever the bound: the arena is asked for at once, and few pieces come here.
    private static let maximumBytes = 1 << 30

    private struct Entry {
        var hash: UInt64 = 0
        /// Where in the arena the bytes start; the ids are behind them.
        var offset: UInt32 = 0
        var length: UInt16 = 0
        var idCount: UInt16 = 0
    }

    private let slotMask: Int
    /// Zeros that no memory stands for until they are touched.
    private let slots: UnsafeMutablePointer<Entry>
    /// In words of four bytes, so that ids are where ids may be.
    private let arena: UnsafeMutablePointer<UInt32>
    private let arenaCapacity: Int
    private var arenaCount = 0

    /// - Parameter byteCount: an upper bound on the memory taken; at least 64 KiB are, at most 1 GiB.
    init(byteCount: Int) {
        let byteCount = min(byteCount, Self.maximumBytes)
        var slotCount = 1024
        while slotCount * 2 * MemoryLayout<Entry>.stride <= byteCount / 4 {
            slotCount *= 2
        }
        slotMask = slotCount - 1
        unsafe slots = csplit_zeros(slotCount * MemoryLayout<Entry>.stride).unsafelyUnwrapped
            .bindMemory(to: Entry.self, capacity: slotCount)
        arenaCapacity = max(byteCount * 3 / 4, 1 << 15) / 4
        unsafe arena = .allocate(capacity: arenaCapacity)
    }

    deinit {
        unsafe csplit_release(slots, (slotMask + 1) * MemoryLayout<Entry>.stride)
        unsafe arena.deallocate()
    }

    /// The ids of a piece, or nil where they are not remembered; valid until the next `insert`.
    @inline(__always)
    func find(_ piece: Span<UInt8>, hash: UInt64) -> UnsafeBufferPointer<UInt32>? {
        let entry = unsafe slots[Int(truncatingIfNeeded: hash) & slotMask]
        guard entry.hash == hash, Int(entry.length) == piece.count, entry.idCount > 0 else { return nil }
        let words = unsafe arena + Int(entry.offset)
        let bytes = UnsafeRawPointer(words)
        for index in piece.indices {
            guard unsafe bytes.load(fromByteOffset: index, as: UInt8.self) == piece[unchecked: index] else {
                return nil
            }
        }
        return unsafe UnsafeBufferPointer(start: words + Self.words(piece.count), count: Int(entry.idCount))
    }

    func insert(_ piece: Span<UInt8>, hash: UInt64, _ ids: UnsafeBufferPointer<UInt32>) {
        guard piece.count <= Self.maximumLength, ids.count <= Self.maximumIDs, !ids.isEmpty else { return }
        let size = Self.words(piece.count) + ids.count
        if arenaCount + size > arenaCapacity {
            arenaCount = 0
            unsafe slots.update(repeating: Entry(), count: slotMask + 1)
        }
        let words = unsafe arena + arenaCount
        let bytes = UnsafeMutableRawPointer(words)
        for index in piece.indices {
            unsafe bytes.storeBytes(of: piece[unchecked: index], toByteOffset: index, as: UInt8.self)
        }
        let place = unsafe words + Self.words(piece.count)
        for index in 0..<ids.count {
            unsafe place[index] = ids[index]
        }
        unsafe slots[Int(truncatingIfNeeded: hash) & slotMask] = Entry(
            hash: hash, offset: UInt32(arenaCount), length: UInt16(piece.count), idCount: UInt16(ids.count))
        arenaCount += size
    }

    /// How many words hold so many bytes.
    private static func words(_ byteCount: Int) -> Int { (byteCount + 3) / 4 }
}
