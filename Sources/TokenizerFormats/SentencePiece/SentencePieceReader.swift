internal import BytePairEncoding
public import Tokenization

/// Reads SentencePiece models (`.model`) of the kinds BPE and Unigram.
///
/// Control pieces such as `<s>` are never made from text there, whatever the caller allows; they are on request only,
/// through ids.
public enum SentencePieceReader {
    /// Reads a file.
    ///
    /// - Throws: `TokenizerFormatError`.
    /// - Complexity: O(*n*) in the size of the file.
    public static func read(_ path: String, name: String? = nil) throws(TokenizerFormatError) -> Tokenizer {
        let context = FormatContext(path: path)
        return try tokenizer(context.bytes(), name: name ?? TokenizerLoader.name(of: path), context)
    }

    static func tokenizer(
        _ bytes: [UInt8], name: String, _ context: FormatContext
    ) throws(TokenizerFormatError) -> Tokenizer {
        let file = try SentencePieceFile(bytes, context)
        let model = GeneralModel(
            normalizer: .sentencePiece(try normalizer(file, context)), preTokenizer: nil,
            model: try model(file, context), decoder: decoder(file))
        return try context.tokenizer { () throws(TokenizationError) in try Tokenizer(name: name, model: model) }
    }

    private static func normalizer(
        _ file: SentencePieceFile, _ context: FormatContext
    ) throws(TokenizerFormatError) -> SentencePieceNormalizer {
        var map: CharacterMap?
        if !file.characterMap.isEmpty {
            map = CharacterMap(file.characterMap)
            guard map != nil else {
                throw context.invalid("normalizer_spec", "precompiled_charsmap is not a table of replacements")
            }
        }
        return SentencePieceNormalizer(
            map: map, addsDummyPrefix: file.addsDummyPrefix, removesExtraSpaces: file.removesExtraSpaces,
            escapesSpaces: file.escapesSpaces, endsWordsWithSpace: file.endsWordsWithSpace,
            symbols: file.pieces.filter { $0.kind == .userDefined }.map(\.text))
    }

    private static func decoder(_ file: SentencePieceFile) -> DecoderComponent {
        .sentencePiece(
            SentencePieceDecoding(
                dropsFirstSpace: file.addsDummyPrefix || file.removesExtraSpaces,
                dropsAllFirstSpaces: file.removesExtraSpaces,
                invisible: Set(file.pieces.filter { $0.kind == .control }.map(\.text)),
                bytes: Set(file.pieces.filter { $0.kind == .byte }.map(\.text)),
                unknown: file.pieces.first { $0.kind == .unknown }?.text ?? [], unknownSurface: file.unknownSurface))
    }

    private static func model(
        _ file: SentencePieceFile, _ context: FormatContext
    ) throws(TokenizerFormatError) -> TokenModel {
        try check(file, context)
        let spellings = TokenSpellings(TokenTable(file.pieces.lazy.map(\.text)))
        guard let unknown = file.pieces.firstIndex(where: { $0.kind == .unknown }) else {
            throw context.invalid("pieces", "none of them is the unknown piece")
        }
        switch file.kind {
        case .bytePairs:
            let pieces = file.pieces.map { piece in
                SentencePiecePairModel.Piece(
                    score: piece.score, isMatched: [.normal, .userDefined, .unused].contains(piece.kind),
                    isUserDefined: piece.kind == .userDefined, isUnused: piece.kind == .unused)
            }
            return .sentencePiecePairs(
                SentencePiecePairModel(
                    spellings: spellings, pieces: pieces, unknown: TokenID(index: unknown),
                    fallsBackToBytes: file.fallsBackToBytes))
        case .unigram:
            let scores = file.pieces.filter { $0.kind == .normal }.map { Double($0.score) }
            guard let lowest = scores.min(), let highest = scores.max() else {
                throw context.invalid("pieces", "none of them is a normal piece")
            }
            let pieces = file.pieces.map { piece in
                UnigramModel.Piece(
                    score: Double(piece.score), isUserDefined: piece.kind == .userDefined,
                    isMatched: [.normal, .userDefined].contains(piece.kind))
            }
            return .unigram(
                UnigramModel(
                    spellings: spellings, pieces: pieces, scoredRange: lowest...highest,
                    unknown: TokenID(index: unknown), fallsBackToBytes: file.fallsBackToBytes, arithmetic: .single))
        case .word, .character:
            let kind = file.kind == .word ? "words" : "characters"
            throw context.error("trainer_spec", .unsupported(component: "a SentencePiece model of \(kind)"))
        }
    }

    private static func check(_ file: SentencePieceFile, _ context: FormatContext) throws(TokenizerFormatError) {
        var seen = Set<[UInt8]>()
        for (id, piece) in file.pieces.enumerated() {
            guard !piece.text.isEmpty else { throw context.invalid("pieces[\(id)]", "the piece has no text") }
            guard !piece.score.isNaN else { throw context.invalid("pieces[\(id)]", "the score is not a number") }
            guard seen.insert(piece.text).inserted else {
                throw context.invalid(
                    "pieces[\(id)]", "another piece has the same text, \(String(decoding: piece.text, as: UTF8.self))")
            }
        }
    }
}
