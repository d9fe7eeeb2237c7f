package import BytePairEncoding

/// The Unigram model: of all ways to cut a piece into tokens, the one with the highest sum of scores.
public struct UnigramModel: Sendable {
    /// Which library's arithmetic decides between ways that are nearly equal.
    package enum Arithmetic: Sendable {
        /// Hugging Face's `tokenizers`: 64 bits.
        case double
        /// SentencePiece: 32 bits, sums and comparisons alike.
        case single
    }

    /// What the model knows of a token.
    package struct Piece: Sendable {
        package var score: Double
        /// Whether the token is always taken where it stands (a user-defined symbol of SentencePiece).
        package var isUserDefined: Bool
        /// Whether text may become this token at all.
        package var isMatched: Bool

        package init(score: Double, isUserDefined: Bool = false, isMatched: Bool = true) {
            self.score = score
            self.isUserDefined = isUserDefined
            self.isMatched = isMatched
        }
    }

    package let spellings: TokenSpellings
    private let trie: ByteTrie
    private let scores: [Double]
    private let isUserDefined: [Bool]
    private let unknownScore: Double
    private let maximumScore: Double
    package let unknown: TokenID?
    private let arithmetic: Arithmetic
    /// Whether an unknown stretch becomes the tokens of its bytes, where all of them exist.
    private let byteFallbacks: [TokenID?]

    private static let unknownPenalty = 10.0
    /// Where a sum of 32 bits falls below this, SentencePiece (0.2.3, observed) takes it off all sums from there on,
    /// so that those of long texts stay exact enough.
    private static let lowestSum = -100_000.0

    /// - Parameters:
    ///   - pieces: by id.
    ///   - scoredRange: the lowest and the highest score that count.
    package init(
        spellings: TokenSpellings, pieces: [Piece], scoredRange: ClosedRange<Double>, unknown: TokenID?,
        fallsBackToBytes: Bool, arithmetic: Arithmetic
    ) {
        self.spellings = spellings
        self.unknown = unknown
        self.arithmetic = arithmetic
        scores = pieces.map(\.score)
        isUserDefined = pieces.map(\.isUserDefined)
        maximumScore = scoredRange.upperBound
        let penalized = scoredRange.lowerBound - Self.unknownPenalty
        unknownScore = arithmetic == .single ? Double(Float(scoredRange.lowerBound) - 10) : penalized
        byteFallbacks = fallsBackToBytes ? spellings.byteFallbacks() : []
        var trie = ByteTrie()
        for (index, piece) in pieces.enumerated() where piece.isMatched {
            let spelling = spellings.tokens[TokenID(index: index)]
            if !spelling.isEmpty { trie.insert(spelling, value: Int32(index)) }
        }
        self.trie = trie
    }

    /// The best way to the end of each prefix.
    private struct Node {
        var score = 0.0
        var start = -1
        var id: Int32 = -1
    }

    /// Appends the tokens of a piece.
    ///
    /// - Complexity: O(*n* *m*), where *m* is the length of the longest token.
    func encode(_ piece: [UInt8], into tokens: inout [PieceToken]) {
        let nodes = bestPaths(piece)
        var path: [(range: Range<Int>, id: Int32)] = []
        var end = piece.count
        while end > 0 {
            let node = nodes[end]
            // Unknown characters side by side are one token. In the reference, text that spells the unknown token
            // counts as such a character; SentencePiece never matches it.
            let id = arithmetic == .double && node.id >= 0 && UInt32(node.id) == unknown?.rawValue ? -1 : node.id
            if id < 0, let last = path.last, last.id < 0 {
                path[path.count - 1].range = node.start..<last.range.upperBound
            } else {
                path.append((node.start..<end, id))
            }
            end = node.start
        }
        for step in path.reversed() {
            append(step.range, step.id, of: piece, to: &tokens)
        }
    }

    private func append(_ range: Range<Int>, _ id: Int32, of piece: [UInt8], to tokens: inout [PieceToken]) {
        if id >= 0 {
            tokens.append(PieceToken(id: TokenID(UInt32(id)), range: range))
            return
        }
        // A stretch of unknown characters may still be spelled like a token that no text is matched to.
        if arithmetic == .double, let known = spellings.id(of: piece.span.extracting(range)) {
            tokens.append(PieceToken(id: known, range: range))
            return
        }
        if !byteFallbacks.isEmpty, range.allSatisfy({ byteFallbacks[Int(piece[$0])] != nil }) {
            for index in range {
                if let byte = byteFallbacks[Int(piece[index])] {
                    tokens.append(PieceToken(id: byte, range: index..<index + 1))
                }
            }
        } else if let unknown {
            tokens.append(PieceToken(id: unknown, range: range))
        }
    }

    private func bestPaths(_ piece: [UInt8]) -> [Node] {
        var nodes = [Node](repeating: Node(), count: piece.count + 1)
        let bytes = piece.span
        var start = 0
        var reached = 0
        while start < piece.count {
            let characterLength = Characters.decode(bytes, at: start).length
            if arithmetic == .single, nodes[start].score < Self.lowestSum {
                let base = Float(nodes[start].score)
                for end in start...max(reached, start) where nodes[end].start >= 0 {
                    nodes[end].score = Double(Float(nodes[end].score) - base)
                }
            }
            let soFar = nodes[start].score
            var hasCharacter = false
            trie.forEachMatch(in: bytes, from: start) { length, value in
                let score = isUserDefined[Int(value)] ? Double(length) * maximumScore - 0.1 : scores[Int(value)]
                improve(&nodes[start + length], sum(score, soFar), start, value)
                hasCharacter = hasCharacter || length == characterLength
                reached = max(reached, start + length)
            }
            if !hasCharacter {
                improve(&nodes[start + characterLength], sum(unknownScore, soFar), start, -1)
                reached = max(reached, start + characterLength)
            }
            start += characterLength
        }
        return nodes
    }

    @inline(__always)
    private func sum(_ score: Double, _ soFar: Double) -> Double {
        arithmetic == .single ? Double(Float(score) + Float(soFar)) : score + soFar
    }

    @inline(__always)
    private func improve(_ node: inout Node, _ score: Double, _ start: Int, _ id: Int32) {
        guard node.start < 0 || score > node.score else { return }
        node.score = score
        node.start = start
        node.id = id
    }
}
