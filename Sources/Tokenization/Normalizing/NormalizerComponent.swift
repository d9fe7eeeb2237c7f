internal import BytePairEncoding
public import TextNormalization

/// A step that changes text before it is split, as Hugging Face's files name it.
///
/// A tokenizer whose normalization is one of Unicode's forms does not come here: that has a path of its own.
public indirect enum NormalizerComponent: Sendable, Equatable {
    /// One of Unicode's normalization forms.
    case unicode(NormalizationPolicy)
    /// One after the other.
    case sequence([NormalizerComponent])
    case lowercase
    /// Removes combining marks.
    case stripAccents
    /// Removes white space at the ends.
    case strip(left: Bool, right: Bool)
    /// Every match is replaced by a text.
    case replace(TextPattern, with: [UInt8])
    /// A text is put before any text that is not empty.
    case prepend([UInt8])
    case bert(BertCleaning)
    /// SentencePiece's table of replacements, as the reference library applies it: a grapheme at a time.
    case characterMap(CharacterMap)
    /// SentencePiece's own normalization, with its treatment of spaces.
    case sentencePiece(SentencePieceNormalizer)
    /// Control characters are removed, and what is taken for white space becomes a space.
    case nmt
    /// Every byte becomes its character in GPT-2's alphabet.
    case byteLevel

    /// The text after this step.
    ///
    /// - Throws: `RegexError` where a regex reaches its limits.
    func apply(_ text: AlignedText) throws(RegexError) -> AlignedText {
        switch self {
        case .unicode(let policy): return Self.normalized(text, policy)
        case .sequence(let components):
            var text = text
            for component in components {
                text = try component.apply(text)
            }
            return text
        case .lowercase: return CharacterEdits.lowercased(text)
        case .stripAccents: return CharacterEdits.removing(text) { ReferenceSets.combiningMarks.contains($0) }
        case .strip(let left, let right): return CharacterEdits.stripped(text, left: left, right: right)
        case .replace(let pattern, let content): return try Self.replaced(text, pattern, content)
        case .prepend(let content): return text.prefixed(by: content)
        case .bert(let cleaning): return cleaning.apply(text)
        case .characterMap(let map): return map.apply(text)
        case .sentencePiece(let normalizer): return normalizer.apply(text)
        case .nmt: return CharacterEdits.nmt(text)
        case .byteLevel: return ByteLevelAlphabet.spelled(text)
        }
    }

    /// Unicode's normalization, with the places of the result taken from where it changed the text.
    static func normalized(_ text: AlignedText, _ policy: NormalizationPolicy) -> AlignedText {
        let normalized = ReferenceNormalizer(policy).normalize(text.bytes, recordingEdits: true)
        guard normalized.isChanged else { return text }
        var result = AlignedText()
        result.reserveCapacity(normalized.bytes.count)
        var offset = 0
        while offset < normalized.bytes.count {
            let length = Characters.decode(normalized.bytes.span, at: offset).length
            let before = normalized.originalRange(of: offset..<offset + length)
            result.append(normalized.bytes[offset..<offset + length], from: text.origin(of: before))
            offset += length
        }
        return result
    }

    private static func replaced(
        _ text: AlignedText, _ pattern: TextPattern, _ content: [UInt8]
    ) throws(RegexError) -> AlignedText {
        let stretches = try pattern.stretches(in: text.bytes)
        guard stretches.contains(where: \.isMatch) else { return text }
        var result = AlignedText()
        result.reserveCapacity(text.count)
        for stretch in stretches {
            if stretch.isMatch {
                result.append(content, from: text.origin(of: stretch.range))
            } else {
                result.append(text, stretch.range)
            }
        }
        return result
    }
}
