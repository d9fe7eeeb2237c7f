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
    /// The two tokens whose merge makes each token; the token itself where it has one byte; `uncertain` where it is not
    /// known, or where a token of a higher rank would have to come first.
    private var lefts: [UInt32]
    private var rights: [UInt32]
    private var pairs: PairRanks
    private static let uncertain = UInt32.max

    /// - Parameter merges: all pairs, grouped by the token that they make, in the order of their ids.
    /// - Complexity: O(*n*) expected, with *n* merges; the depth of the merges that made a token counts too.
    init(_ merges: [Merge], _ tokens: TokenTable) {
        lefts = Array(repeating: Self.uncertain, count: tokens.count)
        rights = lefts
        pairs = PairRanks(capacity: tokens.count)
        kept.reserveCapacity(tokens.count)
        for index in 0..<tokens.count where tokens.byteCount(of: TokenID(index: index)) == 1 {
            lefts[index] = UInt32(index)
            rights[index] = UInt32(index)
        }
        var start = 0
        while start < merges.count {
            let result = merges[start].result
            var end = start + 1
            while end < merges.count, merges[end].result == result { end += 1 }
            if let index = (start..<end).first(where: { isCanonical(merges[$0]) }) {
                lefts[result.index] = merges[index].left.rawValue
                rights[result.index] = merges[index].right.rawValue
                keep(merges[index])
            } else {
                for index in start..<end { keep(merges[index]) }
            }
            start = end
        }
    }

    private mutating func keep(_ merge: Merge) {
        kept.append(merge)
        pairs.insert(merge.left.rawValue, merge.right.rawValue, merge.result.rawValue)
    }

    /// Whether the bytes of the two tokens of a merge are encoded to these two before they are merged.
    private func isCanonical(_ merge: Merge) -> Bool {
        var left = merge.left.rawValue
        var right = merge.right.rawValue
        guard isCertain(left, below: merge.result.rawValue), isCertain(right, below: merge.result.rawValue) else {
            return false
        }
        while true {
            // Of the two tokens at the border the one that was made last is taken apart; of equal ones the right one,
            // since the left one was made first. A pair that could be merged before that moment would have been: on
            // the left of it among equal ranks if the right token was to be made.
            let leftParent = rights[Int(left)]
            let rightParent = lefts[Int(right)]
            let limit: UInt32
            if leftParent != left, left > right || rightParent == right {
                limit = left
                left = leftParent
            } else if rightParent != right {
                limit = right + 1
                right = rightParent
            } else {
                return true
            }
            if pairs.rank(left, right) < limit { return false }
        }
    }

    private func isCertain(_ token: UInt32, below limit: UInt32) -> Bool {
        lefts[Int(token)] == token || (token < limit && lefts[Int(token)] != Self.uncertain)
    }
}

/// From pairs to ranks while they are being chosen.
private struct PairRanks {
    private var keys: [UInt64]
    private var ranks: [UInt32]
    private var count = 0

    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        keys = Array(repeating: .max, count: size)
        ranks = Array(repeating: 0, count: size)
    }

    /// The rank of a pair, `UInt32.max` where it is not there.
    func rank(_ left: UInt32, _ right: UInt32) -> UInt32 {
        let key = UInt64(left) << 32 | UInt64(right)
        var slot = self.slot(key)
        while keys[slot] != .max {
            if keys[slot] == key { return ranks[slot] }
            slot = (slot + 1) & (keys.count - 1)
        }
        return .max
    }

    mutating func insert(_ left: UInt32, _ right: UInt32, _ rank: UInt32) {
        if (count + 1) * 4 > keys.count * 3 { grow() }
        put(UInt64(left) << 32 | UInt64(right), rank)
        count += 1
    }

    private mutating func put(_ key: UInt64, _ rank: UInt32) {
        var slot = self.slot(key)
        while keys[slot] != .max { slot = (slot + 1) & (keys.count - 1) }
        keys[slot] = key
        ranks[slot] = rank
    }

    private mutating func grow() {
        let old = zip(keys, ranks).filter { $0.0 != .max }
        keys = Array(repeating: .max, count: keys.count * 2)
        ranks = Array(repeating: 0, count: keys.count)
        for (key, rank) in old { put(key, rank) }
    }

    private func slot(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: ((key ^ key >> 29) &* 0x9E37_79B9_7F4A_7C15) >> 32) & (keys.count - 1)
    }
}
