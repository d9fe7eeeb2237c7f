import TextNormalization

/// What BERT's tokenizers do to text before they split it.
public struct BertCleaning: Sendable, Equatable {
    /// Whether control characters are removed and white space becomes spaces.
    public var cleansText: Bool
    /// Whether Chinese characters get a space on both sides.
    public var separatesChinese: Bool
    /// Whether text is decomposed and its non-spacing marks removed.
    public var stripsAccents: Bool
    public var lowercases: Bool

    public init(cleansText: Bool, separatesChinese: Bool, stripsAccents: Bool, lowercases: Bool) {
        self.cleansText = cleansText
        self.separatesChinese = separatesChinese
        self.stripsAccents = stripsAccents
        self.lowercases = lowercases
    }

    func apply(_ text: AlignedText) -> AlignedText {
        var text = text
        if cleansText {
            text = CharacterEdits.removing(text) { ReferenceSets.controls.contains($0) }
            text = CharacterEdits.replacing(text, with: [0x20]) { ReferenceSets.isWhiteSpace($0) }
        }
        if separatesChinese {
            text = Self.separatingChinese(text)
        }
        if stripsAccents {
            text = NormalizerComponent.normalized(text, .nfd)
            text = CharacterEdits.removing(text) { ReferenceSets.nonspacingMarks.contains($0) }
        }
        return lowercases ? CharacterEdits.lowercased(text) : text
    }

    private static func separatingChinese(_ text: AlignedText) -> AlignedText {
        var result = AlignedText()
        result.reserveCapacity(text.count)
        text.forEachCharacter { value, range in
            let isChinese = isChinese(value)
            if isChinese { result.append([0x20], from: text.origin(of: range)) }
            result.append(text, range)
            if isChinese { result.append([0x20], from: text.origin(of: range)) }
        }
        return result
    }

    private static func isChinese(_ value: UInt32) -> Bool {
        switch value {
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x2A6DF, 0x2A700...0x2B81F,
            0x2B920...0x2CEAF, 0x2F800...0x2FA1F:
            true
        default: false
        }
    }
}
