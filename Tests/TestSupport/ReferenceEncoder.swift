public import BytePairEncoding

/// Byte-pair encoding as its definition says, and nothing else: the judge of every fast path.
///
/// Start from bytes. While some pair of neighbours has a rule, apply the rule with the lowest rank at the leftmost
/// place where it applies.
public struct ReferenceEncoder {
    private struct Pair: Hashable {
        var left: TokenID
        var right: TokenID
    }

    private let vocabulary: Vocabulary
    private var rules: [Pair: (rank: Int, result: TokenID)] = [:]

    public init(_ vocabulary: Vocabulary) {
        self.vocabulary = vocabulary
        for (index, merge) in vocabulary.merges.enumerated() {
            let pair = Pair(left: merge.left, right: merge.right)
            let rank = vocabulary.order == .listed ? index : merge.result.index
            // Where a pair appears twice, the last one counts.
            rules[pair] = (rank, merge.result)
        }
    }

    /// The ids of one piece.
    public func encode(_ piece: [UInt8]) -> [TokenID] {
        if vocabulary.takesWholePieces, let id = vocabulary.id(of: piece) { return [id] }
        var ids = piece.map { vocabulary.byteTokens[Int($0)] }
        while let best = bestPair(ids) {
            ids.replaceSubrange(best.index...best.index + 1, with: [best.result])
        }
        return ids
    }

    private func bestPair(_ ids: [TokenID]) -> (index: Int, result: TokenID)? {
        var best: (index: Int, rank: Int, result: TokenID)?
        for index in ids.indices.dropLast() {
            guard let rule = rules[Pair(left: ids[index], right: ids[index + 1])] else { continue }
            if rule.rank < best?.rank ?? .max {
                best = (index, rule.rank, rule.result)
            }
        }
        return best.map { ($0.index, $0.result) }
    }
}
