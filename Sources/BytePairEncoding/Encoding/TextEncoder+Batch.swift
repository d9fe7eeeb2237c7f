internal import CSplit

/// A batch of pieces: first the keys of all, whose cache lines are asked for, then the ids of all.
///
/// In one loop each look-up would wait for its cache line; in two, hundreds of lines are on their way at once.
extension TextEncoder {
    /// - Returns: the number of ids.
    /// - Safety: `scratch.ends` must hold `count` ends of pieces of the text, relative to `start`.
    @unsafe @inline(__always)
    func encodeBatch(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, count: Int, keepsIDs: Bool, into ids: inout [TokenID]
    ) -> Int {
        guard let origin = text.baseAddress else { return 0 }
        let base = unsafe origin + start
        unsafe findSets(base, readable: text.count &- start, count: count)
        let ends = unsafe scratch.ends
        let keys = unsafe scratch.keys
        let sets = unsafe scratch.sets
        let output = unsafe scratch.output
        var place = 0
        var total = 0
        var from = 0
        for index in 0..<count {
            let end = unsafe Int(ends[index])
            let length = end &- from
            let key = unsafe keys[index]
            let set = unsafe sets[index]
            let tag = UInt64(truncatingIfNeeded: length & 15)
            let firstDiffers = unsafe (set[0] ^ key.low) | (set[1] ^ key.high) | (set[2] >> 60 ^ tag)
            let secondDiffers = unsafe (set[4] ^ key.low) | (set[5] ^ key.high) | (set[6] >> 60 ^ tag)
            let entry = unsafe firstDiffers == 0 ? set : set + 4
            let low = unsafe entry[2]
            let high = unsafe entry[3]
            let idCount = Int(truncatingIfNeeded: high >> 60)
            let isMissed = firstDiffers != 0 && secondDiffers != 0
            if isMissed || UInt(bitPattern: idCount &- 1) >= UInt(PieceCache.maximumIDs)
                || length > PieceKey.maximumLength
            {
                let span = unsafe UnsafeBufferPointer(start: base + from, count: length).span
                let isElsewhere = !isMissed && idCount == PieceCache.elsewhere
                let found = unsafe idsOfMissed(span, key, set, isElsewhere: isElsewhere)
                if keepsIDs {
                    // Room must be left for the pieces behind this one, as if each were remembered.
                    let needed = place &+ found.count &+ (count &- index) &* PieceCache.maximumIDs
                    if needed > EncodingScratch.ids {
                        unsafe append(UnsafeBufferPointer(start: output, count: place), to: &ids)
                        place = 0
                        if found.count > EncodingScratch.ids / 4 {
                            unsafe append(found, to: &ids)
                        } else {
                            unsafe (output + 0).update(from: found.baseAddress.unsafelyUnwrapped, count: found.count)
                            place = found.count
                        }
                    } else {
                        unsafe (output + place).update(from: found.baseAddress.unsafelyUnwrapped, count: found.count)
                        place &+= found.count
                    }
                } else {
                    total &+= found.count
                }
            } else if keepsIDs {
                // All six, whatever their number.
                let room = unsafe UnsafeMutableRawPointer(output + place)
                let mask: UInt64 = 0xF_FFFF
                unsafe room.storeBytes(of: low & mask | (low << 12) & (mask << 32), as: UInt64.self)
                unsafe room.storeBytes(
                    of: (low >> 40) & mask | (high << 32) & (mask << 32), toByteOffset: 8, as: UInt64.self)
                unsafe room.storeBytes(
                    of: (high >> 20) & mask | (high >> 8) & (mask << 32), toByteOffset: 16, as: UInt64.self)
                place &+= idCount
            } else {
                total &+= idCount
            }
            from = end
        }
        if keepsIDs {
            unsafe append(UnsafeBufferPointer(start: output, count: place), to: &ids)
        }
        return total
    }

    /// Computes every piece's key and asks for its cache line.
    @unsafe @inline(__always)
    private func findSets(_ base: UnsafePointer<UInt8>, readable: Int, count: Int) {
        let ends = unsafe scratch.ends
        let keys = unsafe scratch.keys
        let sets = unsafe scratch.sets
        let masks = unsafe scratch.masks
        let table = unsafe cache.sets
        let setMask = cache.setMask
        var from = 0
        for index in 0..<count {
            let end = unsafe Int(ends[index])
            let length = end &- from
            let key: PieceKey
            if from &+ PieceKey.maximumLength <= readable {
                unsafe key = PieceKey(base + from, masks + min(length, PieceKey.maximumLength) &* 2)
            } else {
                unsafe key = PieceKey(atEndOfText: base + from, length: min(length, PieceKey.maximumLength))
            }
            let hash = key.hash(length: length)
            let set = unsafe table + Int(truncatingIfNeeded: (hash & setMask) &* UInt64(PieceCache.stride))
            unsafe csplit_prefetch(set)
            unsafe keys[index] = key
            unsafe sets[index] = set
            from = end
        }
    }

    /// The ids of a piece that the short cache does not know; valid until the next call.
    @unsafe @inline(never)
    private func idsOfMissed(
        _ piece: Span<UInt8>, _ key: PieceKey, _ set: UnsafeMutablePointer<UInt64>, isElsewhere: Bool
    ) -> UnsafeBufferPointer<UInt32> {
        if piece.count <= PieceKey.maximumLength, !isElsewhere {
            if let entry = unsafe cache.find(key, length: piece.count, in: cache.neighbour(of: set)),
                let ids = unsafe merger.unpacked(entry)
            {
                return unsafe ids
            }
            let ids = unsafe merger.merge(piece)
            let value = unsafe PieceCache.value(ids, length: piece.count)
            unsafe cache.insert(key, value, at: set)
            return unsafe ids
        }
        if piece.count > LongPieceCache.maximumLength { return unsafe merger.merge(piece) }
        let hash = ByteHash.hash(piece)
        if let ids = unsafe longCache.find(piece, hash: hash) { return unsafe ids }
        let ids = unsafe merger.merge(piece)
        unsafe longCache.insert(piece, hash: hash, ids)
        return unsafe ids
    }
}
