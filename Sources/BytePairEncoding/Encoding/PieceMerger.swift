internal import CSplit

/// Merges the tokens of one piece until no rule applies: exact byte-pair encoding.
///
/// At each step the rule with the lowest rank is applied, of equal ones the leftmost. Pieces of up to `scanLimit` tokens
/// are scanned for the lowest rank at every step: the whole state fits a few cache lines or registers, and no structure
/// pays for itself below some hundred tokens. Longer ones go through a heap, the longest a window at a time, so that no
/// input takes quadratic time.
///
/// Where `MergeUnits` allows it, merging starts from the tokens of whole syllables and ideographs instead of bytes.
/// Pieces of at most 40 bytes are merged side by side (`csplit_find_pieces`), with the tables that this type holds
/// ready.
///
/// One value serves one thread.
@safe
final class PieceMerger {
    /// Above this many starting tokens the heap takes over, and windows have as many bytes.
    static let scanLimit = Int(csplit_window_tokens)

    private let vocabulary: Vocabulary
    private let table: MergeTable
    /// Where pieces that are tokens are found, if those are taken whole.
    private let wholePieces: TokenLookup?
    private let shared: SharedMergeUnits
    /// What keeps the units that `tables` points to alive.
    private var units: MergeUnits?
    /// The same for the borders.
    private let borders: CharacterBorders?
    private var hasWideUnits = false
    /// How many pieces are merged before units are asked for: making them takes longer than short texts.
    private var patience = 10_000
    /// How many that end with an ideograph before these are units, too.
    private var patienceForIdeographs = 30_000
    /// The tables for C.
    private(set) var tables: csplit_vocabulary
    /// Whether ids and ranks fit what merging side by side works on.
    private let mergesSideBySide: Bool
    private let byteIDs: UnsafeMutablePointer<UInt32>
    private var capacity: Int
    /// The tokens, from the left.
    private var ids: UnsafeMutablePointer<UInt32>
    private let heap = MergeHeap()
    private let longMerger: LongPieceMerger
    private let mergesLongPiecesWhole: Bool
    private let instructionSet: InstructionSet

    /// - Parameter usesUnits: false starts from bytes always, true from units as soon as possible.
    init(
        _ vocabulary: Vocabulary, usesUnits: Bool? = nil, mergesLongPiecesWhole: Bool = false,
        instructionSet: InstructionSet
    ) {
        self.instructionSet = instructionSet
        self.mergesLongPiecesWhole = mergesLongPiecesWhole
        self.vocabulary = vocabulary
        table = vocabulary.mergeTable
        wholePieces = vocabulary.looksForWholePieces ? vocabulary.lookup : nil
        shared = vocabulary.mergeUnits
        borders = usesUnits == false ? nil : shared.borders(of: vocabulary)
        longMerger = LongPieceMerger(vocabulary.tokens)
        capacity = 256
        unsafe ids = .allocate(capacity: capacity)
        let byteIDs = UnsafeMutablePointer<UInt32>.allocate(capacity: 256)
        for (byte, id) in vocabulary.byteTokens.enumerated() {
            unsafe byteIDs[byte] = id.rawValue
        }
        unsafe self.byteIDs = byteIDs
        let pairs = unsafe vocabulary.tokens.count <= PieceCache.idLimit ? table.view : nil
        mergesSideBySide = unsafe pairs != nil
        let whole = unsafe vocabulary.looksForWholePieces ? vocabulary.lookup.view : csplit_tokens()
        unsafe tables = csplit_vocabulary(
            pairs: pairs ?? csplit_pairs(), units: csplit_units(), tokens: whole,
            borders: borders?.view ?? csplit_borders(), byte_ids: byteIDs)
        if let usesUnits {
            if usesUnits { use(shared.makeWide(vocabulary), areWide: true) }
            patience = .max
            patienceForIdeographs = .max
        } else if let units = shared.wideReady {
            use(units, areWide: true)
        } else if let units = shared.ready {
            use(units, areWide: false)
        }
    }

    private func use(_ units: MergeUnits, areWide: Bool) {
        unsafe tables.units = units.view
        self.units = units
        hasWideUnits = areWide
    }

    deinit {
        unsafe ids.deallocate()
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
        let start = unsafe piece.withUnsafeBufferPointer { piece in
            unsafe withUnsafePointer(to: tables) { unsafe csplit_start($0, piece.baseAddress, piece.count, ids) }
        }
        noteMerged(pieceCount: 1)
        let count =
            mergesSideBySide && start <= Self.scanLimit
            ? unsafe withUnsafePointer(to: tables.pairs) { pairs in
                unsafe csplit_merge_tokens(pairs, ids, start, instructionSet.rawValue)
            }
            : unsafe heap.merge(UnsafeMutableBufferPointer(start: ids, count: start), table)
        return unsafe UnsafeBufferPointer(start: ids, count: count)
    }

    /// Takes note of how many pieces have been merged, and gets units, or more of them, once there were enough.
    ///
    /// - Parameter ideographs: how many of the pieces end with one.
    func noteMerged(pieceCount: Int, ideographs: Int = 0) {
        guard !hasWideUnits else { return }
        patience &-= pieceCount
        patienceForIdeographs &-= ideographs
        if patienceForIdeographs < 0 {
            use(shared.makeWide(vocabulary), areWide: true)
        } else if patience < 0, units == nil {
            use(shared.make(vocabulary), areWide: false)
        }
    }

    private func reserve(_ count: Int) {
        guard count > capacity else { return }
        unsafe ids.deallocate()
        capacity = count + count / 2
        unsafe ids = .allocate(capacity: capacity)
    }
}
