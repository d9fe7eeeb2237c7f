import BytePairEncoding
import TextNormalization

/// Encodes with any components: exact, with the place of every byte kept, but not fast.
struct GeneralEngine: Sendable {
    let model: GeneralModel
    private let rawMatcher: AddedTokenMatcher
    private let normalizedMatcher: AddedTokenMatcher
    /// For byte-level vocabularies behind a split that is not hand-written.
    let pool: TextEncoderPool?

    /// A piece of a document as the model sees it, or an added token.
    struct Piece {
        var text: AlignedText
        var token: AddedToken?
    }

    init(_ model: GeneralModel, _ addedTokens: [AddedToken]) throws(TokenizationError) {
        self.model = model
        rawMatcher = AddedTokenMatcher(addedTokens.filter { !$0.isNormalized })
        var normalized: [AddedToken] = []
        for token in addedTokens where token.isNormalized {
            var token = token
            if let normalizer = model.normalizer {
                token.content = try Self.normalize(AlignedText(token.content, 0..<token.content.count), normalizer)
                    .bytes
            }
            if !token.content.isEmpty { normalized.append(token) }
        }
        normalizedMatcher = AddedTokenMatcher(normalized)
        if case .bytePairs(let vocabulary) = model.model {
            pool = TextEncoderPool(vocabulary, PreTokenizer(.gpt2))
        } else {
            pool = nil
        }
    }

    /// Whether a text is the bytes of its tokens, joined as they are.
    var joinsBytes: Bool {
        if case .bytePairs = model.model { model.decoder == .byteLevel } else { false }
    }

    /// The text of spellings: as the decoder says, or joined with spaces where there is none.
    func decode(_ spellings: [[UInt8]]) throws(TokenizationError) -> [UInt8] {
        guard let decoder = model.decoder else { return Array(spellings.joined(separator: [0x20])) }
        do throws(RegexError) {
            return try decoder.apply(spellings).flatMap { $0 }
        } catch {
            throw .pattern(error)
        }
    }

    /// Calls a closure with every token and the part of the document that it came from.
    func forEachToken(
        of document: [UInt8], _ policy: SpecialTokenPolicy,
        _ body: (_ id: TokenID, _ origin: Range<Int>, _ isAdded: Bool) -> Void
    ) throws(TokenizationError) {
        try withEncoder { encoder throws(TokenizationError) in
            var tokens: [PieceToken] = []
            try forEachPiece(of: document, policy) { piece in
                if let token = piece.token {
                    body(token.id, piece.text.origin(of: 0..<piece.text.count), true)
                    return
                }
                tokens.removeAll(keepingCapacity: true)
                model.model.encode(piece.text.bytes, encoder, into: &tokens)
                for token in tokens {
                    body(token.id, piece.text.origin(of: token.range), false)
                }
            }
        }
    }

    func withEncoder(_ body: (TextEncoder?) throws(TokenizationError) -> Void) throws(TokenizationError) {
        guard let pool else { return try body(nil) }
        try pool.withEncoder { encoder throws(TokenizationError) in try body(encoder) }
    }

    /// Calls a closure with every piece that the model gets, and every added token.
    func forEachPiece(
        of document: [UInt8], _ policy: SpecialTokenPolicy, _ body: (Piece) -> Void
    ) throws(TokenizationError) {
        try rawMatcher.cut(document, policy) { segment throws(TokenizationError) in
            let part = AlignedText(document, segment.range)
            if segment.token != nil {
                body(Piece(text: part, token: segment.token))
                return
            }
            let text =
                try model.normalizer.map { normalizer throws(TokenizationError) in
                    try Self.normalize(part, normalizer)
                } ?? part
            try normalizedMatcher.cut(text.bytes, policy) { segment throws(TokenizationError) in
                let slice = segment.range.count == text.count ? text : text.slice(segment.range)
                if segment.token != nil {
                    body(Piece(text: slice, token: segment.token))
                    return
                }
                for piece in try split(slice) where !piece.isEmpty {
                    body(Piece(text: piece))
                }
            }
        }
    }

    private func split(_ text: AlignedText) throws(TokenizationError) -> [AlignedText] {
        guard let preTokenizer = model.preTokenizer else { return [text] }
        do throws(RegexError) {
            return try preTokenizer.apply([text])
        } catch {
            throw .pattern(error)
        }
    }

    private static func normalize(
        _ text: AlignedText, _ normalizer: NormalizerComponent
    ) throws(TokenizationError) -> AlignedText {
        do throws(RegexError) {
            return try normalizer.apply(text)
        } catch {
            throw .pattern(error)
        }
    }
}
