/// All pairs of tokens whose bytes together are a token: the merges of a list of ranked tokens.
///
/// Looking up both sides of every cut of every token takes two million look-ups for 200,000 tokens. Here it is two a
/// token and the ones that fail: the longest token that it begins with, and the longest that it ends with. Whatever
/// else begins it begins that one too, so the next shorter ones are that token's own.
enum RankedMerges {
    /// The longest shorter tokens that a token begins and ends with.
    private struct Ends: BitwiseCopyable {
        var prefix = none
        var suffix = none
    }

    private static let none = UInt32.max

    /// The pairs, grouped by the token that they make, in the order of the ids; in a group the shorter left side first.
    ///
    /// - Parameter lookup: that of these tokens.
    static func all(_ tokens: TokenTable, _ lookup: TokenLookup) -> [Merge] {
        let bytes = unsafe lookup.tokenBytes
        var ends = [Ends](repeating: Ends(), count: tokens.count)
        var merges: [Merge] = []
        // 2.2 a token in published vocabularies.
        merges.reserveCapacity(tokens.count * 5 / 2)
        var longest = 0
        var links = ends.mutableSpan
        findEnds(tokens.count, lookup, bytes, &links, &longest)
        // No chain is longer than the longest token.
        var chain = [(id: UInt32, length: UInt32)](repeating: (0, 0), count: min(longest, tokens.count) + 1)
        var begins = chain.mutableSpan
        for index in 0..<tokens.count {
            // The tokens that this one begins with, the longest first.
            var count = 0
            var prefix = unsafe links[unchecked: index].prefix
            while prefix != none {
                let range = unsafe bytes.range(of: Int(prefix))
                begins[count] = (prefix, range.upperBound &- range.lowerBound)
                count &+= 1
                prefix = unsafe links[unchecked: Int(prefix)].prefix
            }
            // And those that it ends with, the longest first: what is left of each grows.
            let whole = unsafe bytes.range(of: index)
            let length = whole.upperBound &- whole.lowerBound
            var suffix = unsafe links[unchecked: index].suffix
            while count > 0, suffix != none {
                let range = unsafe bytes.range(of: Int(suffix))
                let cut = length &- (range.upperBound &- range.lowerBound)
                while count > 0, begins[count &- 1].length < cut { count &-= 1 }
                if count > 0, begins[count &- 1].length == cut {
                    merges.append(
                        Merge(left: TokenID(begins[count &- 1].id), right: TokenID(suffix), result: TokenID(index: index)))
                }
                suffix = unsafe links[unchecked: Int(suffix)].suffix
            }
        }
        withExtendedLifetime(lookup) {}
        return merges
    }

    /// Fills in the ends of all tokens.
    private static func findEnds(
        _ tokenCount: Int, _ lookup: TokenLookup, _ bytes: TokenBytes, _ ends: inout MutableSpan<Ends>,
        _ longest: inout Int
    ) {
        // The first look-ups of many tokens at once, as nothing depends on what they give until then; most succeed.
        typealias Pending = (hash: UInt64, entry: UInt64)
        let step = 32
        unsafe withUnsafeTemporaryAllocation(of: (prefix: Pending, suffix: Pending).self, capacity: step) { pending in
            for first in stride(from: 0, to: tokenCount, by: step) {
                let count = min(step, tokenCount - first)
                for index in 0..<count {
                    let token = unsafe bytes.range(of: first &+ index)
                    let prefix = unsafe bytes.hash(shorter(token, atEnd: true))
                    let suffix = unsafe bytes.hash(shorter(token, atEnd: false))
                    unsafe pending.initializeElement(
                        at: index,
                        to: (
                            (prefix, lookup.firstEntry(prefix)), (suffix, lookup.firstEntry(suffix))
                        ))
                }
                for index in 0..<count {
                    let token = unsafe bytes.range(of: first &+ index)
                    longest = max(longest, token.count)
                    guard token.count > 1 else { continue }
                    let (prefix, suffix) = unsafe pending[index]
                    unsafe ends[first &+ index] = Ends(
                        prefix: end(token, prefix.hash, prefix.entry, isPrefix: true, lookup, bytes),
                        suffix: end(token, suffix.hash, suffix.entry, isPrefix: false, lookup, bytes))
                }
            }
        }
    }

    /// The longest token at the beginning or the end of one, given the first look-up.
    ///
    /// - Safety: the token must have at least two bytes; the hash and the entry must be those of all but one.
    @unsafe @inline(__always)
    private static func end(
        _ token: Range<UInt32>, _ hash: UInt64, _ entry: UInt64, isPrefix: Bool, _ lookup: TokenLookup,
        _ bytes: TokenBytes
    ) -> UInt32 {
        var part = shorter(token, atEnd: isPrefix)
        if let found = unsafe lookup.find(part, hash: hash, entry: entry, bytes) { return found }
        while part.count > 1 {
            part = shorter(part, atEnd: isPrefix)
            let hash = unsafe bytes.hash(part)
            if let found = unsafe lookup.find(part, hash: hash, entry: lookup.firstEntry(hash), bytes) { return found }
        }
        return none
    }

    /// All but the last or the first byte; nothing is left of nothing.
    @inline(__always)
    private static func shorter(_ part: Range<UInt32>, atEnd: Bool) -> Range<UInt32> {
        if part.isEmpty { return part }
        return unsafe Range(
            uncheckedBounds: atEnd
                ? (part.lowerBound, part.upperBound &- 1) : (part.lowerBound &+ 1, part.upperBound))
    }
}
