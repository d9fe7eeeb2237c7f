/// How one unit is merged when it stands by itself.
struct MergeUnitRun {
    /// The tokens at the end.
    private(set) var result: [UInt32]
    /// The first and the last token of every state, from the bytes to the end.
    private(set) var firsts: [UInt32]
    private(set) var lasts: [UInt32]
    /// The highest rank that was used; nil where nothing was merged.
    private(set) var highestRank: Rank?

    init(_ bytes: [UInt8], _ vocabulary: Vocabulary) {
        result = bytes.map { vocabulary.byteTokens[Int($0)].rawValue }
        firsts = [result[0]]
        lasts = [result[result.count - 1]]
        let table = vocabulary.mergeTable
        while result.count > 1 {
            var best = (index: 0, rank: MergeTable.none)
            for index in 0..<result.count - 1 {
                let rank = table.find(result[index], result[index + 1])
                if rank < best.rank { best = (index, rank) }
            }
            if best.rank == MergeTable.none { break }
            highestRank = max(highestRank ?? 0, best.rank)
            result[best.index] = table.result(of: best.rank)
            result.remove(at: best.index + 1)
            if firsts.last != result.first { firsts.append(result[0]) }
            if lasts.last != result.last { lasts.append(result[result.count - 1]) }
        }
    }
}

/// The merges across a unit's borders that can come before the unit is complete.
///
/// A merge is dangerous to a unit if it joins the first or the last token of one of the unit's states to a token
/// outside, and its rank is not above every rank that the unit's own merges use. In a text it can strike only where
/// the outer token's bytes stand beside the unit. Of Qwen's 22,344 units some hundred have such neighbours: 합 behind a
/// space, for one, since 합니다's merge comes before that of the space and 합.
struct MergeUnitDangers {
    /// For a unit the bytes that must not stand behind it, and those that must not stand before it.
    private var behind: [Int: [[UInt8]]] = [:]
    private var before: [Int: [[UInt8]]] = [:]

    init() {}

    init(_ runs: [MergeUnitRun], _ vocabulary: Vocabulary) {
        let lasts = UnitsByToken(runs, vocabulary.tokens.count, \.lasts)
        let firsts = UnitsByToken(runs, vocabulary.tokens.count, \.firsts)
        for (index, merge) in vocabulary.merges.enumerated() {
            let rank = vocabulary.order == .listed ? Rank(truncatingIfNeeded: index) : merge.result.rawValue
            for unit in lasts.units(of: merge.left) where rank <= runs[Int(unit)].highestRank ?? 0 {
                behind[Int(unit), default: []].append(Array(vocabulary.tokens[merge.right]))
            }
            for unit in firsts.units(of: merge.right) where rank <= runs[Int(unit)].highestRank ?? 0 {
                before[Int(unit), default: []].append(Array(vocabulary.tokens[merge.left]))
            }
        }
        // Behind a unit stands a unit: no token that begins with a continuation byte is there.
        behind = behind.mapValues { $0.filter { $0[0] & 0xC0 != 0x80 } }.filter { !$0.value.isEmpty }
        // Before a unit stands ASCII or the last byte of a syllable.
        before = before.mapValues { $0.filter { $0[$0.count - 1] < 0xC0 } }.filter { !$0.value.isEmpty }
    }

    func has(_ unit: Int) -> Bool {
        behind[unit] != nil || before[unit] != nil
    }

    /// Whether a dangerous neighbour stands beside a unit of a piece.
    func strike(_ unit: Int, _ range: Range<Int>, in piece: Span<UInt8>) -> Bool {
        for token in behind[unit] ?? [] where stands(token, at: range.upperBound, in: piece) {
            return true
        }
        for token in before[unit] ?? [] where stands(token, at: range.lowerBound - token.count, in: piece) {
            return true
        }
        return false
    }

    private func stands(_ token: [UInt8], at offset: Int, in piece: Span<UInt8>) -> Bool {
        guard offset >= 0, offset + token.count <= piece.count else { return false }
        for index in token.indices where piece[offset + index] != token[index] {
            return false
        }
        return true
    }
}

/// From a token to the units in whose runs it appears at an end, as one array with an array of starts.
private struct UnitsByToken {
    private var starts: [Int32]
    private var list: [Int32]

    init(_ runs: [MergeUnitRun], _ tokenCount: Int, _ tokens: (MergeUnitRun) -> [UInt32]) {
        starts = [Int32](repeating: 0, count: tokenCount + 1)
        // A unit in which nothing merges is complete from the start.
        for run in runs where run.highestRank != nil {
            for token in tokens(run) { starts[Int(token) + 1] += 1 }
        }
        for index in 1..<starts.count { starts[index] += starts[index - 1] }
        var next = starts
        list = [Int32](repeating: 0, count: Int(starts[tokenCount]))
        for (unit, run) in runs.enumerated() where run.highestRank != nil {
            for token in tokens(run) {
                list[Int(next[Int(token)])] = Int32(unit)
                next[Int(token)] += 1
            }
        }
    }

    func units(of token: TokenID) -> ArraySlice<Int32> {
        list[Int(starts[token.index])..<Int(starts[token.index + 1])]
    }
}
