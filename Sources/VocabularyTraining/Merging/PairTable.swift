/// How often each pair of neighbouring symbols occurs, and in which words.
///
/// Open addressing from a pair to an index; counts and the heads of the lists of words lie in arrays by index. A list
/// may name a word twice or one in which the pair is no more: whoever follows it looks at the word.
struct PairTable {
    private var keys: [UInt64]
    private var slots: [UInt32]
    private(set) var pairs: [UInt64] = []
    private(set) var counts: [Int] = []
    private var heads: [UInt32] = []
    private var words: [UInt32] = []
    private var nexts: [UInt32] = []
    private var freeNode = end
    private static let end = UInt32.max
    private static let vacant = UInt64.max

    init() {
        keys = Array(repeating: Self.vacant, count: 1 << 12)
        slots = Array(repeating: 0, count: 1 << 12)
    }

    var count: Int { pairs.count }

    static func key(_ left: UInt32, _ right: UInt32) -> UInt64 {
        UInt64(left) << 32 | UInt64(right)
    }

    /// The index of a pair, which is made if it is new.
    mutating func index(of pair: UInt64) -> Int {
        var slot = Self.slot(pair) & (keys.count &- 1)
        while keys[slot] != Self.vacant {
            if keys[slot] == pair { return Int(slots[slot]) }
            slot = (slot &+ 1) & (keys.count &- 1)
        }
        keys[slot] = pair
        slots[slot] = UInt32(pairs.count)
        pairs.append(pair)
        counts.append(0)
        heads.append(Self.end)
        if pairs.count * 2 > keys.count {
            grow()
        }
        return pairs.count &- 1
    }

    /// The index of a pair, if it is in the table.
    func find(_ pair: UInt64) -> Int? {
        var slot = Self.slot(pair) & (keys.count &- 1)
        while keys[slot] != Self.vacant {
            if keys[slot] == pair { return Int(slots[slot]) }
            slot = (slot &+ 1) & (keys.count &- 1)
        }
        return nil
    }

    mutating func addCount(_ count: Int, at index: Int) throws(TrainingError) {
        let (sum, overflow) = counts[index].addingReportingOverflow(count)
        guard !overflow else { throw .countOverflow }
        counts[index] = sum
    }

    mutating func setCount(_ count: Int, at index: Int) {
        counts[index] = count
    }

    /// Notes that a pair occurs in a word; twice in a row is noted once.
    mutating func addWord(_ word: Int, at index: Int) {
        let word = UInt32(truncatingIfNeeded: word)
        let head = heads[index]
        if head != Self.end, words[Int(head)] == word { return }
        let node: UInt32
        if freeNode == Self.end {
            node = UInt32(words.count)
            words.append(word)
            nexts.append(head)
        } else {
            node = freeNode
            freeNode = nexts[Int(node)]
            words[Int(node)] = word
            nexts[Int(node)] = head
        }
        heads[index] = node
    }

    /// Takes a pair's list of words out of the table; its nodes are used again.
    mutating func takeWords(at index: Int, into list: inout [UInt32]) {
        list.removeAll(keepingCapacity: true)
        var node = heads[index]
        heads[index] = Self.end
        while node != Self.end {
            list.append(words[Int(node)])
            let next = nexts[Int(node)]
            nexts[Int(node)] = freeNode
            freeNode = node
            node = next
        }
    }

    private static func slot(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: ((key ^ (key >> 29)) &* 0x9E37_79B9_7F4A_7C15) >> 20)
    }

    private mutating func grow() {
        keys = Array(repeating: Self.vacant, count: keys.count * 2)
        slots = Array(repeating: 0, count: slots.count * 2)
        for (index, pair) in pairs.enumerated() {
            var slot = Self.slot(pair) & (keys.count - 1)
            while keys[slot] != Self.vacant {
                slot = (slot + 1) & (keys.count - 1)
            }
            keys[slot] = pair
            slots[slot] = UInt32(index)
        }
    }
}
