public import BytePairEncoding

/// What each stage made of a text, for people who want to see why it has the ids that it has.
public struct EncodingStages: Sendable {
    /// One id and where its bytes are.
    public struct Token: Sendable, Equatable {
        public var id: TokenID
        /// The token's bytes.
        public var bytes: [UInt8]
        /// Where they are in the normalized text.
        public var range: Range<Int>
        public var isAdded: Bool
    }

    /// The text as it is merged: after normalization, added tokens included, and with what the general pipeline's
    /// pre-tokenizers change in it (▁ for a space).
    public var normalized: [UInt8]
    /// Whether normalization changed anything.
    public var isChanged: Bool
    /// The pre-tokens and added tokens as ranges of `normalized`.
    public var pieces: [Range<Int>]
    public var tokens: [Token]
}

extension Tokenizer {
    /// The stages of encoding a text.
    public func stages(
        of text: [UInt8], specialTokens: SpecialTokenPolicy = .asText
    ) throws(TokenizationError) -> EncodingStages {
        var stages = EncodingStages(normalized: [], isChanged: false, pieces: [], tokens: [])
        switch engine {
        case .byteLevel(let engine): try engine.collect(&stages, text, specialTokens)
        case .general(let engine): try engine.collect(&stages, text, specialTokens)
        }
        stages.isChanged = stages.normalized != text
        return stages
    }
}

extension EncodingStages {
    mutating func append(_ token: AddedToken, _ bytes: [UInt8]) {
        let range = normalized.count..<normalized.count + bytes.count
        normalized += bytes
        pieces.append(range)
        tokens.append(Token(id: token.id, bytes: bytes, range: range, isAdded: true))
    }

    mutating func append(_ piece: [UInt8], _ pieceTokens: [PieceToken]) {
        let base = normalized.count
        normalized += piece
        pieces.append(base..<normalized.count)
        for token in pieceTokens {
            let range = base + token.range.lowerBound..<base + token.range.upperBound
            tokens.append(Token(id: token.id, bytes: Array(piece[token.range]), range: range, isAdded: false))
        }
    }
}

extension ByteLevelEngine {
    fileprivate func collect(
        _ stages: inout EncodingStages, _ text: [UInt8], _ policy: SpecialTokenPolicy
    ) throws(TokenizationError) {
        let model = TokenModel.bytePairs(model.vocabulary)
        try pool.withEncoder { encoder throws(TokenizationError) in
            try forEachSegment(of: text, policy) { segment in
                let bytes = Array(segment.bytes[segment.range])
                if let token = segment.token {
                    stages.append(token, bytes)
                    return
                }
                for piece in self.model.preTokenizer.pieces(in: bytes) {
                    var tokens: [PieceToken] = []
                    model.encode(Array(bytes[piece]), encoder, into: &tokens)
                    stages.append(Array(bytes[piece]), tokens)
                }
            }
        }
    }
}

extension GeneralEngine {
    fileprivate func collect(
        _ stages: inout EncodingStages, _ text: [UInt8], _ policy: SpecialTokenPolicy
    ) throws(TokenizationError) {
        try withEncoder { encoder throws(TokenizationError) in
            try forEachPiece(of: text, policy) { piece in
                if let token = piece.token {
                    stages.append(token, piece.text.bytes)
                    return
                }
                var tokens: [PieceToken] = []
                model.model.encode(piece.text.bytes, encoder, into: &tokens)
                stages.append(piece.text.bytes, tokens)
            }
        }
    }
}
