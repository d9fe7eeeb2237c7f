/// The memory that one encoder works in, allocated once: `let` pointers, so that no access is checked for being the
/// only one (a `var` array in a class made the way of a miss 1.7 times slower).
@safe
final class EncodingScratch {
    /// How many pieces are worked on together at the most: their keys and cache lines fit the nearest cache.
    static let pieces = 512
    /// Room for ids; a batch of pieces that are all remembered fits.
    static let ids = 8192

    /// Ends of pieces, relative to where the batch starts.
    let ends: UnsafeMutablePointer<UInt32>
    let keys: UnsafeMutablePointer<PieceKey>
    /// The set of the cache in which each piece belongs.
    let sets: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>
    let output: UnsafeMutablePointer<UInt32>
    /// `PieceKey.masks`.
    let masks: UnsafeMutablePointer<UInt64>

    init() {
        // The masks write a block's ends past what they count.
        unsafe ends = .allocate(capacity: Self.pieces + 160)
        unsafe keys = .allocate(capacity: Self.pieces + 160)
        unsafe sets = .allocate(capacity: Self.pieces + 160)
        unsafe output = .allocate(capacity: Self.ids + PieceCache.maximumIDs)
        unsafe masks = .allocate(capacity: PieceKey.masks.count)
        for (index, mask) in PieceKey.masks.enumerated() {
            unsafe masks[index] = mask
        }
    }

    deinit {
        unsafe masks.deallocate()
        unsafe ends.deallocate()
        unsafe keys.deallocate()
        unsafe sets.deallocate()
        unsafe output.deallocate()
    }
}
