internal import BytePairEncoding

/// Which rule makes a token, found by replaying the merges on the token's own bytes.
///
/// A vocabulary may hold several rules that make the same token (tiktoken's holds one for every cut of it). But only
/// one of them is ever applied. Merges inside a stretch of text happen in the same order whatever stands around it,
/// as long as no merge crosses its borders; and when a rule makes token *T* of a stretch, none has crossed them so
/// far. So just before, the stretch looks as it does when *T*'s bytes are encoded by themselves up to that rank, and
/// that replay has one outcome. Two things follow, on which the writers rest:
///
/// 1. A token whose replay does not end in the token itself is never made, in any text.
/// 2. A pair of tokens that are side by side at some moment in some text, and whose bytes together are a token *T*,
///    is *T*'s one rule. So a rule for every cut (tiktoken) and a list with the one rule of each token (merges)
///    give the same ids, if the order in which tokens are made is the same.
struct MergeReplay: Sendable {
    private let byteTokens: [TokenID]
    private let tokens: TokenTable
    private var rules: [UInt64: Rule] = [:]

    private struct Rule: Sendable {
        var rank: Int
        var result: TokenID
    }

    /// - Complexity: O(*n*) in the number of merges.
    init(_ vocabulary: Vocabulary) {
        tokens = vocabulary.tokens
        byteTokens = vocabulary.byteTokens
        rules.reserveCapacity(vocabulary.merges.count)
        for (index, merge) in vocabulary.merges.enumerated() {
            let rank = vocabulary.order == .listed ? index : merge.result.index
            rules[Self.key(merge.left, merge.right)] = Rule(rank: rank, result: merge.result)
        }
    }

    /// The last merge of a token's own bytes and its rank, or nil where they do not become the token.
    ///
    /// - Complexity: O(*m*²) for a token of *m* bytes.
    func lastMerge(of id: TokenID) -> (merge: Merge, rank: Int)? {
        var ids = tokens[id].map { byteTokens[Int($0)] }
        while ids.count > 1 {
            var best: (rank: Int, index: Int, result: TokenID)?
            for index in 0..<ids.count - 1 {
                if let rule = rules[Self.key(ids[index], ids[index + 1])], rule.rank < best?.rank ?? .max {
                    best = (rule.rank, index, rule.result)
                }
            }
            guard let best else { return nil }
            if ids.count == 2 {
                guard best.result == id else { return nil }
                return (Merge(left: ids[0], right: ids[1], result: id), best.rank)
            }
            ids[best.index] = best.result
            ids.remove(at: best.index + 1)
        }
        return nil
    }

    private static func key(_ left: TokenID, _ right: TokenID) -> UInt64 {
        UInt64(left.rawValue) << 32 | UInt64(right.rawValue)
    }
}

extension Vocabulary {
    /// The merges as a list in rank order: as they are, or where tokens are ranked by id (tiktoken), the one rule of
    /// each token. Tokens that are only ever taken as whole pieces have none.
    var listedMerges: [Merge] {
        guard order == .byResult else { return merges }
        let replay = MergeReplay(self)
        return (0..<tokens.count).compactMap { index in
            let id = TokenID(index: index)
            return tokens.byteCount(of: id) > 1 ? replay.lastMerge(of: id)?.merge : nil
        }
    }
}
