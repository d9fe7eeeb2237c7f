internal import CSplit

/// Remembers the ids of pieces of up to 40 bytes and eight ids: those that `PieceCache` has no room for.
///
/// One entry a cache line of eight words, as `csplit_pieces` describes it; an entry is in its own place or in one of
/// the three beside it. Korean text has three such pieces in a hundred, text cut for superwords most of its pieces.
@safe
final class MediumPieceCache {
    static let maximumLength = csplit_medium_length
    static let maximumIDs = csplit_medium_ids
    private static let stride = 8

    private(set) var entries: UnsafeMutablePointer<UInt64>
    private(set) var mask: UInt64
    private let budget: CacheBudget
    private var inserted = 0
    private var isLargest = false

    init(_ budget: CacheBudget) {
        self.budget = budget
        budget.take(256 * Self.stride * 8)
        mask = 255
        unsafe entries = LargeTable.zeros(256 * Self.stride)
    }

    deinit {
        unsafe LargeTable.release(entries, (Int(mask) + 1) * Self.stride)
    }

    /// Takes note of entries that were made elsewhere.
    func noteInserted(_ count: Int) {
        inserted &+= count
    }

    /// Makes the table larger if it has become full; not while anybody holds a place.
    func growIfFull() {
        let count = Int(mask) + 1
        guard inserted > count / 2, !isLargest else { return }
        guard let newCount = budget.grow(from: count, lineBytes: Self.stride * 8) else {
            isLargest = true
            return
        }
        let old = unsafe entries
        unsafe entries = LargeTable.zeros(newCount * Self.stride)
        mask = UInt64(newCount - 1)
        inserted = 0
        for index in 0..<count {
            let entry = unsafe old + index * Self.stride
            guard unsafe entry[7] != 0 else { continue }
            let key = unsafe UnsafeRawPointer(entry).loadUnaligned(as: csplit_medium_key.self)
            let length = unsafe UInt32(truncatingIfNeeded: entry[7] >> 48)
            let place = unsafe withUnsafePointer(to: key) { unsafe csplit_medium_hash($0, length) } & mask
            unsafe csplit_vacate_medium(entries, place).update(from: entry, count: Self.stride)
            inserted &+= 1
        }
        unsafe LargeTable.release(old, count * Self.stride)
    }
}
