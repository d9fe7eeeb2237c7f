package import BytePairEncoding

/// SentencePiece's byte-pair model: neighbours merge whose text together is a token, the one with the highest score
/// first.
public struct SentencePiecePairModel: Sendable {
    /// What the model knows of a token.
    package struct Piece: Sendable {
        package var score: Float
        /// Whether text can become the token (control, unknown and byte tokens cannot).
        package var isMatched: Bool
        /// Whether the token is cut out of the text before anything is merged.
        package var isUserDefined: Bool
        /// Whether the token may only be a step on the way to others.
        package var isUnused: Bool

        package init(score: Float, isMatched: Bool = true, isUserDefined: Bool = false, isUnused: Bool = false) {
            self.score = score
            self.isMatched = isMatched
            self.isUserDefined = isUserDefined
            self.isUnused = isUnused
        }
    }

    package let spellings: TokenSpellings
    package let unknown: TokenID
    private let matched: TokenLookup
    /// By id, the place in the order in which merges are tried: higher scores first.
    private let ranks: [UInt32]
    private let isUnused: [Bool]
    private let symbolTrie: ByteTrie
    private let byteFallbacks: [TokenID?]

    /// - Parameter pieces: by id.
    package init(spellings: TokenSpellings, pieces: [Piece], unknown: TokenID, fallsBackToBytes: Bool) {
        self.spellings = spellings
        self.unknown = unknown
        var matchedTokens = TokenTable()
        var symbolTrie = ByteTrie()
        for (index, piece) in pieces.enumerated() {
            let spelling = spellings.tokens[TokenID(index: index)]
            matchedTokens.append(piece.isMatched ? spelling : [])
            if piece.isUserDefined { symbolTrie.insert(spelling, value: Int32(index)) }
        }
        matched = TokenLookup(matchedTokens)
        ranks = pieces.map { Self.rank($0.score) }
        isUnused = pieces.map(\.isUnused)
        self.symbolTrie = symbolTrie
        byteFallbacks = fallsBackToBytes ? spellings.byteFallbacks() : []
    }

    /// A number that is the lower the higher the score.
    private static func rank(_ score: Float) -> UInt32 {
        let bits = (score == 0 ? 0 : score).bitPattern
        let ascending = bits & 0x8000_0000 != 0 ? ~bits : bits | 0x8000_0000
        return ~ascending
    }

    /// Appends the tokens of a normalized text.
    ///
    /// - Complexity: O(*n* log *n*).
    func encode(_ text: [UInt8], into tokens: inout [PieceToken]) {
        var origins: [Range<Int>: (Range<Int>, Range<Int>)] = [:]
        let merged = SymbolMerger.merge(
            symbols(of: text),
            onMerge: { left, right in
                let range = left.lowerBound..<right.upperBound
                if let id = matched.find(text.span.extracting(range)), isUnused[id.index] {
                    origins[range] = (left, right)
                }
            },
            candidate: { left, right in
                let range = left.range.lowerBound..<right.range.upperBound
                guard let id = matched.find(text.span.extracting(range)) else { return nil }
                return SymbolMerger.Candidate(rank: ranks[id.index], result: id.rawValue)
            })
        var pending = merged.reversed().map(\.range)
        var followsUnknown = false
        while let range = pending.popLast() {
            let id = spellings.id(of: text.span.extracting(range)) ?? unknown
            if isUnused[id.index], let (left, right) = origins[range] {
                pending += [right, left]
                continue
            }
            append(range, id, of: text, followsUnknown: followsUnknown, to: &tokens)
            followsUnknown = id == unknown
        }
    }

    private func append(
        _ range: Range<Int>, _ id: TokenID, of text: [UInt8], followsUnknown: Bool, to tokens: inout [PieceToken]
    ) {
        if id != unknown {
            tokens.append(PieceToken(id: id, range: range))
        } else if !byteFallbacks.isEmpty {
            for index in range {
                tokens.append(PieceToken(id: byteFallbacks[Int(text[index])] ?? unknown, range: index..<index + 1))
            }
        } else if followsUnknown, let last = tokens.last {
            tokens[tokens.count - 1].range = last.range.lowerBound..<range.upperBound
        } else {
            tokens.append(PieceToken(id: id, range: range))
        }
    }

    private func symbols(of text: [UInt8]) -> [SymbolMerger.Symbol] {
        var symbols: [SymbolMerger.Symbol] = []
        symbols.reserveCapacity(text.count / 2)
        var offset = 0
        while offset < text.count {
            if let match = symbolTrie.longestMatch(in: text.span, from: offset) {
                symbols.append(
                    .init(id: SymbolMerger.Symbol.none, range: offset..<offset + match.length, isFrozen: true))
                offset += match.length
            } else {
                let length = Characters.decode(text.span, at: offset).length
                symbols.append(.init(id: SymbolMerger.Symbol.none, range: offset..<offset + length))
                offset += length
            }
        }
        return symbols
    }
}
