/// A trie over bytes: which of many texts begin at a place, from the shortest to the longest.
///
/// Children are found in one hash table keyed by node and byte, so that a trie of 250,000 tokens is a few flat arrays.
struct ByteTrie: Sendable {
    private static let vacant = UInt64.max

    /// The value of the text that ends at each node, -1 where none does.
    private var values: [Int32] = [-1]
    private var keys = [UInt64](repeating: vacant, count: 64)
    private var children = [UInt32](repeating: 0, count: 64)
    private var edgeCount = 0

    init() {}

    var isEmpty: Bool { values.count == 1 }

    /// Adds a text; of two equal ones the later value counts.
    mutating func insert(_ text: some Sequence<UInt8>, value: Int32) {
        var node: UInt32 = 0
        for byte in text {
            let key = Self.key(node, byte)
            let slot = slot(of: key)
            if keys[slot] == key {
                node = children[slot]
            } else {
                node = UInt32(values.count)
                values.append(-1)
                keys[slot] = key
                children[slot] = node
                edgeCount += 1
                if edgeCount * 2 > keys.count { grow() }
            }
        }
        values[Int(node)] = value
    }

    /// Calls a closure with the length and value of every text that begins at an offset.
    ///
    /// - Complexity: O(*m*), where *m* is the length of the longest of them.
    @inline(__always)
    func forEachMatch(in bytes: Span<UInt8>, from start: Int, _ body: (_ length: Int, _ value: Int32) -> Void) {
        var node: UInt32 = 0
        var offset = start
        while offset < bytes.count {
            let key = Self.key(node, bytes[offset])
            let slot = slot(of: key)
            guard keys[slot] == key else { return }
            node = children[slot]
            offset += 1
            let value = values[Int(node)]
            if value >= 0 { body(offset - start, value) }
        }
    }

    /// The longest text that begins at an offset.
    func longestMatch(in bytes: Span<UInt8>, from start: Int) -> (length: Int, value: Int32)? {
        var longest: (length: Int, value: Int32)?
        forEachMatch(in: bytes, from: start) { longest = ($0, $1) }
        return longest
    }

    @inline(__always)
    private static func key(_ node: UInt32, _ byte: UInt8) -> UInt64 {
        UInt64(node) << 8 | UInt64(byte)
    }

    @inline(__always)
    private func slot(of key: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 24) & (keys.count &- 1)
        while keys[slot] != Self.vacant, keys[slot] != key {
            slot = (slot &+ 1) & (keys.count &- 1)
        }
        return slot
    }

    private mutating func grow() {
        let old = zip(keys, children).filter { $0.0 != Self.vacant }
        keys = Array(repeating: Self.vacant, count: keys.count * 2)
        children = Array(repeating: 0, count: keys.count)
        for (key, child) in old {
            let slot = slot(of: key)
            keys[slot] = key
            children[slot] = child
        }
    }
}
