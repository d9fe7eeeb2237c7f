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

    /// More than all the memory for a piece or a part.
    private static let bytesOfPiece = 2048

    /// Ends of pieces, relative to where the batch starts.
    let ends: UnsafeMutablePointer<UInt32>
    /// The line in a cache of each piece.
    let lines: UnsafeMutablePointer<UInt>
    /// The record of each piece.
    let records: UnsafeMutablePointer<UnsafePointer<UInt64>?>
    let output: UnsafeMutablePointer<UInt32>
    /// What pieces are merged in that no cache knows.
    let merging: csplit_merging
    /// The parts that such pieces are cut into.
    private let parts: UnsafeMutablePointer<csplit_parts>
    /// What all of these lie in.
    private let memory: ScratchMemory

    init() {
        let count = Int(csplit_parts_count)
        memory = ScratchMemory(capacity: (Self.room + count) * Self.bytesOfPiece)
        // What each piece goes through first.
        unsafe ends = memory.take(Self.room)
        unsafe lines = memory.take(Self.room)
        let order = unsafe memory.take(Self.room + 1) as UnsafeMutablePointer<UInt32>
        unsafe records = memory.take(Self.room)
        unsafe output = memory.take(Self.ids)
        unsafe parts = memory.take(1)
        unsafe merging = Self.merging(of: Self.room, order: order, parts: parts, memory)
        let mergingOfParts = unsafe memory.take(1) as UnsafeMutablePointer<csplit_merging>
        unsafe mergingOfParts.initialize(to: Self.merging(of: count, order: memory.take(count + 1), parts: nil, memory))
        unsafe parts.initialize(to: Self.parts(mergedIn: mergingOfParts, memory))
    }

    /// Memory to merge some pieces in.
    ///
    /// - Parameter order: room for as many numbers and one more.
    private static func merging(
        of count: Int, order: UnsafeMutablePointer<UInt32>, parts: UnsafeMutablePointer<csplit_parts>?,
        _ memory: ScratchMemory
    ) -> csplit_merging {
        let pairs = csplit_pair_room(count)
        return unsafe csplit_merging(
            missed: memory.take(count), counts: memory.take(count),
            short_rows: memory.take(count * 2 * Int(csplit_short_row)),
            long_rows: memory.take(count * 2 * Int(csplit_long_row)), made: memory.take(1),
            order: order, long_order: memory.take(count), places: memory.take(count),
            left: memory.take(pairs), right: memory.take(pairs), ranks: memory.take(pairs),
            keys: memory.take(pairs), slots: memory.take(pairs), numbers: memory.take(pairs), parts: parts)
    }

    /// Memory to cut pieces in.
    private static func parts(
        mergedIn merging: UnsafePointer<csplit_merging>, _ memory: ScratchMemory
    ) -> csplit_parts {
        let count = Int(csplit_parts_count)
        var parts = unsafe csplit_parts()
        let byteCount = Int(csplit_parts_bytes) + 64
        unsafe parts.text = memory.take(byteCount)
        unsafe parts.ends = memory.take(count + 8)
        unsafe parts.pieces.text = unsafe UnsafePointer(parts.text)
        unsafe parts.pieces.limit = unsafe UnsafePointer(parts.text + byteCount)
        unsafe parts.pieces.ends = unsafe UnsafePointer(parts.ends)
        unsafe parts.pieces.lines = memory.take(count)
        unsafe parts.pieces.records = memory.take(count)
        unsafe parts.merging = merging
        unsafe parts.owners = memory.take(room)
        unsafe parts.firsts = memory.take(room + 1)
        unsafe parts.ids = memory.take((count + 1) * idsOfRecord)
        unsafe parts.starts = memory.take(count + 1)
        return unsafe parts
    }

    /// Says where parts of pieces are remembered.
    func lookUpParts(in short: PieceCache, _ medium: PieceCache) {
        unsafe parts.pointee.pieces.sets = short.lines
        unsafe parts.pointee.pieces.set_mask = short.mask
        unsafe parts.pointee.pieces.medium = medium.lines
        unsafe parts.pointee.pieces.medium_mask = medium.mask
    }
}
