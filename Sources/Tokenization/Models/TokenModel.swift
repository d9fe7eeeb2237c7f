public import BytePairEncoding

/// What turns a piece of text into ids.
public enum TokenModel: Sendable {
    /// Byte-pair encoding over bytes, all 256 of which are tokens.
    case bytePairs(Vocabulary)
    /// Byte-pair encoding over characters.
    case characterPairs(CharacterPairModel)
    /// SentencePiece's byte-pair encoding, ordered by scores.
    case sentencePiecePairs(SentencePiecePairModel)
    case unigram(UnigramModel)
    case wordPiece(WordPieceModel)
    case wordLevel(WordLevelModel)

    /// The name of the kind, for people.
    public var kind: String {
        switch self {
        case .bytePairs: "byte-level BPE"
        case .characterPairs: "BPE over characters"
        case .sentencePiecePairs: "SentencePiece BPE"
        case .unigram: "Unigram"
        case .wordPiece: "WordPiece"
        case .wordLevel: "WordLevel"
        }
    }

    /// The tokens by id: bytes for `bytePairs`, spellings for the others.
    public var tokens: TokenTable {
        switch self {
        case .bytePairs(let vocabulary): vocabulary.tokens
        case .characterPairs(let model): model.spellings.tokens
        case .sentencePiecePairs(let model): model.spellings.tokens
        case .unigram(let model): model.spellings.tokens
        case .wordPiece(let model): model.spellings.tokens
        case .wordLevel(let model): model.spellings.tokens
        }
    }

    /// The id of the token with exactly this spelling.
    public func id(of spelling: [UInt8]) -> TokenID? {
        switch self {
        case .bytePairs(let vocabulary): vocabulary.id(of: spelling)
        case .characterPairs(let model): model.spellings.id(of: spelling)
        case .sentencePiecePairs(let model): model.spellings.id(of: spelling)
        case .unigram(let model): model.spellings.id(of: spelling)
        case .wordPiece(let model): model.spellings.id(of: spelling)
        case .wordLevel(let model): model.spellings.id(of: spelling)
        }
    }

    /// Appends the tokens of a piece.
    func encode(_ piece: [UInt8], _ encoder: TextEncoder?, into tokens: inout [PieceToken]) {
        switch self {
        case .bytePairs(let vocabulary):
            var ids: [TokenID] = []
            encoder?.encodePiece(piece.span, into: &ids)
            var start = 0
            for id in ids {
                let end = start + vocabulary.tokens.byteCount(of: id)
                tokens.append(PieceToken(id: id, range: start..<end))
                start = end
            }
        case .characterPairs(let model): model.encode(piece, into: &tokens)
        case .sentencePiecePairs(let model): model.encode(piece, into: &tokens)
        case .unigram(let model): model.encode(piece, into: &tokens)
        case .wordPiece(let model): model.encode(piece, into: &tokens)
        case .wordLevel(let model): model.encode(piece, into: &tokens)
        }
    }
}
