internal import CSplit

/// From two neighbouring ids to the rank of the merge that joins them.
///
/// Open addressing over one array, at most half full, so that a look-up is nearly always one cache line; a
/// `Dictionary` keyed by a pair was eight times slower here. Both ids and the rank share eight bytes where they fit
/// (ids below 2²¹, ranks below 2²²: every published vocabulary); else the ranks lie in an array of their own.
/// The table never changes once it is built: that is why it may be shared.
@safe
final class MergeTable: @unchecked Sendable {
    /// What stands for "these two do not merge" where a rank is expected.
    static let none = Rank.max

    private static let vacant = UInt64.max
    private static let rankBits = UInt64(csplit_rank_bits)
    private static let idBits = UInt64(csplit_id_bits)

    private let entries: UnsafeMutablePointer<UInt64>
    private let wideRanks: UnsafeMutablePointer<Rank>?
    private let slotMask: Int
    private let shift: UInt64
    /// Two bits of one word for each pair. Most pairs that are looked up are none; with this they are known by an
    /// eighth of a megabyte, which the second cache holds, instead of four.
    private let filter: UnsafeMutablePointer<UInt64>
    private static let filterWords = Int(csplit_filter_words)
    /// The ranks of all pairs of the lowest ids, those of bytes in most vocabularies.
    private let fewRanks: UnsafeMutablePointer<UInt32>
    private static let fewIDs = UInt64(csplit_few_ids)
    /// The token that the merge of each rank makes; nil where that is the rank and a number.
    private let results: UnsafeMutablePointer<UInt32>?
    /// That number: 0 for ranked tokens, the number of bytes for most lists of merges.
    private let resultOffset: UInt32
    /// Whose memory the entries and wide ranks are in, if it is not their own.
    private let memory: [SharedMemory]

    /// The table of a list of merges; where a pair appears twice, the last one counts, as in the reference libraries.
    ///
    /// - Complexity: O(*n*) expected, where *n* is the number of merges.
    init(_ merges: [Merge], order: MergeOrder) {
        var bits: UInt64 = 4
        while 1 << bits < merges.count * 2 {
            bits += 1
        }
        shift = 64 - bits
        slotMask = 1 << bits - 1
        memory = []
        unsafe entries = LargeTable.allocate(capacity: 1 << bits)
        unsafe entries.initialize(repeating: Self.vacant, count: 1 << bits)
        let highestID = merges.reduce(0) { max($0, $1.left.rawValue, $1.right.rawValue, $1.result.rawValue) }
        let isNarrow = highestID < csplit_no_id && merges.count < 1 << Self.rankBits - 1
        unsafe wideRanks = isNarrow ? nil : .allocate(capacity: 1 << bits)
        unsafe filter = .allocate(capacity: Self.filterWords)
        unsafe filter.initialize(repeating: 0, count: Self.filterWords)
        unsafe fewRanks = .allocate(capacity: Int(Self.fewIDs * Self.fewIDs))
        unsafe fewRanks.initialize(repeating: UInt32(csplit_no_rank), count: Int(Self.fewIDs * Self.fewIDs))
        let offset = order == .listed ? Self.offset(of: merges) : 0
        resultOffset = offset ?? 0
        if offset == nil {
            let list = UnsafeMutablePointer<UInt32>.allocate(capacity: merges.count)
            for (rank, merge) in merges.enumerated() {
                unsafe list[rank] = merge.result.rawValue
            }
            unsafe results = list
        } else {
            unsafe results = nil
        }
        insert(merges, order)
    }

    /// Inserts merges from the first to the last: those of low ranks, which are asked for most, find their slots free.
    private func insert(_ merges: [Merge], _ order: MergeOrder) {
        // Where many pairs go first, and then what is there: it comes from far away, and the machine waits for several
        // at once if nothing between depends on them.
        let step = 32
        unsafe withUnsafeTemporaryAllocation(of: (key: UInt64, entry: UInt64).self, capacity: step) { pending in
            var start = 0
            while start < merges.count {
                let count = min(step, merges.count - start)
                for index in 0..<count {
                    let merge = merges[start + index]
                    let key = key(merge.left.rawValue, merge.right.rawValue)
                    unsafe pending.initializeElement(at: index, to: (key, entries[slot(key)]))
                }
                for index in 0..<count {
                    let place = start + index
                    let rank = order == .listed ? Rank(truncatingIfNeeded: place) : merges[place].result.rawValue
                    let (key, entry) = unsafe pending[index]
                    insert(key, rank, entry)
                }
                start += count
            }
        }
    }

