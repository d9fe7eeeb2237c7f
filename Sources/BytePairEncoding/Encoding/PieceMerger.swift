/// Merges the tokens of one piece until no rule applies: exact byte-pair encoding.
///
/// At each step the rule with the lowest rank is applied, of equal ones the leftmost. Short pieces, nearly all of
/// them, are scanned for the lowest rank at every step: the whole state fits a few cache lines, and no structure pays
/// for itself below some eighty tokens. Longer ones go through a heap, the longest a window at a time, so that no
/// input takes quadratic time.
///
/// Where `MergeUnits` allows it, merging starts from the tokens of whole syllables instead of bytes.
///
/// One value serves one thread.
@safe
final class PieceMerger {
    /// Above this many starting tokens the heap takes over.
    static let scanLimit = 80

    private let vocabulary: Vocabulary
    private let table: MergeTable
    /// Where pieces that are tokens are found, if those are taken whole.
    private let wholePieces: TokenLookup?
    private let shared: SharedMergeUnits
    private var units: MergeUnits?
    /// How many bytes are merged before the units are asked for: making them takes longer than short texts.
    private var patience = 100_000
    private let byteIDs: UnsafeMutablePointer<UInt32>
    private var capacity: Int
    /// The tokens, from the left.
    private var ids: UnsafeMutablePointer<UInt32>
    /// The rank of the merge of each token with its right neighbour.
    private var ranks: UnsafeMutablePointer<Rank>
    private let heap = MergeHeap()
    private let longMerger: LongPieceMerger
    private let mergesLongPiecesWhole: Bool

    /// - Parameter usesUnits: false starts from bytes always, true from units as soon as possible.
    init(_ vocabulary: Vocabulary, usesUnits: Bool? = nil, mergesLongPiecesWhole: Bool = false) {
        self.mergesLongPiecesWhole = mergesLongPiecesWhole
        self.vocabulary = vocabulary
        table = vocabulary.mergeTable
        wholePieces = vocabulary.takesWholePieces ? vocabulary.lookup : nil
        shared = vocabulary.mergeUnits
        longMerger = LongPieceMerger(vocabulary.tokens)
        capacity = 256
        unsafe ids = .allocate(capacity: capacity)
        unsafe ranks = .allocate(capacity: capacity)
        unsafe byteIDs = .allocate(capacity: 256)
        for (byte, id) in vocabulary.byteTokens.enumerated() {
            unsafe byteIDs[byte] = id.rawValue
        }
        if let usesUnits {
            patience = .max
            units = usesUnits ? shared.make(vocabulary) : nil
        } else {
            units = shared.ready
        }
    }

    deinit {
        unsafe ids.deallocate()
        unsafe ranks.deallocate()
        unsafe byteIDs.deallocate()
    }

    /// The ids of one piece.
    ///
    /// - Returns: the tokens, valid until the next call.
    /// - Complexity: O(*n*); O(*n*²) with *n* up to `scanLimit`, O(*n* log *n*) where no window's seams hold.
    @inline(never)
    func merge(_ piece: Span<UInt8>) -> UnsafeBufferPointer<UInt32> {
        if let wholePieces, let id = wholePieces.find(piece) {
            unsafe ids[0] = id.rawValue
            return unsafe UnsafeBufferPointer(start: ids, count: 1)
        }
        if piece.count > LongPieceMerger.window * 2, !mergesLongPiecesWhole,
            let merged = unsafe longMerger.merge(piece, { unsafe mergeByRules($0) })
        {
            reserve(merged.count)
            for (index, id) in merged.enumerated() {
                unsafe ids[index] = id
            }
            return unsafe UnsafeBufferPointer(start: ids, count: merged.count)
        }
        return unsafe mergeByRules(piece)
    }

    private func mergeByRules(_ piece: Span<UInt8>) -> UnsafeBufferPointer<UInt32> {
        reserve(piece.count)
        let start = startFromUnits(piece) ?? startFromBytes(piece)
        let count =
            start <= Self.scanLimit
            ? mergeByScanning(start)
            : unsafe heap.merge(UnsafeMutableBufferPointer(start: ids, count: start), table)
        return unsafe UnsafeBufferPointer(start: ids, count: count)
    }

    private func startFromUnits(_ piece: Span<UInt8>) -> Int? {
        guard let units else {
            patience &-= piece.count
            if patience < 0 { units = shared.make(vocabulary) }
            return nil
        }
        return unsafe units.start(piece, byteIDs: byteIDs, into: ids)
    }

    private func startFromBytes(_ piece: Span<UInt8>) -> Int {
        for index in 0..<piece.count {
            unsafe ids[index] = byteIDs[Int(piece[unchecked: index])]
        }
        return piece.count
    }

    private func reserve(_ count: Int) {
        guard count > capacity else { return }
        unsafe ids.deallocate()
        unsafe ranks.deallocate()
        capacity = count + count / 2
        unsafe ids = .allocate(capacity: capacity)
        unsafe ranks = .allocate(capacity: capacity)
    }

    private func mergeByScanning(_ start: Int) -> Int {
        guard start > 1 else { return start }
        let ids = unsafe self.ids
        let ranks = unsafe self.ranks
        let table = self.table
        var count = start
        for index in 0..<count &- 1 {
            unsafe ranks[index] = table.find(ids[index], ids[index &+ 1])
        }
        while count > 1 {
            var best = 0
            var lowest = unsafe ranks[0]
            for index in 1..<max(count &- 1, 1) where unsafe ranks[index] < lowest {
                unsafe lowest = ranks[index]
                best = index
            }
            if lowest == MergeTable.none { break }
            let result = table.result(of: lowest)
            unsafe ids[best] = result
            count &-= 1
            var index = best &+ 1
            while index < count {
                unsafe ids[index] = ids[index &+ 1]
                unsafe ranks[index &- 1] = ranks[index]
                index &+= 1
            }
            if best > 0 { unsafe ranks[best &- 1] = table.find(ids[best &- 1], result) }
            if best &+ 1 < count { unsafe ranks[best] = table.find(result, ids[best &+ 1]) }
        }
        return count
    }
}
