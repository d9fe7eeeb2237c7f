internal import CSplit

/// From two neighbouring ids to the rank of the merge that joins them.
///
/// Open addressing over one array, at most half full, so that a look-up is nearly always one cache line; a
/// `Dictionary` keyed by a pair was eight times slower here. Both ids and the rank share eight bytes where they fit
/// (ids below 2²¹, ranks below 2²²: every published vocabulary); else the ranks lie in an array of their own.
/// The table never changes once it is shared, which is why it may be.
@safe
final class MergeTable: @unchecked Sendable {
    /// What stands for "these two do not merge" where a rank is expected.
    static let none = Rank.max

    static let vacant = UInt64.max
    static let rankBits = UInt64(csplit_rank_bits)
    static let idBits = UInt64(csplit_id_bits)

    let entries: UnsafeMutablePointer<UInt64>
    let wideRanks: UnsafeMutablePointer<Rank>?
    let slotMask: Int
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
    convenience init(_ merges: [Merge], order: MergeOrder) {
        let highestID = merges.reduce(0) { max($0, $1.left.rawValue, $1.right.rawValue, $1.result.rawValue) }
        self.init(
            slotCount: Self.slotCount(merges.count),
            isNarrow: highestID < csplit_no_id && (order == .byResult || merges.count < 1 << Self.rankBits - 1),
            Self.results(of: merges, order))
        insert(merges, order)
    }

    /// A table without merges, for up to `count` of ranked tokens, which are put in by `insert`.
    ///
    /// - Parameter idCount: a number above all ids.
    convenience init(forRanked count: Int, idCount: Int) {
        self.init(slotCount: Self.slotCount(count), isNarrow: idCount <= csplit_no_id, .sameAsRank)
    }

    /// A table of vacant slots.
    private convenience init(slotCount: Int, isNarrow: Bool, _ results: Results) {
        let entries = unsafe LargeTable.allocate(UInt64.self, capacity: slotCount)
        unsafe entries.initialize(repeating: Self.vacant, count: slotCount)
        let wideRanks: UnsafeMutablePointer<Rank>? = isNarrow ? nil : .allocate(capacity: slotCount)
        unsafe self.init(entries: entries, wideRanks: wideRanks, slotCount: slotCount, results, memory: [])
    }

    /// A table of slots that are there, with nothing noted of them.
    ///
    /// - Parameters:
    ///   - slotCount: a power of two.
    ///   - memory: whose the slots are; none where they are the table's own.
    @unsafe
    init(
        entries: UnsafeMutablePointer<UInt64>, wideRanks: UnsafeMutablePointer<Rank>?, slotCount: Int,
        _ results: Results, memory: [SharedMemory]
    ) {
        unsafe self.entries = entries
        unsafe self.wideRanks = wideRanks
        slotMask = slotCount - 1
        shift = UInt64(64 - slotCount.trailingZeroBitCount)
        self.memory = memory
        unsafe filter = .allocate(capacity: Self.filterWords)
        unsafe filter.initialize(repeating: 0, count: Self.filterWords)
        unsafe fewRanks = .allocate(capacity: Int(Self.fewIDs * Self.fewIDs))
        unsafe fewRanks.initialize(repeating: UInt32(csplit_no_rank), count: Int(Self.fewIDs * Self.fewIDs))
        switch results {
        case .behindRank(let offset):
            resultOffset = offset
            unsafe self.results = nil
        case .listed(let list):
            resultOffset = 0
            let copy = UnsafeMutablePointer<UInt32>.allocate(capacity: list.count)
            for (rank, merge) in list.enumerated() { unsafe copy[rank] = merge.result.rawValue }
            unsafe self.results = copy
        }
    }

    /// How a merge's result is told from its rank.
    enum Results {
        /// It is the rank and a number.
        case behindRank(UInt32)
        /// The result of each rank's merge.
        case listed([Merge])

        static var sameAsRank: Results { .behindRank(0) }
    }

    static func results(of merges: [Merge], _ order: MergeOrder) -> Results {
        guard order == .listed, let first = merges.first?.result.rawValue else { return .sameAsRank }
        let isSame = merges.enumerated().allSatisfy { $1.result.rawValue &- first == UInt32(truncatingIfNeeded: $0) }
        return isSame ? .behindRank(first) : .listed(merges)
    }

    /// The fewest slots of which so many merges take at most half.
    private static func slotCount(_ mergeCount: Int) -> Int {
        var count = 16
        while count < mergeCount * 2 { count *= 2 }
        return count
    }

    /// How many merges it has room for.
    var capacity: Int { (slotMask + 1) / 2 }

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

    /// Inserts a merge of ranked tokens; only before the table is shared.
    func insert(_ merge: Merge) {
        insert(key(merge.left.rawValue, merge.right.rawValue), merge.result.rawValue, Self.vacant)
    }

    /// Sets the bits of a pair in the filter, and notes its rank where both ids are low.
    func mark(_ key: UInt64, _ rank: Rank) {
        let hash = Self.spread(key)
        unsafe filter[Int(csplit_filter_place(hash))] |= csplit_filter_bits(hash)
        let left = key >> Self.idBits
        let right = key & (1 << Self.idBits - 1)
        if left | right < Self.fewIDs { unsafe fewRanks[Int(left * Self.fewIDs + right)] = rank }
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
    static func spread(_ key: UInt64) -> UInt64 {
        csplit_pair_hash(key)
    }

    @inline(__always)
    private func slot(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: Self.spread(key) >> shift)
    }
}
