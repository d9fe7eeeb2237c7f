/// Finds how much of a text fits into a number of tokens, with exact counts.
///
/// Tokens of two pieces do not add up to those of both together, so nothing here adds: every piece that is given back
/// was counted as it is.
struct PieceFitter {
    let text: [UInt8]
    let counter: any TokenCounting

    /// A piece of the text.
    struct Piece: Hashable {
        let range: Range<Int>
        let tokens: Int
        /// How fine its end had to be cut; `nil` where it is the end of the text.
        let level: CutLevel?
    }

    func count(_ range: Range<Int>) throws(LongContextError) -> Int {
        try counter.tokenCount(of: range == 0..<text.count ? text : Array(text[range]))
    }

    /// The longest piece from `start` that takes at most `budget` tokens, cut at `level` or, where that has no cut that
    /// fits, at a finer one.
    ///
    /// - Parameter end: the piece must reach beyond this offset.
    /// - Returns: `nil` if not even one character beyond `end` fits.
    /// - Complexity: about ten counts of the piece.
    func longestPiece(
        from start: Int, budget: Int, level: CutLevel, beyond end: Int
    ) throws(LongContextError) -> Piece? {
        // 8 bytes a token is more than Korean gives; what does not fit into that many bytes is where the cuts are.
        var reach = min(text.count, max(start + 256 + budget * 8, end + 256))
        reach = characterBoundary(from: reach)
        var tokens = try count(start..<reach)
        while tokens <= budget {
            if reach == text.count { return Piece(range: start..<reach, tokens: tokens, level: nil) }
            reach = characterBoundary(from: min(text.count, reach + (reach - start)))
            tokens = try count(start..<reach)
        }
        for level in level.andFiner {
            let cuts = level.cuts(in: text, start..<reach).filter { $0 > end }
            if let piece = try longestPiece(from: start, budget: budget, cuts: cuts, reach, tokens) {
                return Piece(range: piece.range, tokens: piece.tokens, level: level)
            }
        }
        return nil
    }

    /// The piece to the last of the cuts that fits. `reach`, which takes `reachTokens`, does not fit.
    private func longestPiece(
        from start: Int, budget: Int, cuts: [Int], _ reach: Int, _ reachTokens: Int
    ) throws(LongContextError) -> Piece? {
        // Interpolation: tokens grow nearly evenly along a text, so a few guesses are enough. Every fourth step halves
        // instead, which bounds the steps for texts where they do not.
        var low = -1
        var best: Piece?
        var lowOffset = start
        var lowTokens = 0
        var high = cuts.count
        var highOffset = reach
        var highTokens = reachTokens
        var step = 0
        while high - low > 1 {
            step += 1
            var guess = (low + high) / 2
            if step % 4 != 0, highTokens > lowTokens {
                let share = Double(budget - lowTokens) / Double(highTokens - lowTokens)
                let offset = lowOffset + Int(Double(highOffset - lowOffset) * share)
                guess = min(max(Self.lastIndex(of: cuts, upTo: offset), low + 1), high - 1)
            }
            let tokens = try count(start..<cuts[guess])
            if tokens <= budget {
                low = guess
                lowOffset = cuts[guess]
                lowTokens = tokens
                best = Piece(range: start..<cuts[guess], tokens: tokens, level: nil)
            } else {
                high = guess
                highOffset = cuts[guess]
                highTokens = tokens
            }
        }
        return best
    }

    /// The earliest start after `start` from which the text up to `end` takes at most `budget` tokens; `end` if none.
    func overlapStart(
        after start: Int, end: Int, budget: Int, level: CutLevel
    ) throws(LongContextError) -> Int {
        guard budget > 0 else { return end }
        for level in level.andFiner {
            let cuts = level.cuts(in: text, start..<end).filter { $0 > start && $0 < end }
            guard !cuts.isEmpty else { continue }
            // The last cut has the fewest tokens behind it.
            var low = -1
            var high = cuts.count
            while high - low > 1 {
                let middle = (low + high) / 2
                if try count(cuts[middle]..<end) <= budget { high = middle } else { low = middle }
            }
            if high < cuts.count { return cuts[high] }
        }
        return end
    }

    private static func lastIndex(of cuts: [Int], upTo offset: Int) -> Int {
        var low = 0
        var high = cuts.count
        while low < high {
            let middle = (low + high) / 2
            if cuts[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return low - 1
    }

    /// The offset itself or the next one at which a character begins.
    private func characterBoundary(from offset: Int) -> Int {
        var offset = offset
        while offset < text.count, text[offset] & 0xC0 == 0x80 { offset += 1 }
        return offset
    }
}
