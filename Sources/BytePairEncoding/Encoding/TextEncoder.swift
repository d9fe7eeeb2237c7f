internal import CSplit

/// Encodes text with a vocabulary and a pre-tokenizer: one worker with its own cache and scratch memory.
///
/// Make one a thread and keep it: the cache is what makes the second megabyte faster than the first. The results
/// do not depend on what was encoded before.
@safe
public final class TextEncoder {
    /// The default bound of the caches' size in bytes: the words of some hundred megabytes of Korean fit.
    public static let defaultCacheBytes = 224 << 20

    let preTokenizer: PreTokenizer
    let merger: PieceMerger
    let cache: PieceCache
    let mediumCache: PieceCache
    /// Parts of pieces (`csplit_parts`).
    let partCache: PieceCache
    let mediumPartCache: PieceCache
    let longCache: LongPieceCache
    let scratch = EncodingScratch()
    /// What look-ups are compiled for.
    let instructionSet: InstructionSet
    /// Where wide pieces can be cut into words.
    private let joints: WordJoints?

    /// - Parameters:
    ///   - cacheBytes: an upper bound on the memory of the word caches; up to 160 KiB are taken where it is less than half a
    ///     megabyte. They start small and grow with what they remember.
    public convenience init(
        _ vocabulary: Vocabulary, _ preTokenizer: PreTokenizer, cacheBytes: Int = defaultCacheBytes
    ) {
        self.init(vocabulary, preTokenizer, cacheBytes: cacheBytes, usesUnits: nil, mergesLongPiecesWhole: false)
    }

    /// - Parameter usesUnits: whether merging starts from whole syllables; nil for once it pays.
    package init(
        _ vocabulary: Vocabulary, _ preTokenizer: PreTokenizer, cacheBytes: Int = defaultCacheBytes, usesUnits: Bool?,
        mergesLongPiecesWhole: Bool = false
    ) {
        self.preTokenizer = preTokenizer
        instructionSet = preTokenizer.instructionSet
        merger = PieceMerger(
            vocabulary, usesUnits: usesUnits, mergesLongPiecesWhole: mergesLongPiecesWhole,
            instructionSet: instructionSet)
        joints =
            preTokenizer.isWide && preTokenizer.masks != nil ? vocabulary.mergeUnits.joints(of: vocabulary) : nil
        let budget = CacheBudget(byteCount: cacheBytes / 7 * 6)
        // From 16 to 32 MB and then to 128: ten megabytes of Korean do not pay for the pages of 64, and the last step moves
        // half as many entries. Not where most pieces are medium ones, which need the memory.
        cache = PieceCache(.short, budget, lineCount: 1024, doublingAt: preTokenizer.isWide ? nil : 16 << 20)
        mediumCache = PieceCache(.medium, budget, lineCount: 256)
        // Parts are few, or pieces are not cut.
        let budgetOfParts = CacheBudget(byteCount: cacheBytes / 28)
        partCache = PieceCache(.short, budgetOfParts, lineCount: 64)
        mediumPartCache = PieceCache(.medium, budgetOfParts, lineCount: 16)
        longCache = LongPieceCache(byteCount: cacheBytes / 28 * 3)
    }

    /// Appends the ids of a text to a list.
    ///
    /// - Complexity: O(*n* log *n*) at worst, where *n* is the number of bytes; nearly linear on text.
    public func encode(_ text: Span<UInt8>, into ids: inout [TokenID]) {
        unsafe text.withUnsafeBufferPointer { bytes in
            _ = unsafe walk(bytes, keepsIDs: true, into: &ids)
        }
    }

    /// Appends the ids of bytes that are one piece, whatever the pre-tokenizer would make of them.
    public func encodePiece(_ piece: Span<UInt8>, into ids: inout [TokenID]) {
        unsafe append(merger.merge(piece), to: &ids)
    }

    /// The number of ids of a text, without making a list of them.
    public func count(_ text: Span<UInt8>) -> Int {
        var none: [TokenID] = []
        return unsafe text.withUnsafeBufferPointer { bytes in
            unsafe walk(bytes, keepsIDs: false, into: &none)
        }
    }

    /// - Returns: the number of ids.
    @unsafe
    private func walk(_ text: UnsafeBufferPointer<UInt8>, keepsIDs: Bool, into ids: inout [TokenID]) -> Int {
        var start = 0
        var total = 0
        while start < text.count {
            let count = unsafe preTokenizer.findBatch(
                in: text, from: start, ends: scratch.ends, joints: joints)
            unsafe total &+= encodeBatch(text, from: start, count: count, keepsIDs: keepsIDs, into: &ids)
            unsafe start &+= Int(scratch.ends[count &- 1])
            cache.growIfFull()
            mediumCache.growIfFull()
            partCache.growIfFull()
            mediumPartCache.growIfFull()
        }
        return total
    }

    @unsafe
    func append(_ new: UnsafeBufferPointer<UInt32>, to ids: inout [TokenID]) {
        unsafe new.withMemoryRebound(to: TokenID.self) { unsafe ids.append(contentsOf: $0) }
    }
}
