public import BytePairEncoding

/// A step that cuts text into pieces, as Hugging Face's files name it.
///
/// A byte-level tokenizer whose split is hand-written does not come here: that has a path of its own.
public indirect enum PreTokenizerComponent: Sendable, Equatable {
    /// One after the other, each applied to every piece of the one before.
    case sequence([PreTokenizerComponent])
    /// A split that there is hand-written code for.
    case known(SplitPattern)
    /// A space is put before each piece that has none, GPT-2's regex cuts it, and every byte becomes its character.
    case byteLevel(addsPrefixSpace: Bool, usesRegex: Bool)
    /// As `byteLevel`, where the model takes bytes as they are.
    case bytes(addsPrefixSpace: Bool, usesRegex: Bool)
    case metaspace(Metaspace)
    case split(TextPattern, SplitBehavior, isInverted: Bool)
    /// Words, and what is neither word nor white space (`\w+|[^\w\s]+`).
    case whiteSpace
    /// At white space, which is dropped.
    case whiteSpaceSplit
    /// At white space and around punctuation.
    case bert
    case punctuation(SplitBehavior)
    case digits(isIndividual: Bool)
    /// At a character, which is dropped.
    case delimiter(UInt32)
    /// Pieces of so many characters.
    case fixedLength(Int)

    /// Cuts every piece further.
    ///
    /// - Throws: `RegexError` where a regex reaches its limits.
    func apply(_ pieces: [AlignedText]) throws(RegexError) -> [AlignedText] {
        if case .sequence(let components) = self {
            var pieces = pieces
            for component in components {
                pieces = try component.apply(pieces)
            }
            return pieces
        }
        var result: [AlignedText] = []
        for piece in pieces where !piece.isEmpty {
            try cut(piece, into: &result)
        }
        return result
    }

    private func cut(_ piece: AlignedText, into result: inout [AlignedText]) throws(RegexError) {
        switch self {
        case .sequence: break
        case .known(let pattern):
            append(piece, PreTokenizer(pattern).pieces(in: piece.bytes), to: &result)
        case .byteLevel(let addsPrefixSpace, let usesRegex):
            var pieces: [AlignedText] = []
            Self.cutBytes(piece, addsPrefixSpace, usesRegex, into: &pieces)
            result += pieces.map { ByteLevelAlphabet.spelled($0) }
        case .bytes(let addsPrefixSpace, let usesRegex):
            Self.cutBytes(piece, addsPrefixSpace, usesRegex, into: &result)
        case .metaspace(let metaspace): try metaspace.cut(piece, into: &result)
        case .split(let pattern, let behavior, let isInverted):
            let stretches = try pattern.stretches(in: piece.bytes)
            append(piece, behavior.pieces(of: stretches, isInverted: isInverted), to: &result)
        case .whiteSpace:
            append(piece, CharacterRuns.wordsAndOthers(in: piece), to: &result)
        case .whiteSpaceSplit:
            append(piece, .removed, to: &result) { ReferenceSets.isWhiteSpace($0) }
        case .bert:
            var words: [AlignedText] = []
            append(piece, .removed, to: &words) { ReferenceSets.isWhiteSpace($0) }
            for word in words {
                append(word, .isolated, to: &result) { ReferenceSets.punctuation.contains($0) }
            }
        case .punctuation(let behavior):
            append(piece, behavior, to: &result) { ReferenceSets.punctuation.contains($0) }
        case .digits(let isIndividual):
            append(piece, isIndividual ? .isolated : .contiguous, to: &result) { ReferenceSets.numbers.contains($0) }
        case .delimiter(let character):
            append(piece, .removed, to: &result) { $0 == character }
        case .fixedLength(let length):
            append(piece, CharacterRuns.chunks(of: piece, length: length), to: &result)
        }
    }

    private static func cutBytes(
        _ piece: AlignedText, _ addsPrefixSpace: Bool, _ usesRegex: Bool, into result: inout [AlignedText]
    ) {
        let piece = addsPrefixSpace && piece.bytes.first != 0x20 ? piece.prefixed(by: [0x20]) : piece
        if usesRegex {
            result += PreTokenizer(.gpt2).pieces(in: piece.bytes).map { piece.slice($0) }
        } else {
            result.append(piece)
        }
    }

    private func append(_ piece: AlignedText, _ ranges: [Range<Int>], to result: inout [AlignedText]) {
        for range in ranges where !range.isEmpty {
            result.append(range.count == piece.count ? piece : piece.slice(range))
        }
    }

    /// Splits by single characters.
    private func append(
        _ piece: AlignedText, _ behavior: SplitBehavior, to result: inout [AlignedText],
        _ isMatch: (UInt32) -> Bool
    ) {
        let stretches = CharacterRuns.stretches(of: piece, isMatch)
        append(piece, behavior.pieces(of: stretches, isInverted: false), to: &result)
    }
}