    /// The table of a file, used where it lies.
    ///
    /// - Parameters:
    ///   - merges: those of the same file, which have been checked.
    ///   - tokens: the tokens of the same file.
    init(
        _ image: VocabularyImage, _ merges: [Merge], _ tokens: TokenTable
    ) throws(VocabularyImage.Problem) {
        var memory = [try image.memory(.pairs)]
        if let ranks = image.parts[.pairRanks] { memory.append(ranks) }
        self.memory = memory
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
        slotMask = count - 1
        shift = UInt64(64 - count.trailingZeroBitCount)
        unsafe entries = UnsafeMutablePointer(mutating: start)
        unsafe wideRanks = wide.map { unsafe UnsafeMutablePointer(mutating: $0) }
        unsafe filter = .allocate(capacity: Self.filterWords)
        unsafe filter.initialize(repeating: 0, count: Self.filterWords)
        unsafe fewRanks = .allocate(capacity: Int(Self.fewIDs * Self.fewIDs))
        unsafe fewRanks.initialize(repeating: UInt32(csplit_no_rank), count: Int(Self.fewIDs * Self.fewIDs))
        let offset = image.order == .listed ? Self.offset(of: merges) : 0
        resultOffset = offset ?? 0
        if offset == nil {
            let list = UnsafeMutablePointer<UInt32>.allocate(capacity: merges.count)
            for index in merges.indices {
                unsafe list[index] = merges[index].result.rawValue
            }
            unsafe results = list
        } else {
            unsafe results = nil
        }
        // Larger ids would be taken for others in entries that have no room for them.
        guard unsafe wideRanks != nil || tokens.count < csplit_no_id else {
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

    /// Sets the bits of a pair in the filter, and notes its rank where both ids are low.
    private func mark(_ key: UInt64, _ rank: Rank) {
        let hash = Self.spread(key)
        unsafe filter[Int(csplit_filter_place(hash))] |= csplit_filter_bits(hash)
        let left = key >> Self.idBits
        let right = key & (1 << Self.idBits - 1)
        if left | right < Self.fewIDs { unsafe fewRanks[Int(left * Self.fewIDs + right)] = rank }
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

    deinit {
        if memory.isEmpty {
            unsafe entries.deallocate()
            unsafe wideRanks?.deallocate()
        }
        unsafe results?.deallocate()
        unsafe filter.deallocate()
        unsafe fewRanks.deallocate()
    }

    /// The number between each rank and the id of what its merge makes, if that is the same for all.
    private static func offset(of merges: [Merge]) -> UInt32? {
        guard let first = merges.first?.result.rawValue else { return 0 }
        let isSame = merges.enumerated().allSatisfy { $1.result.rawValue &- first == UInt32(truncatingIfNeeded: $0) }
        return isSame ? first : nil
    }

    /// Inserts a pair; if it is there already it gets the new rank.
    ///
    /// - Parameter entry: what its slot held before; one that was vacant may have been taken since.
    @inline(__always)
    private func insert(_ key: UInt64, _ rank: Rank, _ entry: UInt64) {
        var slot = slot(key)
        var entry = unsafe entry == Self.vacant ? entries[slot] : entry
        let shift = unsafe wideRanks == nil ? Self.rankBits : 0
        while entry != Self.vacant, entry >> shift != key {
            slot = (slot &+ 1) & slotMask
            unsafe entry = entries[slot]
        }
        if let wideRanks = unsafe wideRanks {
            unsafe entries[slot] = key
            unsafe wideRanks[slot] = rank
        } else {
            unsafe entries[slot] = key << Self.rankBits | UInt64(rank)
            mark(key, rank)
        }
    }

    /// The table as merging side by side reads it; nil where ids and ranks do not fit its entries.
    var view: csplit_pairs? {
        unsafe wideRanks == nil ? pairs : nil
    }

    private var pairs: csplit_pairs {
        unsafe csplit_pairs(
            entries: entries, mask: UInt64(slotMask), shift: UInt32(shift), result_offset: resultOffset,
            results: results, filter: filter, few_ranks: fewRanks)
    }

    /// The rank of the merge of two ids; `none` where they do not merge.
    @inline(__always)
    func find(_ left: UInt32, _ right: UInt32) -> Rank {
        let key = key(left, right)
        guard unsafe wideRanks == nil else { return findWide(key, slot(key)) }
        let rank = unsafe withUnsafePointer(to: pairs) { unsafe csplit_rank($0, left, right) }
        return rank == UInt32(csplit_no_rank) ? Self.none : rank
    }

    @inline(never)
    private func findWide(_ key: UInt64, _ start: Int) -> Rank {
        var slot = start
        while unsafe entries[slot] != Self.vacant {
            if unsafe entries[slot] == key { return unsafe wideRanks.unsafelyUnwrapped[slot] }
            slot = (slot &+ 1) & slotMask
        }
        return Self.none
    }

    /// The token that the merge of a rank makes.
    ///
    /// - Precondition: `rank` must have come from `find`, and not be `none`.
    @inline(__always)
    func result(of rank: Rank) -> UInt32 {
        guard let results = unsafe results else { return rank &+ resultOffset }
        return unsafe results[Int(truncatingIfNeeded: rank)]
    }

    @inline(__always)
    private func key(_ left: UInt32, _ right: UInt32) -> UInt64 {
        unsafe UInt64(left) << (wideRanks == nil ? Self.idBits : 32) | UInt64(right)
    }

    @inline(__always)
    private static func spread(_ key: UInt64) -> UInt64 {
        csplit_pair_hash(key)
    }

    @inline(__always)
    private func slot(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: Self.spread(key) >> shift)
    }
}
