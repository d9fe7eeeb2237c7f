internal import CSplit

/// The table as a file holds it.
extension MergeTable {
    /// The table of a file, used where it lies.
    ///
    /// - Parameters:
    ///   - merges: those of the same file, which have been checked.
    ///   - tokens: the tokens of the same file.
    convenience init(
        _ image: VocabularyImage, _ merges: [Merge], _ tokens: TokenTable
    ) throws(VocabularyImage.Problem) {
        var memory = [try image.memory(.pairs)]
        if let ranks = image.parts[.pairRanks] { memory.append(ranks) }
        guard let list = unsafe memory[0].elements(of: UInt64.self), list.count >= 16,
            list.count & (list.count - 1) == 0, let start = list.baseAddress
        else { throw VocabularyImage.Problem(.pairs, "its size is not a power of two of entries") }
        let count = list.count
        var wide: UnsafePointer<Rank>?
        if memory.count > 1 {
            guard let ranks = unsafe memory[1].elements(of: Rank.self), ranks.count == count else {
                throw VocabularyImage.Problem(.pairRanks, "it has not as many entries as there are pairs")
            }
            unsafe wide = ranks.baseAddress
        }
        unsafe self.init(
            entries: UnsafeMutablePointer(mutating: start),
            wideRanks: wide.map { unsafe UnsafeMutablePointer(mutating: $0) }, slotCount: count,
            Self.results(of: merges, image.order), memory: memory)
        // Larger ids would be taken for others in entries that have no room for them.
        guard unsafe wideRanks != nil || tokens.count <= csplit_no_id else {
            throw VocabularyImage.Problem(.pairs, "its entries have no room for \(tokens.count) ids")
        }
        guard isInRange(merges, image.order, tokens) else {
            throw VocabularyImage.Problem(.pairs, "it has no free slot, or names merges that are not there")
        }
        for slot in 0..<count where unsafe entries[slot] != Self.vacant {
            let entry = unsafe entries[slot]
            if unsafe wideRanks == nil {
                mark(entry >> Self.rankBits, Rank(truncatingIfNeeded: entry) & (1 << UInt32(Self.rankBits) - 1))
            }
        }
    }

    /// Whether every entry is a merge of the list, or of two tokens into one of their length, and one entry is free.
    private func isInRange(_ merges: [Merge], _ order: MergeOrder, _ tokens: TokenTable) -> Bool {
        var vacantCount = 0
        let idBits = unsafe wideRanks == nil ? Self.idBits : 32
        for slot in 0...slotMask {
            let entry = unsafe entries[slot]
            if entry == Self.vacant {
                vacantCount &+= 1
                continue
            }
            let key = unsafe wideRanks == nil ? entry >> Self.rankBits : entry
            let narrowRank = Rank(truncatingIfNeeded: entry) & (1 << UInt32(Self.rankBits) - 1)
            let rank = unsafe wideRanks?[slot] ?? narrowRank
            let left = TokenID(UInt32(truncatingIfNeeded: key >> idBits))
            let right = TokenID(UInt32(truncatingIfNeeded: key & (1 << idBits - 1)))
            if order == .byResult {
                guard tokens.adds(left, right, to: TokenID(rank)) else { return false }
            } else {
                guard Int(rank) < merges.count, merges[Int(rank)].left == left, merges[Int(rank)].right == right else {
                    return false
                }
            }
        }
        return vacantCount > 0
    }

    /// The entries, and the wide ranks if there are any, as a file holds them.
    func imageBytes() -> (entries: [UInt8], ranks: [UInt8]?) {
        let count = slotMask + 1
        let bytes = unsafe Vocabulary.bytes(of: UnsafeBufferPointer(start: entries, count: count))
        // Where an entry is free its rank was never set.
        let ranks = unsafe wideRanks.map { ranks in
            (0..<count).map { unsafe entries[$0] == Self.vacant ? 0 : ranks[$0] }
        }
        return (bytes, ranks.map { Vocabulary.bytes(of: $0) })
    }

    /// Where some pairs go, to recognize tables that another hash function made.
    static var slotMark: UInt32 {
        (0..<8).reduce(0) { mark, index in
            mark &* 31 &+ UInt32(truncatingIfNeeded: spread(0x1_2345 &* (index &+ 1)) >> 40)
        }
    }
}
