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
                        Merge(
                            left: TokenID(begins[count &- 1].id), right: TokenID(suffix), result: TokenID(index: index))
                    )
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
        let filter = TokenFilter(lookup)
        defer { filter.deallocate() }
        // What the filter lets through is nearly always a token. The look-ups of many tokens are begun at once, as nothing
        // depends on what they give until then.
        let step = 32
        unsafe withUnsafeTemporaryAllocation(of: (prefix: Part, suffix: Part).self, capacity: step) { parts in
            for first in stride(from: 0, to: tokenCount, by: step) {
                let count = min(step, tokenCount - first)
                for index in 0..<count {
                    let token = unsafe bytes.range(of: first &+ index)
                    longest = max(longest, token.count)
                    let whole = Part(range: token)
                    unsafe parts.initializeElement(
                        at: index,
                        to: (
                            next(whole, isPrefix: true, lookup, bytes, filter),
                            next(whole, isPrefix: false, lookup, bytes, filter)
                        ))
                }
                for index in 0..<count {
                    let (prefix, suffix) = unsafe parts[index]
                    unsafe ends[unchecked: first &+ index] = unsafe Ends(
                        prefix: end(prefix, isPrefix: true, lookup, bytes, filter),
                        suffix: end(suffix, isPrefix: false, lookup, bytes, filter))
                }
            }
        }
    }

    /// A part of a token that may be a token, and the first step of looking it up; empty where there is none.
    private struct Part {
        var range: Range<UInt32>
        var hash: UInt64 = 0
        var entry: UInt64 = 0
    }

    /// The next shorter part at the same end that may be a token.
    ///
    /// - Safety: the range must be inside the bytes.
    @unsafe @inline(__always)
    private static func next(
        _ part: Part, isPrefix: Bool, _ lookup: TokenLookup, _ bytes: TokenBytes, _ filter: TokenFilter
    ) -> Part {
        var part = part
        // Nearly all are shorter than eight bytes: then one word has the bytes of all of them.
        let word = unsafe isPrefix ? bytes.firstWord(part.range) : bytes.lastWord(part.range)
        while part.range.count > 1 {
            part.range = unsafe Range(
                uncheckedBounds: isPrefix
                    ? (part.range.lowerBound, part.range.upperBound &- 1)
                    : (part.range.lowerBound &+ 1, part.range.upperBound))
            let count = part.range.count
            if count < 8 {
                let bits = UInt64(truncatingIfNeeded: 8 &* count)
                part.hash = ByteHash.hashShort(
                    isPrefix ? word &>> (64 &- bits) : word & (1 &<< bits &- 1), count: count)
            } else {
                part.hash = unsafe bytes.hash(part.range)
            }
            if filter.mayHave(part.hash) {
                part.entry = lookup.firstEntry(part.hash)
                return part
            }
        }
        part.range = part.range.lowerBound..<part.range.lowerBound
        return part
    }

    /// The longest token that a part is, or is left of it.
    ///
    /// - Safety: the part must come from `next`.
    @unsafe @inline(__always)
    private static func end(
        _ part: Part, isPrefix: Bool, _ lookup: TokenLookup, _ bytes: TokenBytes, _ filter: TokenFilter
    ) -> UInt32 {
        var part = part
        while !part.range.isEmpty {
            if let found = unsafe lookup.find(part.range, hash: part.hash, entry: part.entry, bytes) { return found }
            part = unsafe next(part, isPrefix: isPrefix, lookup, bytes, filter)
        }
        return none
    }
}

/// A bit for the hash of each token: where it is missing bytes are no token. An eighth of the look-up's memory at most,
/// so that the second cache holds what is asked for most.
@safe
private struct TokenFilter {
    private let words: UnsafeMutablePointer<UInt64>
    private let shift: UInt64

    init(_ lookup: TokenLookup) {
        // Eight bits or more a token.
        let bits = max(lookup.slotCount * 4, 64)
        shift = UInt64(64 - bits.trailingZeroBitCount)
        unsafe words = .allocate(capacity: bits / 64)
        unsafe words.initialize(repeating: 0, count: bits / 64)
        lookup.forEachHash { hash in
            let place = Int(truncatingIfNeeded: hash >> shift)
            unsafe words[place >> 6] |= 1 << UInt64(truncatingIfNeeded: place & 63)
        }
    }

    func deallocate() {
        unsafe words.deallocate()
    }

    @inline(__always)
    func mayHave(_ hash: UInt64) -> Bool {
        let place = Int(truncatingIfNeeded: hash >> shift)
        return unsafe words[place >> 6] >> UInt64(truncatingIfNeeded: place & 63) & 1 != 0
    }
}
