public import BytePairEncoding

/// Byte-pair encoding as its definition says, and nothing else: the judge of every fast path.
///
/// Start from bytes. While some pair of neighbours has a rule, apply the rule with the lowest rank at the leftmost
/// place where it applies. Of ranked tokens any two merge whose bytes together are a token: not only those pairs that the
/// vocabulary has chosen.
public struct ReferenceEncoder {
    private struct Pair: Hashable {
        var left: TokenID
        var right: TokenID
    }

    private let vocabulary: Vocabulary
    private var rules: [Pair: (rank: Int, result: TokenID)] = [:]

    public init(_ vocabulary: Vocabulary) {
        self.vocabulary = vocabulary
        // Where a pair appears twice, the last one counts.
        guard vocabulary.order == .byResult else {
            for (index, merge) in vocabulary.merges.enumerated() {
                rules[Pair(left: merge.left, right: merge.right)] = (index, merge.result)
            }
            return
        }
        for index in 0..<vocabulary.tokens.count {
            let token = Array(vocabulary.tokens[TokenID(index: index)])
            for cut in token.indices.dropFirst() {
                guard let left = vocabulary.id(of: Array(token[..<cut])),
                    let right = vocabulary.id(of: Array(token[cut...]))
                else { continue }
                rules[Pair(left: left, right: right)] = (index, TokenID(index: index))
            }
        }
    }

    /// The ids of one piece.
    public func encode(_ piece: [UInt8]) -> [TokenID] {
        if vocabulary.takesWholePieces, let id = vocabulary.id(of: piece) { return [id] }
        return merge(piece.map { vocabulary.byteTokens[Int($0)] })
    }

    /// Merges tokens until no pair has a rule.
    public func merge(_ tokens: [TokenID]) -> [TokenID] {
        var ids = tokens
        while let best = bestPair(ids) {
            ids.replaceSubrange(best.index...best.index + 1, with: [best.result])
        }
        return ids
    }

    /// Every state between the bytes of a piece and what merging makes of them, and the ranks of the rules between.
    public func run(_ piece: [UInt8]) -> (states: [[TokenID]], ranks: [Int]) {
        var states = [piece.map { vocabulary.byteTokens[Int($0)] }]
        var ranks: [Int] = []
        while let ids = states.last, let best = bestPair(ids) {
            states.append(ids[..<best.index] + [best.result] + ids[(best.index + 2)...])
            ranks.append(best.rank)
        }
        return (states, ranks)
    }

    private func bestPair(_ ids: [TokenID]) -> (index: Int, rank: Int, result: TokenID)? {
        var best: (index: Int, rank: Int, result: TokenID)?
        for index in ids.indices.dropLast() {
            guard let rule = rules[Pair(left: ids[index], right: ids[index + 1])] else { continue }
            if rule.rank < best?.rank ?? .max {
                best = (index, rule.rank, rule.result)
            }
        }
        return best
    }
}
