internal import CSplit

/// A batch of pieces: first the lines of some are asked for, and while they come those before are compared.
///
/// In one loop each look-up would wait for its cache line; in several, hundreds of lines are on their way at once. The
/// loops are C (`csplit_find_pieces`): what no cache knows gets its entries and is merged side by side, all ids are passed
/// on, and only then older entries are driven out by what found no room. Pieces of more than 40 bytes, and those of more
/// than eight ids, come back here.
extension TextEncoder {
    /// - Returns: the number of ids.
    /// - Safety: `scratch.ends` must hold `count` ends of pieces of the text, relative to `start`.
    @unsafe
    func encodeBatch(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, count: Int, keepsIDs: Bool, into ids: inout [TokenID]
    ) -> Int {
        guard let origin = text.baseAddress else { return 0 }
        let base = unsafe origin + start
        let output = unsafe scratch.output
        var pieces = unsafe csplit_pieces(
            text: base, limit: origin + text.count, ends: scratch.ends, count: UInt32(count), next: 0,
            is_mixed: preTokenizer.isWide ? 1 : 0,
            sets: cache.lines, set_mask: cache.mask, medium: mediumCache.lines, medium_mask: mediumCache.mask,
            lines: scratch.lines, records: scratch.records)
        scratch.lookUpParts(in: partCache, mediumPartCache)
        let missed = unsafe find(&pieces)
        var place = 0
        var total = 0
        while true {
            let found = unsafe csplit_take_pieces(&pieces, keepsIDs ? output + place : nil, instructionSet.rawValue)
            if keepsIDs { place &+= Int(found) } else { total &+= Int(found) }
            let index = unsafe Int(pieces.next)
            guard index < count else { break }
            let others = unsafe idsElsewhere(pieces, index, missed: missed)
            unsafe pieces.next &+= 1
            guard keepsIDs else {
                total &+= others.count
                continue
            }
            // Room must be left for the pieces behind this one, as if each had a record.
            if place &+ others.count &+ (count &- index) &* EncodingScratch.idsOfRecord > EncodingScratch.ids {
                unsafe append(UnsafeBufferPointer(start: output, count: place), to: &ids)
                place = 0
                if others.count > EncodingScratch.ids / 8 {
                    unsafe append(others, to: &ids)
                    continue
                }
            }
            unsafe (output + place).update(from: others.baseAddress.unsafelyUnwrapped, count: others.count)
            place &+= others.count
        }
        if keepsIDs {
            unsafe append(UnsafeBufferPointer(start: output, count: place), to: &ids)
        }
        if missed > 0 { unsafe remember(pieces) }
        return total
    }

    /// Finds the records of all pieces.
    ///
    /// - Returns: how many no cache knew.
    @unsafe
    private func find(_ pieces: inout csplit_pieces) -> UInt32 {
        unsafe withUnsafePointer(to: merger.tables) { tables in
            unsafe withUnsafePointer(to: scratch.merging) { merging in
                unsafe csplit_find_pieces(&pieces, tables, merging, instructionSet.rawValue)
            }
        }
    }

    /// Remembers what no cache knew and had room for; the records of the batch are no longer to be used then.
    @unsafe
    private func remember(_ pieces: csplit_pieces) {
        unsafe withUnsafePointer(to: pieces) { pieces in
            unsafe withUnsafePointer(to: scratch.merging) { merging in
                note(unsafe csplit_remember(pieces, merging), cache, mediumCache)
                guard let parts = unsafe merging.pointee.parts, unsafe parts.pointee.missed > 0 else { return }
                let ofParts = unsafe csplit_remember(&parts.pointee.pieces, parts.pointee.merging)
                note(ofParts, partCache, mediumPartCache)
            }
        }
    }

    private func note(_ made: csplit_remembered, _ short: PieceCache, _ medium: PieceCache) {
        short.noteInserted(Int(made.in_short))
        medium.noteInserted(Int(made.in_medium))
        merger.noteMerged(pieceCount: Int(made.merged), ideographs: Int(made.ideographs))
    }

    /// The ids of a piece whose record has no room for them; valid until the next call.
    @unsafe @inline(never)
    private func idsElsewhere(
        _ pieces: csplit_pieces, _ index: Int, missed: UInt32
    ) -> UnsafeBufferPointer<UInt32> {
        let from = unsafe index == 0 ? 0 : Int(pieces.ends[index &- 1])
        let length = unsafe Int(pieces.ends[index]) &- from
        let piece = unsafe UnsafeBufferPointer(start: pieces.text + from, count: length).span
        if length > LongPieceCache.maximumLength { return unsafe merger.merge(piece) }
        let hash = ByteHash.hash(piece)
        var idCount: UInt32 = 0
        let merged = unsafe withUnsafePointer(to: pieces) { pieces in
            unsafe withUnsafePointer(to: scratch.merging) { merging in
                unsafe csplit_merged_ids(pieces, merging, missed, UInt32(index), &idCount)
            }
        }
        if let merged = unsafe merged {
            let ids = unsafe UnsafeBufferPointer(start: merged, count: Int(idCount))
            unsafe longCache.insert(piece, hash: hash, ids)
            return unsafe ids
        }
        if let ids = unsafe longCache.find(piece, hash: hash) { return unsafe ids }
        let ids = unsafe merger.merge(piece)
        unsafe longCache.insert(piece, hash: hash, ids)
        return unsafe ids
    }
}
