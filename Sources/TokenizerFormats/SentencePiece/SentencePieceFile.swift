/// What a SentencePiece `.model` says: the fields of `sentencepiece_model.proto` that matter for encoding.
struct SentencePieceFile: Sendable {
    enum Kind: Int, Sendable {
        case unigram = 1
        case bytePairs, word, character
    }

    enum PieceKind: Int, Sendable {
        case normal = 1
        case unknown, control, userDefined, unused, byte
    }

    struct Piece: Sendable {
        var text: [UInt8] = []
        var score: Float = 0
        var kind = PieceKind.normal
    }

    /// By id.
    var pieces: [Piece] = []
    var kind = Kind.unigram
    var fallsBackToBytes = false
    var endsWordsWithSpace = false
    var unknownSurface = Array(" \u{2047} ".utf8)
    var characterMap: [UInt8] = []
    var addsDummyPrefix = true
    var removesExtraSpaces = true
    var escapesSpaces = true

    /// Whether bytes look like a model: a first field that is a piece with a text.
    static func recognizes(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 4, bytes[0] == 0x0A else { return false }
        var reader = ProtobufReader(bytes, 0..<bytes.count)
        guard let field = try? reader.next(), field.number == 1, case .bytes(let range) = field.value else {
            return false
        }
        var piece = ProtobufReader(bytes, range)
        guard let text = try? piece.next(), text.number == 1, case .bytes = text.value else { return false }
        return true
    }

    init(_ bytes: [UInt8], _ context: FormatContext) throws(TokenizerFormatError) {
        do throws(ProtobufReader.Problem) {
            try read(bytes)
        } catch {
            throw context.invalid(
                "byte \(error.offset)", "\(error.reason): this is no SentencePiece model, or not all of it")
        }
        guard !pieces.isEmpty else { throw context.error("", .missingField("pieces")) }
    }

    private mutating func read(_ bytes: [UInt8]) throws(ProtobufReader.Problem) {
        var reader = ProtobufReader(bytes, 0..<bytes.count)
        while let field = try reader.next() {
            switch field.number {
            case 1: pieces.append(try Self.piece(bytes, field.value.range))
            case 2: try readTrainer(bytes, field.value.range)
            case 3: try readNormalizer(bytes, field.value.range)
            default: break
            }
        }
    }

    private static func piece(_ bytes: [UInt8], _ range: Range<Int>) throws(ProtobufReader.Problem) -> Piece {
        var piece = Piece()
        var reader = ProtobufReader(bytes, range)
        while let field = try reader.next() {
            switch field.number {
            case 1: piece.text = Array(bytes[field.value.range])
            case 2: piece.score = field.value.float
            case 3:
                guard let kind = PieceKind(rawValue: field.value.int) else {
                    throw ProtobufReader.Problem(
                        offset: range.lowerBound, reason: "a piece has the unknown kind \(field.value.int)")
                }
                piece.kind = kind
            default: break
            }
        }
        return piece
    }

    private mutating func readTrainer(_ bytes: [UInt8], _ range: Range<Int>) throws(ProtobufReader.Problem) {
        var reader = ProtobufReader(bytes, range)
        while let field = try reader.next() {
            switch field.number {
            case 3: kind = Kind(rawValue: field.value.int) ?? .unigram
            case 24: endsWordsWithSpace = field.value.bool
            case 35: fallsBackToBytes = field.value.bool
            case 44: unknownSurface = Array(bytes[field.value.range])
            default: break
            }
        }
    }

    private mutating func readNormalizer(_ bytes: [UInt8], _ range: Range<Int>) throws(ProtobufReader.Problem) {
        var reader = ProtobufReader(bytes, range)
        while let field = try reader.next() {
            switch field.number {
            case 2: characterMap = Array(bytes[field.value.range])
            case 3: addsDummyPrefix = field.value.bool
            case 4: removesExtraSpaces = field.value.bool
            case 5: escapesSpaces = field.value.bool
            default: break
            }
        }
    }
}
