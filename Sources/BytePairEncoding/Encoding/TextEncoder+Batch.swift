internal import CSplit

/// A batch of pieces: first the places of all, whose cache lines are asked for, then the ids of all.
///
/// In one loop each look-up would wait for its cache line; in two, hundreds of lines are on their way at once. Both
/// loops are C (`csplit_pieces`); where a piece is not remembered they come back here.
extension TextEncoder {
    /// - Returns: the number of ids.
    /// - Safety: `scratch.ends` must hold `count` ends of pieces of the text, relative to `start`.
    @unsafe
    func encodeBatch(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, count: Int, keepsIDs: Bool, into ids: inout [TokenID]
    ) -> Int {
        guard let origin = text.baseAddress else { return 0 }
        let base = unsafe origin + start
        let ends = unsafe scratch.ends
        let output = unsafe scratch.output
        var pieces = unsafe csplit_pieces(
            text: base, limit: origin + text.count, ends: ends, count: UInt32(count), next: 0, from: 0,
            sets: cache.sets, set_mask: cache.setMask, medium: mediumCache.entries, medium_mask: mediumCache.mask,
            places: scratch.places)
        unsafe csplit_prepare_pieces(&pieces, instructionSet.rawValue)
        var place = 0
        var total = 0
        while true {
            let found = unsafe csplit_take_pieces(&pieces, keepsIDs ? output + place : nil, instructionSet.rawValue)
            if keepsIDs { place &+= Int(found) } else { total &+= Int(found) }
            let index = unsafe Int(pieces.next)
            guard index < count else { break }
            let from = unsafe Int(pieces.from)
            let end = unsafe Int(ends[index])
            let missed = unsafe idsOfMissed(
                base + from, length: end &- from, limit: pieces.limit, scratch.places[index])
            unsafe pieces.next &+= 1
            unsafe pieces.from = UInt32(truncatingIfNeeded: end)
            guard keepsIDs else {
                total &+= missed.count
                continue
            }
            // Room must be left for the pieces behind this one, as if each were remembered.
            if place &+ missed.count &+ (count &- index) &* MediumPieceCache.maximumIDs > EncodingScratch.ids {
                unsafe append(UnsafeBufferPointer(start: output, count: place), to: &ids)
                place = 0
                if missed.count > EncodingScratch.ids / 8 {
                    unsafe append(missed, to: &ids)
                    continue
                }
            }
            unsafe (output + place).update(from: missed.baseAddress.unsafelyUnwrapped, count: missed.count)
            place &+= missed.count
        }
        if keepsIDs {
            unsafe append(UnsafeBufferPointer(start: output, count: place), to: &ids)
        }
        return total
    }

    /// The ids of a piece that the loops do not know; valid until the next call.
    ///
    /// - Parameter place: where in the cache for its length it belongs.
    @unsafe @inline(never)
    private func idsOfMissed(
        _ start: UnsafePointer<UInt8>, length: Int, limit: UnsafePointer<UInt8>, _ place: UInt32
    ) -> UnsafeBufferPointer<UInt32> {
        let piece = unsafe UnsafeBufferPointer(start: start, count: length).span
        if length <= PieceCache.maximumLength {
            let key = unsafe csplit_key_at_end(start, UInt32(length))
            if !cache.isElsewhere(key, length: length, at: place) {
                let ids = unsafe merger.merge(piece)
                if unsafe !cache.insert(key, length: length, ids, at: place) {
                    unsafe rememberMedium(start, length, limit, ids)
                }
                return unsafe ids
            }
        }
        if length > LongPieceCache.maximumLength { return unsafe merger.merge(piece) }
        var isNew = false
        if length <= MediumPieceCache.maximumLength {
            let key = unsafe csplit_make_medium_key(start, UInt32(length), limit)
            isNew = !mediumCache.isElsewhere(key, length: length)
        }
        let hash = ByteHash.hash(piece)
        if !isNew, let ids = unsafe longCache.find(piece, hash: hash) { return unsafe ids }
        let ids = unsafe merger.merge(piece)
        if isNew {
            unsafe rememberMedium(start, length, limit, ids)
        } else {
            unsafe longCache.insert(piece, hash: hash, ids)
        }
        return unsafe ids
    }

    /// Remembers a piece of at most 40 bytes with its ids, or where those are.
    @unsafe
    private func rememberMedium(
        _ start: UnsafePointer<UInt8>, _ length: Int, _ limit: UnsafePointer<UInt8>, _ ids: UnsafeBufferPointer<UInt32>
    ) {
        let key = unsafe csplit_make_medium_key(start, UInt32(length), limit)
        if unsafe !mediumCache.insert(key, length: length, ids) {
            let piece = unsafe UnsafeBufferPointer(start: start, count: length).span
            unsafe longCache.insert(piece, hash: ByteHash.hash(piece), ids)
        }
    }
}
