/// How often each pair of neighbouring symbols occurs, and where the list of its words is.
///
/// Open addressing; a pair's record lies in its slot, so a look-up is one cache miss. Pairs that have become too rare
/// stay with a count of 0 until the table grows.
struct PairTable: ~Copyable {
    struct Record: BitwiseCopyable {
        var pair: UInt64
        var count: Int
        /// The block of occurrences; see `OccurrenceLists`.
        var list: UInt32
        var length: UInt32
    }

    private var slots: Memory<Record>
    private var used = 0
    private var mask: Int
    private static let vacant = Record(pair: .max, count: 0, list: OccurrenceLists.none, length: 0)

    init() {
        slots = Memory(repeating: Self.vacant, count: 1 << 12)
        mask = (1 << 12) - 1
    }

    /// The number of slots, for whoever looks at all of them.
    var slotCount: Int { slots.count }

    @inline(__always)
    static func key(_ left: UInt32, _ right: UInt32) -> UInt64 {
        UInt64(left) << 32 | UInt64(right)
    }

    @inline(__always)
    subscript(slot: Int) -> Record {
        get { slots[slot] }
        set { slots[slot] = newValue }
    }

    /// The slot of a pair, or -1.
    @inline(__always)
    func find(_ pair: UInt64) -> Int {
        var slot = Self.hash(pair) & mask
        while true {
            let found = slots[slot].pair
            if found == pair { return slot }
            if found == .max { return -1 }
            slot = (slot &+ 1) & mask
        }
    }

    /// The slot of a pair, which is made with a count of 0 if it is new. Slots move when a pair is new.
    mutating func findOrInsert(_ pair: UInt64) -> Int {
        if (used &+ 1) &* 4 > slots.count &* 3 { grow() }
        var slot = Self.hash(pair) & mask
        while true {
            let found = slots[slot].pair
            if found == pair { return slot }
            if found == .max { break }
            slot = (slot &+ 1) & mask
        }
        used &+= 1
        slots[slot] = Record(pair: pair, count: 0, list: OccurrenceLists.none, length: 0)
        return slot
    }

    @inline(__always)
    private static func hash(_ pair: UInt64) -> Int {
        let product = (pair ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
        return Int(truncatingIfNeeded: product.high ^ product.low)
    }

    private mutating func grow() {
        var live = 0
        for slot in 0..<slots.count where slots[slot].count > 0 { live += 1 }
        // Where most are dead, the same size is enough.
        let size = live * 2 > slots.count ? slots.count * 2 : slots.count
        var old = Memory<Record>(repeating: Self.vacant, count: size)
        swap(&old, &slots)
        mask = size - 1
        used = live
        for index in 0..<old.count {
            let record = old[index]
            guard record.count > 0 else { continue }
            var slot = Self.hash(record.pair) & mask
            while slots[slot].pair != .max {
                slot = (slot &+ 1) & mask
            }
            slots[slot] = record
        }
    }
}
