/// Merges the tokens of one piece until no rule applies: exact byte-pair encoding.
///
/// At each step the rule with the lowest rank is applied, of equal ones the leftmost. Short pieces, nearly all of
/// them, are scanned for the lowest rank at every step: the whole state fits a few cache lines, and no structure pays
/// for itself below some sixty tokens. Longer ones go through a heap, so that no input takes quadratic time.
///
/// One value serves one thread.
@safe
final class PieceMerger {
    /// Above this many starting tokens the heap takes over.
    static let scanLimit = 64

    private let table: MergeTable
    private var capacity: Int
    /// The tokens, from the left.
    private var ids: UnsafeMutablePointer<UInt32>
    /// The rank of the merge of each token with its right neighbour, and the token that it makes.
    private var ranks: UnsafeMutablePointer<UInt32>
    private var results: UnsafeMutablePointer<UInt32>
    private var heap = MergeHeap()

    init(_ table: MergeTable) {
        self.table = table
        capacity = 256
        unsafe ids = .allocate(capacity: capacity)
        unsafe ranks = .allocate(capacity: capacity)
        unsafe results = .allocate(capacity: capacity)
    }

    deinit {
        unsafe ids.deallocate()
        unsafe ranks.deallocate()
        unsafe results.deallocate()
    }

    /// Merges the tokens of a piece's bytes.
    ///
    /// - Returns: the tokens, valid until the next call.
    /// - Complexity: O(*n*²) with *n* up to `scanLimit`, O(*n* log *n*) above it.
    @inline(__always)
    func merge(_ piece: Span<UInt8>, byteTokens: [TokenID]) -> UnsafeBufferPointer<UInt32> {
        reserve(piece.count)
        for index in 0..<piece.count {
            unsafe ids[index] = byteTokens[Int(piece[unchecked: index])].rawValue
        }
        let count = piece.count <= Self.scanLimit ? mergeByScanning(piece.count) : mergeByHeap(piece.count)
        return unsafe UnsafeBufferPointer(start: ids, count: count)
    }

    /// One token as a result, valid until the next call.
    func single(_ id: TokenID) -> UnsafeBufferPointer<UInt32> {
        unsafe ids[0] = id.rawValue
        return unsafe UnsafeBufferPointer(start: ids, count: 1)
    }

    /// The ids in an entry of the piece cache, valid until the next call; nil where they are elsewhere.
    ///
    /// - Safety: `entry` must be one of the cache's.
    @unsafe
    func unpacked(_ entry: UnsafeMutablePointer<UInt64>) -> UnsafeBufferPointer<UInt32>? {
        let count = unsafe Int(truncatingIfNeeded: entry[3] >> 60)
        guard count <= PieceCache.maximumIDs else { return nil }
        for index in 0..<count {
            let word = unsafe entry[2 + index / 3]
            unsafe ids[index] = UInt32(truncatingIfNeeded: word >> UInt64(index % 3 * 20)) & (PieceCache.idLimit - 1)
        }
        return unsafe UnsafeBufferPointer(start: ids, count: count)
    }

    private func reserve(_ count: Int) {
        guard count > capacity else { return }
        unsafe ids.deallocate()
        unsafe ranks.deallocate()
        unsafe results.deallocate()
        capacity = count + count / 2
        unsafe ids = .allocate(capacity: capacity)
        unsafe ranks = .allocate(capacity: capacity)
        unsafe results = .allocate(capacity: capacity)
    }

    private func mergeByScanning(_ start: Int) -> Int {
        let ids = unsafe self.ids
        let ranks = unsafe self.ranks
        let results = unsafe self.results
        var count = start
        var index = 0
        while index &+ 1 < count {
            let found = unsafe table.find(ids[index], ids[index &+ 1])
            unsafe ranks[index] = found.rank
            unsafe results[index] = found.result
            index &+= 1
        }
        while count > 1 {
            var best = 0
            var lowest = unsafe ranks[0]
            index = 1
            while index < count &- 1 {
                if unsafe ranks[index] < lowest {
                    lowest = unsafe ranks[index]
                    best = index
                }
                index &+= 1
            }
            if lowest == MergeTable.none { break }
            unsafe ids[best] = results[best]
            count &-= 1
            index = best &+ 1
            while index < count {
                unsafe ids[index] = ids[index &+ 1]
                unsafe ranks[index] = ranks[index &+ 1]
                unsafe results[index] = results[index &+ 1]
                index &+= 1
            }
            if best > 0 {
                let found = unsafe table.find(ids[best &- 1], ids[best])
                unsafe ranks[best &- 1] = found.rank
                unsafe results[best &- 1] = found.result
            }
            if best &+ 1 < count {
                let found = unsafe table.find(ids[best], ids[best &+ 1])
                unsafe ranks[best] = found.rank
                unsafe results[best] = found.result
            }
        }
        return count
    }

    private func mergeByHeap(_ start: Int) -> Int {
        unsafe heap.merge(UnsafeMutableBufferPointer(start: ids, count: start), table)
    }
}
