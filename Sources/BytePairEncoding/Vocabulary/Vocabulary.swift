/// A byte-level byte-pair vocabulary: tokens, the merges that make them, and the tables to look both up.
///
/// A value of this type has been checked: all 256 bytes have a token, and every merge joins two tokens of the table
/// into the token of their bytes. So encoding with it cannot fail.
public struct Vocabulary: Sendable {
    /// The bytes of every token by id. Added tokens are not here; ids may have gaps.
    public let tokens: TokenTable
    /// The merge rules; in rank order where `order` is `listed`, else in the order of what they make, and only those that
    /// can ever happen (all where two tokens have the same bytes, or an older file lists all).
    public let merges: [Merge]
    public let order: MergeOrder
    /// The ids of the 256 single bytes.
    public let byteTokens: [TokenID]
    /// Whether a pre-token that is itself a token is taken whole, without regard to merges (`ignore_merges`).
    public let takesWholePieces: Bool

    /// Whether merging the bytes of each token is known to give that token.
    package let mergesMakeAllTokens: Bool
    /// Whether pieces that are tokens must be looked for: not where merging finds them.
    var looksForWholePieces: Bool { takesWholePieces && !mergesMakeAllTokens }
    let mergeTable: MergeTable
    private let sharedLookup: SharedTokenLookup
    let mergeUnits: SharedMergeUnits

    /// A vocabulary of tokens and merges.
    ///
    /// - Parameters:
    ///   - tokens: the bytes of every id.
    ///   - merges: rules in rank order.
    ///   - takesWholePieces: see the property.
    /// - Throws: `VocabularyError` where a byte is missing or a merge does not fit the tokens.
    /// - Complexity: O(*n*) in the number of bytes and merges.
    public init(tokens: TokenTable, merges: [Merge], takesWholePieces: Bool = false) throws(VocabularyError) {
        guard tokens.count < Int(UInt32.max), merges.count < Int(Rank.max) else {
            throw .tooLarge(count: max(tokens.count, merges.count))
        }
        for (rank, merge) in merges.enumerated() {
            try Self.check(merge, rank: rank, in: tokens)
        }
        try self.init(tokens: tokens, checked: merges, order: .listed, takesWholePieces: takesWholePieces)
    }

    /// A vocabulary of tokens and merges that are known to fit: each makes the bytes of its two sides joined, as a reader
    /// found it by them.
    ///
    /// - Throws: `VocabularyError` where a byte is missing, or a side of a merge has no bytes.
    package init(
        tokens: TokenTable, joining merges: [Merge], takesWholePieces: Bool = false
    ) throws(VocabularyError) {
        guard tokens.count < Int(UInt32.max), merges.count < Int(Rank.max) else {
            throw .tooLarge(count: max(tokens.count, merges.count))
        }
        for (rank, merge) in merges.enumerated() where !tokens.adds(merge.left, merge.right, to: merge.result) {
            try Self.check(merge, rank: rank, in: tokens)
        }
        try self.init(tokens: tokens, checked: merges, order: .listed, takesWholePieces: takesWholePieces)
    }

    private init(
        tokens: TokenTable, checked merges: [Merge], order: MergeOrder, takesWholePieces: Bool,
        mergesMakeAllTokens: Bool = false, table: MergeTable? = nil
    ) throws(VocabularyError) {
        try self.init(
            tokens: tokens, merges: merges, order: order, takesWholePieces: takesWholePieces,
            mergesMakeAllTokens: mergesMakeAllTokens, byteTokens: Self.byteTokens(of: tokens),
            mergeTable: table ?? MergeTable(merges, order: order), sharedLookup: SharedTokenLookup(),
            mergeUnits: SharedMergeUnits())
    }

    /// The ids of the 256 single bytes, of two the lower one.
    private static func byteTokens(of tokens: TokenTable) throws(VocabularyError) -> [TokenID] {
        var found = [TokenID?](repeating: nil, count: 256)
        for index in 0..<tokens.count {
            let range = tokens.range(of: TokenID(index: index))
            guard range.count == 1 else { continue }
            let byte = Int(tokens.bytes[range.lowerBound])
            if found[byte] == nil { found[byte] = TokenID(index: index) }
        }
        var ids: [TokenID] = []
        for byte in UInt8.min...UInt8.max {
            guard let id = found[Int(byte)] else { throw .missingByte(byte) }
            ids.append(id)
        }
        return ids
    }

    /// A vocabulary of tables that were made before.
    init(
        tokens: TokenTable, merges: [Merge], order: MergeOrder, takesWholePieces: Bool, mergesMakeAllTokens: Bool,
        byteTokens: [TokenID], mergeTable: MergeTable, sharedLookup: SharedTokenLookup, mergeUnits: SharedMergeUnits
    ) {
        self.tokens = tokens
        self.merges = merges
        self.order = order
        self.takesWholePieces = takesWholePieces
        self.mergesMakeAllTokens = mergesMakeAllTokens
        self.byteTokens = byteTokens
        self.mergeTable = mergeTable
        self.sharedLookup = sharedLookup
        self.mergeUnits = mergeUnits
    }

    /// The vocabulary of a list of ranked tokens, as tiktoken files have it: any two neighbours whose bytes together
    /// are a token may merge, the lower id first, and a whole piece that is a token is taken at once.
    ///
    /// - Complexity: O(*n* log *n*) in the number of bytes, and the depth of the merges that made a token for each pair.
    public init(rankedTokens tokens: TokenTable) throws(VocabularyError) {
        guard tokens.count < Int(UInt32.max) else { throw .tooLarge(count: tokens.count) }
        let ranked = RankedMerges(tokens)
        guard ranked.areAllDistinct else {
            // Two tokens of the same bytes have the same pairs, of which the last ones count.
            try self.init(tokens: tokens, checked: ranked.all(), order: .byResult, takesWholePieces: true)
            return
        }
        let canonical = CanonicalMerges(ranked, tokens)
        try self.init(
            tokens: tokens, checked: canonical.kept, order: .byResult, takesWholePieces: true,
            mergesMakeAllTokens: canonical.makesAllTokens, table: canonical.table)
    }

    /// Makes what an encoder would make at its first words: the tokens of all syllables, and where words may be cut.
    ///
    /// - Complexity: about 5 ms for a vocabulary of 200,000 tokens.
    package func prepareForEncoding() {
        _ = mergeUnits.make(self)
        _ = mergeUnits.borders(of: self)
    }

    /// From bytes to ids: made when somebody asks for the first time, as encoding mostly needs none.
    var lookup: TokenLookup { sharedLookup.make(tokens) }

    /// The id of the token with exactly these bytes.
    public func id(of bytes: [UInt8]) -> TokenID? {
        lookup.find(bytes.span)
    }

    private static func check(_ merge: Merge, rank: Int, in tokens: TokenTable) throws(VocabularyError) {
        for id in [merge.left, merge.right, merge.result] {
            guard id.index < tokens.count, tokens.byteCount(of: id) > 0 else {
                throw .unknownID(rank: rank, id: id)
            }
        }
        let bytes = tokens.bytes.span
        let left = tokens.range(of: merge.left)
        let right = tokens.range(of: merge.right)
        let result = tokens.range(of: merge.result)
        guard result.count == left.count + right.count else { throw .wrongResult(rank: rank) }
        let middle = result.lowerBound + left.count
        guard ByteHash.equal(bytes.extracting(result.lowerBound..<middle), bytes.extracting(left)),
            ByteHash.equal(bytes.extracting(middle..<result.upperBound), bytes.extracting(right))
        else { throw .wrongResult(rank: rank) }
    }
}
