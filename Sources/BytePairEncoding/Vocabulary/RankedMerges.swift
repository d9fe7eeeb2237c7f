/// All pairs of tokens whose bytes together are a token: the merges of a list of ranked tokens.
///
/// Looking up both sides of every cut of every token takes two million look-ups for 200,000 tokens. Here the tokens are
/// sorted from both ends, and each is linked to the longest shorter one that it begins with, and that it ends with.
/// Whatever else begins it begins that one too, so the next shorter ones are that token's own.
struct RankedMerges {
    private static let none = UInt32.max

    /// Whether no two tokens have the same bytes.
    let areAllDistinct: Bool
    private let tokens: TokenTable
    /// The longest shorter token that each token begins with, and the longest that it ends with.
    private let prefixes: [UInt32]
    private let suffixes: [UInt32]
    /// No chain of links has more.
    private let longest: Int

    /// - Complexity: that of sorting the tokens by their bytes.
    init(_ tokens: TokenTable) {
        self.tokens = tokens
        let longest = (0..<tokens.count).reduce(0) { max($0, tokens.byteCount(of: TokenID(index: $1))) }
        var areAllDistinct = true
        prefixes = Self.links(tokens, from: .front, longest, &areAllDistinct)
        suffixes = Self.links(tokens, from: .back, longest, &areAllDistinct)
        self.areAllDistinct = areAllDistinct
        self.longest = longest
    }

    /// Links each token to the longest shorter one that it begins with from a side.
    private static func links(
        _ tokens: TokenTable, from side: TokenOrder.Side, _ longest: Int, _ areAllDistinct: inout Bool
    ) -> [UInt32] {
        let offsets = tokens.startsAndEnd
        let (bytes, starts) = (tokens.bytes.span, offsets.span)
        let order = TokenOrder.sorted(bytes, starts, from: side)
        var links = [UInt32](repeating: none, count: tokens.count)
        var found = links.mutableSpan
        // All that the last token begins with, the longest last. What the next one begins with is among them.
        var memory = [TokenOrder.Entry](
            repeating: TokenOrder.Entry(key: 0, index: 0, length: 0), count: min(longest, tokens.count))
        var open = memory.mutableSpan
        var count = 0
        for entry in order {
            while count > 0, !TokenOrder.isEnd(open[count &- 1], of: entry, bytes, starts, from: side) { count &-= 1 }
            if count > 0, open[count &- 1].length == entry.length {
                // The same bytes: the lower id stands for both.
                areAllDistinct = false
                found[Int(entry.index)] = found[Int(open[count &- 1].index)]
                continue
            }
            if count > 0 { found[Int(entry.index)] = open[count &- 1].index }
            open[count] = entry
            count &+= 1
        }
        return links
    }

    /// The pairs, grouped by the token that they make, in the order of the ids; in a group the shorter left side first.
    func all() -> [Merge] {
        var merges: [Merge] = []
        // 2.2 a token in published vocabularies.
        merges.reserveCapacity(tokens.count * 5 / 2)
        var (pairMemory, prefixMemory) = makeRoom()
        var pairs = pairMemory.mutableSpan
        var begins = prefixMemory.mutableSpan
        for index in 0..<tokens.count {
            for place in 0..<findPairs(of: index, &pairs, &begins) { merges.append(pairs[place]) }
        }
        return merges
    }

    /// A token that another one begins with.
    struct Prefix: BitwiseCopyable {
        var id: UInt32 = 0
        var length: UInt32 = 0
    }

    /// Room for the pairs of any token, and for what it begins with.
    func makeRoom() -> (pairs: [Merge], prefixes: [Prefix]) {
        let count = min(longest, tokens.count)
        let pair = Merge(left: TokenID(0), right: TokenID(0), result: TokenID(0))
        return (Array(repeating: pair, count: count), Array(repeating: Prefix(), count: count))
    }

    /// Finds the pairs that make a token, the one with the shorter left side first.
    ///
    /// - Parameters:
    ///   - pairs: room for them, as `makeRoom` makes it.
    ///   - begins: the same for what the token begins with.
    /// - Returns: how many they are.
    @inline(__always)
    func findPairs(
        of index: Int, _ pairs: inout MutableSpan<Merge>, _ begins: inout MutableSpan<Prefix>
    ) -> Int {
        let (prefixes, suffixes) = (prefixes.span, suffixes.span)
        var count = 0
        var prefix = prefixes[index]
        while prefix != Self.none {
            begins[count] = Prefix(
                id: prefix, length: UInt32(truncatingIfNeeded: tokens.byteCount(of: TokenID(prefix))))
            count &+= 1
            prefix = prefixes[Int(prefix)]
        }
        // And those that it ends with, the longest first: what is left of each grows.
        let length = UInt32(truncatingIfNeeded: tokens.byteCount(of: TokenID(index: index)))
        var found = 0
        var suffix = suffixes[index]
        while count > 0, suffix != Self.none {
            let cut = length &- UInt32(truncatingIfNeeded: tokens.byteCount(of: TokenID(suffix)))
            while count > 0, begins[count &- 1].length < cut { count &-= 1 }
            if count > 0, begins[count &- 1].length == cut {
                pairs[found] = Merge(
                    left: TokenID(begins[count &- 1].id), right: TokenID(suffix), result: TokenID(index: index))
                found &+= 1
            }
            suffix = suffixes[Int(suffix)]
        }
        return found
    }
}
