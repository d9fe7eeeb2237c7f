/// The merges of a ranked vocabulary that can ever happen.
///
/// In a list of ranked tokens any two neighbours may merge whose bytes together are a token: three pairs a token. But a
/// token is only ever made by the last merge of the encoding of its own bytes (Documentation/Encoding.md), so of each
/// token's pairs one is enough: a third of the table that every look-up reads, and a fraction of the dangers to units.
///
/// Which pair that is is decided from the lowest rank up. A pair is the one if its two tokens, side by side, are not
/// broken up by a merge across their border; walking back from both, merge by merge, meets every pair that was ever
/// offered there. Tokens for which no pair is certain keep all of theirs.
struct CanonicalMerges {
    private(set) var kept: [Merge] = []
    /// Whether the encoding of each token's bytes is known to be that token.
    private(set) var makesAllTokens = false

    /// - Parameter merges: all pairs, grouped by the token that they make, in the order of their ids.
    /// - Complexity: O(*n*) expected, with *n* merges; the depth of the merges that made a token counts too.
    init(_ merges: [Merge], _ tokens: TokenTable) {
        kept.reserveCapacity(tokens.count)
        var made = [TokenParts](repeating: TokenParts(), count: tokens.count)
        var pairs = PairRanks(capacity: tokens.count)
        defer { pairs.deallocate() }
        var parts = made.mutableSpan
        var open = 0
        for index in 0..<tokens.count {
            let byteCount = tokens.byteCount(of: TokenID(index: index))
            if byteCount == 1 { parts[index] = TokenParts(left: UInt32(index), right: UInt32(index)) }
            if byteCount > 1 { open += 1 }
        }
        let merges = merges.span
        var start = 0
        while start < merges.count {
            let result = merges[start].result
            var end = start + 1
            while end < merges.count, merges[end].result == result { end += 1 }
            // At most one is, so any order of trying will do; nine times of ten it is the pair that is there first.
            var first = start
            var canonical = end
            if end - start > 1 {
                for index in start + 1..<end where Self.later(merges[index]) < Self.later(merges[first]) {
                    first = index
                }
            }
            if Self.isCanonical(merges[first], parts.span, pairs, kept.span) {
                canonical = first
            } else {
                for index in start..<end
                where index != first && Self.isCanonical(merges[index], parts.span, pairs, kept.span) {
                    canonical = index
                    break
                }
            }
            if canonical < end {
                parts[result.index] = TokenParts(
                    left: merges[canonical].left.rawValue, right: merges[canonical].right.rawValue)
                keep(merges[canonical], &pairs)
                open -= 1
            } else {
                for index in start..<end { keep(merges[index], &pairs) }
            }
            start = end
        }
        makesAllTokens = open == 0
    }

    /// The rank of the side that is made last.
    @inline(__always)
    private static func later(_ merge: Merge) -> UInt32 { max(merge.left.rawValue, merge.right.rawValue) }

    private mutating func keep(_ merge: Merge, _ pairs: inout PairRanks) {
        pairs.insert(merge, index: kept.count, kept)
        kept.append(merge)
    }

    /// Whether the bytes of the two tokens of a merge are encoded to these two before they are merged.
    @inline(__always)
    private static func isCanonical(
        _ merge: Merge, _ parts: Span<TokenParts>, _ pairs: PairRanks, _ kept: Span<Merge>
    ) -> Bool {
        var left = merge.left.rawValue
        var right = merge.right.rawValue
        var leftParts = parts[Int(left)]
        var rightParts = parts[Int(right)]
        guard leftParts.isCertain(of: left, below: merge.result.rawValue),
            rightParts.isCertain(of: right, below: merge.result.rawValue)
        else { return false }
        while true {
            // Of the two tokens at the border the one that was made last is taken apart; of equal ones the right one,
            // since the left one was made first. A pair that could be merged before that moment would have been: on
            // the left of it among equal ranks if the right token was to be made.
            let limit: UInt32
            if leftParts.right != left, left > right || rightParts.left == right {
                limit = left
                left = leftParts.right
                leftParts = parts[Int(left)]
            } else if rightParts.left != right {
                limit = right + 1
                right = rightParts.left
                rightParts = parts[Int(right)]
            } else {
                return true
            }
            if pairs.rank(left, right, kept) < limit { return false }
        }
    }
}

