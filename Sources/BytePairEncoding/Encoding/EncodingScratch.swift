internal import CSplit

/// The memory that one encoder works in, allocated once: `let` pointers, so that no access is checked for being the
/// only one (a `var` array in a class made the way of a miss 1.7 times slower).
@safe
final class EncodingScratch {
    /// How many pieces are worked on together at the most: what they read and write fits the nearest cache.
    static let pieces = 512
    /// The masks write a block's ends past what they count.
    static let room = pieces + 160
    /// Room for ids; a batch of pieces that are all remembered fits.
    static let ids = room * MediumPieceCache.maximumIDs + 8

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
        let lanes = UnsafeMutableRawPointer.allocate(
            byteCount: Int(csplit_lane_room) * MemoryLayout<UInt32>.stride, alignment: 64)
        unsafe merging = csplit_merging(
            missed: .allocate(capacity: Self.room), order: .allocate(capacity: Self.room),
            ids: .allocate(capacity: Self.room * MediumPieceCache.maximumLength),
            lanes: lanes.bindMemory(to: UInt32.self, capacity: Int(csplit_lane_room)))
    }

    deinit {
        unsafe ends.deallocate()
        unsafe places.deallocate()
        unsafe output.deallocate()
        unsafe merging.missed.deallocate()
        unsafe merging.order.deallocate()
        unsafe merging.ids.deallocate()
        unsafe records.deallocate()
        unsafe merging.lanes.deallocate()
    }
}
