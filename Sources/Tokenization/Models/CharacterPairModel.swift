package import BytePairEncoding

/// Byte-pair encoding that starts from characters, as the reference library's `BPE` does.
///
/// The byte-level kind with all its bytes has its own, faster path; this one has everything that others need: unknown
/// characters, byte fallback, prefixes inside words and suffixes at their ends.
public struct CharacterPairModel: Sendable {
    /// How the model treats what it does not know, and which affixes it has.
    package struct Settings: Sendable {
        /// The token for characters that are not in the vocabulary; without one they vanish.
        package var unknown: TokenID?
        /// Whether neighbouring unknown characters are one token.
        package var fusesUnknown = false
        /// Whether an unknown character becomes the tokens of its bytes (`<0xED>`), where all of them exist.
        package var fallsBackToBytes = false
        /// What a symbol that is not the first of a piece is spelled with.
        package var continuingPrefix: [UInt8] = []
        /// What the last symbol of a piece is spelled with.
        package var endSuffix: [UInt8] = []
        /// Whether a piece that is a token is taken whole.
        package var takesWholePieces = false

        package init() {}
    }

    package let spellings: TokenSpellings
    package let settings: Settings
    private let pairs: PairTable
    private let byteFallbacks: [TokenID?]

    /// - Parameter merges: ids of both sides and of the result, in rank order.
    package init(
        spellings: TokenSpellings, merges: [(left: UInt32, right: UInt32, result: UInt32)], settings: Settings
    ) {
        self.spellings = spellings
        self.settings = settings
        pairs = PairTable(merges)
        byteFallbacks = settings.fallsBackToBytes ? spellings.byteFallbacks() : []
    }

    /// Appends the tokens of a piece.
    ///
    /// - Complexity: O(*n* log *n*).
    func encode(_ piece: [UInt8], into tokens: inout [PieceToken]) {
        if settings.takesWholePieces, let id = spellings.id(of: piece) {
            tokens.append(PieceToken(id: id, range: 0..<piece.count))
            return
        }
        let merged = SymbolMerger.merge(symbols(of: piece)) { pairs.find($0.id, $1.id) }
        for symbol in merged {
            tokens.append(PieceToken(id: TokenID(symbol.id), range: symbol.range))
        }
    }

    private func symbols(of piece: [UInt8]) -> [SymbolMerger.Symbol] {
        var symbols: [SymbolMerger.Symbol] = []
        symbols.reserveCapacity(piece.count)
        var pending: SymbolMerger.Symbol?
        var offset = 0
        while offset < piece.count {
            let range = offset..<offset + Characters.decode(piece.span, at: offset).length
            offset = range.upperBound
            if let id = id(of: range, in: piece) {
                if let unknown = pending { symbols.append(unknown) }
                pending = nil
                symbols.append(.init(id: id.rawValue, range: range))
            } else if let bytes = fallback(range, in: piece) {
                // An unknown character that is pending stays so, behind these: the reference does the same.
                symbols += bytes
            } else if let id = settings.unknown {
                if let unknown = pending, settings.fusesUnknown {
                    pending?.range = unknown.range.lowerBound..<range.upperBound
                } else {
                    if let unknown = pending { symbols.append(unknown) }
                    pending = .init(id: id.rawValue, range: range)
                }
            }
        }
        if let unknown = pending { symbols.append(unknown) }
        return symbols
    }

    private func id(of range: Range<Int>, in piece: [UInt8]) -> TokenID? {
        let isFirst = range.lowerBound == 0
        let isLast = range.upperBound == piece.count
        if (isFirst || settings.continuingPrefix.isEmpty) && (!isLast || settings.endSuffix.isEmpty) {
            return spellings.id(of: piece.span.extracting(range))
        }
        return spellings.id(of: spelling(of: range, in: piece))
    }

    private func spelling(of range: Range<Int>, in piece: [UInt8]) -> [UInt8] {
        let prefix = range.lowerBound == 0 ? [] : settings.continuingPrefix
        let suffix = range.upperBound == piece.count ? settings.endSuffix : []
        return prefix + piece[range] + suffix
    }

    /// The tokens of a character's bytes, where the model has all of them.
    private func fallback(_ range: Range<Int>, in piece: [UInt8]) -> [SymbolMerger.Symbol]? {
        guard settings.fallsBackToBytes else { return nil }
        var symbols: [SymbolMerger.Symbol] = []
        // The affixes are part of the spelling that falls back.
        let spelling = spelling(of: range, in: piece)
        for (index, byte) in spelling.enumerated() {
            guard let id = byteFallbacks[Int(byte)] else { return nil }
            let place = min(range.lowerBound + index, range.upperBound - 1)
            symbols.append(.init(id: id.rawValue, range: place..<place + 1))
        }
        return symbols
    }
}