/// The two tokens whose merge makes a token: the token itself where it has one byte; `uncertain` where it is not known,
/// or where a token of a higher rank would have to come first.
private struct TokenParts: BitwiseCopyable {
    private static let uncertain = UInt32.max

    var left = uncertain
    var right = uncertain

    @inline(__always)
    func isCertain(of token: UInt32, below limit: UInt32) -> Bool {
        left == token || (token < limit && left != Self.uncertain)
    }
}

/// From pairs to ranks while they are being chosen. Where a pair is among the kept ones is noted with half of its hash:
/// entries of half the size are worth one more look at a pair that is there.
@safe
private struct PairRanks {
    private var entries: UnsafeMutablePointer<UInt64>
    private var mask: Int
    private var count = 0
    /// A bit for the hash of each pair. Most pairs that are asked for are none, which is known by this.
    private let filter: UnsafeMutablePointer<UInt64>
    private static let filterBits: UInt64 = 21
    private static let vacant = UInt64.max

    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        unsafe entries = Self.entries(size)
        mask = size - 1
        unsafe filter = .allocate(capacity: 1 << (Self.filterBits - 6))
        unsafe filter.initialize(repeating: 0, count: 1 << (Self.filterBits - 6))
    }

    private static func entries(_ size: Int) -> UnsafeMutablePointer<UInt64> {
        let entries = unsafe LargeTable.allocate(UInt64.self, capacity: size)
        unsafe entries.initialize(repeating: vacant, count: size)
        return unsafe entries
    }

    func deallocate() {
        unsafe entries.deallocate()
        unsafe filter.deallocate()
    }

    /// The rank of a pair, `UInt32.max` where it is not there.
    @inline(__always)
    func rank(_ left: UInt32, _ right: UInt32, _ kept: Span<Merge>) -> UInt32 {
        let hash = Self.hash(left, right)
        guard unsafe filter[Self.word(hash)] & Self.bit(hash) != 0 else { return .max }
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let entry = unsafe entries[slot]
            if entry == Self.vacant { return .max }
            if entry >> 32 == hash >> 32 {
                let merge = kept[Int(truncatingIfNeeded: entry & 0xFFFF_FFFF)]
                if merge.left.rawValue == left, merge.right.rawValue == right { return merge.result.rawValue }
            }
            slot = (slot &+ 1) & mask
        }
    }

    /// - Parameters:
    ///   - index: where in `kept` the merge will be.
    ///   - kept: those that are here already.
    mutating func insert(_ merge: Merge, index: Int, _ kept: [Merge]) {
        if (count + 1) * 4 > (mask + 1) * 3 { grow(kept) }
        put(merge, index)
        count += 1
    }

    @inline(__always)
    private func put(_ merge: Merge, _ index: Int) {
        let hash = Self.hash(merge.left.rawValue, merge.right.rawValue)
        unsafe filter[Self.word(hash)] |= Self.bit(hash)
        var slot = Int(truncatingIfNeeded: hash) & mask
        while unsafe entries[slot] != Self.vacant { slot = (slot &+ 1) & mask }
        unsafe entries[slot] = (hash >> 32) << 32 | UInt64(truncatingIfNeeded: index)
    }

    @inline(never)
    private mutating func grow(_ kept: [Merge]) {
        unsafe entries.deallocate()
        let size = (mask + 1) * 2
        unsafe entries = Self.entries(size)
        mask = size - 1
        // In their order: of several merges of one pair the first one stays in front.
        for (index, merge) in kept.enumerated() { put(merge, index) }
    }

    @inline(__always)
    private static func hash(_ left: UInt32, _ right: UInt32) -> UInt64 {
        ByteHash.fold(UInt64(left) << 32 | UInt64(right))
    }

    @inline(__always)
    private static func word(_ hash: UInt64) -> Int {
        Int(truncatingIfNeeded: hash >> (64 - filterBits + 6))
    }

    @inline(__always)
    private static func bit(_ hash: UInt64) -> UInt64 {
        1 << (hash >> (64 - filterBits) & 63)
    }
}
