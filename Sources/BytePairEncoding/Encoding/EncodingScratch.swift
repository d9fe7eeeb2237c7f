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
    /// The parts that such pieces are cut into, and what these are merged in.
    private let parts: UnsafeMutablePointer<csplit_parts>
    private let mergingOfParts: UnsafeMutablePointer<csplit_merging>

    init() {
        unsafe ends = .allocate(capacity: Self.room)
        unsafe places = .allocate(capacity: Self.room)
        unsafe records = .allocate(capacity: Self.room)
        unsafe output = .allocate(capacity: Self.ids)
        unsafe mergingOfParts = .allocate(capacity: 1)
        unsafe parts = .allocate(capacity: 1)
        unsafe mergingOfParts.initialize(to: Self.merging(of: Int(csplit_parts_count), parts: nil))
        unsafe parts.initialize(to: Self.parts(mergedIn: mergingOfParts))
        unsafe merging = Self.merging(of: Self.room, parts: parts)
    }

    /// Memory to merge some pieces in.
    private static func merging(of count: Int, parts: UnsafeMutablePointer<csplit_parts>?) -> csplit_merging {
        let pairs = csplit_pair_room(count)
        return unsafe csplit_merging(
            missed: .allocate(capacity: count), counts: .allocate(capacity: count),
            short_rows: rows(count, of: Int(csplit_short_row)), long_rows: rows(count, of: Int(csplit_long_row)),
            order: .allocate(capacity: count + 1), long_order: .allocate(capacity: count),
            places: .allocate(capacity: count), left: .allocate(capacity: pairs), right: .allocate(capacity: pairs),
            ranks: .allocate(capacity: pairs), keys: .allocate(capacity: pairs), slots: .allocate(capacity: pairs),
            numbers: .allocate(capacity: pairs), parts: parts)
    }

    /// Memory to cut pieces in.
    private static func parts(mergedIn merging: UnsafePointer<csplit_merging>) -> csplit_parts {
        let count = Int(csplit_parts_count)
        var parts = unsafe csplit_parts()
        unsafe parts.text = .allocate(capacity: Int(csplit_parts_bytes) + 64)
        unsafe parts.ends = .allocate(capacity: count + 1)
        unsafe parts.pieces.text = unsafe UnsafePointer(parts.text)
        unsafe parts.pieces.ends = unsafe UnsafePointer(parts.ends)
        unsafe parts.pieces.places = .allocate(capacity: count)
        unsafe parts.pieces.records = .allocate(capacity: count)
        unsafe parts.merging = merging
        unsafe parts.owners = .allocate(capacity: room)
        unsafe parts.firsts = .allocate(capacity: room + 1)
        unsafe parts.ids = .allocate(capacity: (count + 1) * idsOfRecord)
        unsafe parts.starts = .allocate(capacity: count + 1)
        return unsafe parts
    }

    /// Says where parts of pieces are remembered.
    func lookUpParts(in short: PieceCache, _ medium: PieceCache) {
        unsafe parts.pointee.pieces.sets = short.lines
        unsafe parts.pointee.pieces.set_mask = short.mask
        unsafe parts.pointee.pieces.medium = medium.lines
        unsafe parts.pointee.pieces.medium_mask = medium.mask
    }

    /// Memory for a row of tokens and ranks for each piece.
    private static func rows(_ number: Int, of length: Int) -> UnsafeMutablePointer<UInt32> {
        let count = number * 2 * length
        let raw = UnsafeMutableRawPointer.allocate(byteCount: count * MemoryLayout<UInt32>.stride, alignment: 64)
        return unsafe raw.bindMemory(to: UInt32.self, capacity: count)
    }

    deinit {
        unsafe ends.deallocate()
        unsafe places.deallocate()
        unsafe output.deallocate()
        unsafe records.deallocate()
        unsafe Self.release(merging)
        unsafe Self.release(mergingOfParts.pointee)
        unsafe parts.pointee.text.deallocate()
        unsafe parts.pointee.ends.deallocate()
        unsafe parts.pointee.pieces.places.deallocate()
        unsafe parts.pointee.pieces.records.deallocate()
        unsafe parts.pointee.owners.deallocate()
        unsafe parts.pointee.firsts.deallocate()
        unsafe parts.pointee.ids.deallocate()
        unsafe parts.pointee.starts.deallocate()
        unsafe parts.deallocate()
        unsafe mergingOfParts.deallocate()
    }

    private static func release(_ merging: csplit_merging) {
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
