internal import CSplit

/// The memory that one encoder works in, allocated once: `let` pointers, so that no access is checked for being the
/// only one (a `var` array in a class made the way of a miss 1.7 times slower).
@safe
final class EncodingScratch {
    /// How many pieces are worked on together at the most: enough that what is new among them keeps the machine busy while
    /// look-ups wait for memory, and few enough that their lines are still near when they are read.
    static let pieces = 1024
    /// The masks write a block's ends past what they count.
    static let room = pieces + 160
    /// The most ids of a record.
    static let idsOfRecord = Int(csplit_medium_ids)
    /// Room for ids; a batch of pieces that are all remembered fits.
    static let ids = room * idsOfRecord + 8

    /// Ends of pieces, relative to where the batch starts.
    let ends: UnsafeMutablePointer<UInt32>
    /// The place in a cache of each piece.
    let places: UnsafeMutablePointer<UInt32>
    /// The record of each piece.
    let records: UnsafeMutablePointer<UnsafePointer<UInt64>?>
    let output: UnsafeMutablePointer<UInt32>
    /// What pieces are merged in that no cache knows.
    let merging: csplit_merging

    init() {
        unsafe ends = .allocate(capacity: Self.room)
        unsafe places = .allocate(capacity: Self.room)
        unsafe records = .allocate(capacity: Self.room)
        unsafe output = .allocate(capacity: Self.ids)
        let pairs = csplit_pair_room(Self.room)
        unsafe merging = csplit_merging(
            missed: .allocate(capacity: Self.room), counts: .allocate(capacity: Self.room),
            short_rows: Self.rows(of: Int(csplit_short_row)), long_rows: Self.rows(of: Int(csplit_long_row)),
            order: .allocate(capacity: Self.room), long_order: .allocate(capacity: Self.room),
            places: .allocate(capacity: Self.room), left: .allocate(capacity: pairs),
            right: .allocate(capacity: pairs), ranks: .allocate(capacity: pairs), keys: .allocate(capacity: pairs),
            slots: .allocate(capacity: pairs), numbers: .allocate(capacity: pairs))
    }

    /// Memory for a row of tokens and ranks for each piece.
    private static func rows(of length: Int) -> UnsafeMutablePointer<UInt32> {
        let count = room * 2 * length
        let raw = UnsafeMutableRawPointer.allocate(byteCount: count * MemoryLayout<UInt32>.stride, alignment: 64)
        return unsafe raw.bindMemory(to: UInt32.self, capacity: count)
    }

    deinit {
        unsafe ends.deallocate()
        unsafe places.deallocate()
        unsafe output.deallocate()
        unsafe records.deallocate()
        unsafe merging.missed.deallocate()
        unsafe merging.counts.deallocate()
        unsafe merging.short_rows.deallocate()
        unsafe merging.long_rows.deallocate()
        unsafe merging.order.deallocate()
        unsafe merging.long_order.deallocate()
        unsafe merging.places.deallocate()
        unsafe merging.left.deallocate()
        unsafe merging.right.deallocate()
        unsafe merging.ranks.deallocate()
        unsafe merging.keys.deallocate()
        unsafe merging.slots.deallocate()
        unsafe merging.numbers.deallocate()
    }
}
