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

    /// The text after normalization, added tokens included.
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
        try pool.withEncoder { encoder throws(TokenizationError) in
            try forEachSegment(of: text, specialTokens) { segment in
                let base = stages.normalized.count
                let bytes = Array(segment.bytes[segment.range])
                stages.normalized += bytes
                if let token = segment.token {
                    stages.pieces.append(base..<base + bytes.count)
                    stages.tokens.append(
                        .init(id: token.id, bytes: bytes, range: base..<base + bytes.count, isAdded: true))
                    return
                }
                for piece in preTokenizer.pieces(in: bytes) {
                    stages.pieces.append(base + piece.lowerBound..<base + piece.upperBound)
                    var ids: [TokenID] = []
                    encoder.encodePiece(bytes.span.extracting(piece), into: &ids)
                    var start = base + piece.lowerBound
                    for id in ids {
                        let end = start + vocabulary.tokens.byteCount(of: id)
                        stages.tokens.append(
                            .init(id: id, bytes: Array(vocabulary.tokens[id]), range: start..<end, isAdded: false))
                        start = end
                    }
                }
            }
        }
        stages.isChanged = stages.normalized != text
        return stages
    }
}
