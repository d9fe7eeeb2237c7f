/// The merges of a ranked vocabulary that can ever happen.
///
/// In a list of ranked tokens any two neighbours may merge whose bytes together are a token: two to three pairs a token.
/// But a token is only ever made by the last merge of the encoding of its own bytes (Documentation/Encoding.md), so of each
/// token's pairs one is enough: less than half of the table that every look-up reads, and a fraction of the dangers to
/// units.
///
/// Which pair that is is decided from the lowest rank up. A pair is the one if its two tokens, side by side, are not
/// broken up by a merge across their border; walking back from both, merge by merge, meets every pair that was ever
/// offered there. Tokens for which no pair is certain keep all of theirs.
struct CanonicalMerges {
    private(set) var kept: [Merge] = []
    /// The kept ones, to look pairs up.
    private(set) var table: MergeTable
    /// Whether the encoding of each token's bytes is known to be that token.
    private(set) var makesAllTokens = false

    /// - Parameter ranked: all pairs of these tokens, no two of which may have the same bytes.
    /// - Complexity: O(*n*) expected, with *n* pairs; the depth of the merges that made a token counts too.
    init(_ ranked: RankedMerges, _ tokens: TokenTable) {
        precondition(ranked.areAllDistinct, "two tokens of the same bytes have the same pairs, of which the last count")
        kept.reserveCapacity(tokens.count)
        var made = [TokenParts](repeating: TokenParts(), count: tokens.count)
        table = MergeTable(forRanked: tokens.count, idCount: tokens.count)
        var (pairMemory, prefixMemory) = ranked.makeRoom()
        var merges = pairMemory.mutableSpan
        var begins = prefixMemory.mutableSpan
        var parts = made.mutableSpan
        var open = 0
        for index in 0..<tokens.count {
            let byteCount = tokens.byteCount(of: TokenID(index: index))
            if byteCount == 1 { parts[index] = TokenParts(left: UInt32(index), right: UInt32(index)) }
            if byteCount > 1 { open += 1 }
        }
        for index in 0..<tokens.count {
            let count = ranked.findPairs(of: index, &merges, &begins)
            if count == 0 { continue }
            // At most one is, so any order of trying will do; nine times of ten it is the pair that is there first.
            var first = 0
            for place in 1..<count where Self.later(merges[place]) < Self.later(merges[first]) { first = place }
            var canonical = first
            if !Self.isCanonical(merges[first], parts.span, table) {
                canonical = 0
                while canonical < count,
                    canonical == first || !Self.isCanonical(merges[canonical], parts.span, table)
                {
                    canonical += 1
                }
            }
            if canonical < count {
                let merge = merges[canonical]
                parts[index] = TokenParts(left: merge.left.rawValue, right: merge.right.rawValue)
                keep(merge, tokens)
                open -= 1
            } else {
                for place in 0..<count { keep(merges[place], tokens) }
            }
        }
        makesAllTokens = open == 0
    }

    /// The rank of the side that is made last.
    @inline(__always)
    private static func later(_ merge: Merge) -> UInt32 { max(merge.left.rawValue, merge.right.rawValue) }

    private mutating func keep(_ merge: Merge, _ tokens: TokenTable) {
        kept.append(merge)
        if kept.count <= table.capacity {
            table.insert(merge)
        } else {
            // Nearly all tokens have one. A list that was made to have more of them gets another table, twice as large.
            table = MergeTable(forRanked: kept.count, idCount: tokens.count)
            for merge in kept { table.insert(merge) }
        }
    }

    /// Whether the bytes of the two tokens of a merge are encoded to these two before they are merged.
    @inline(__always)
    private static func isCanonical(
        _ merge: Merge, _ parts: Span<TokenParts>, _ table: MergeTable
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
            if table.find(left, right) < limit { return false }
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
