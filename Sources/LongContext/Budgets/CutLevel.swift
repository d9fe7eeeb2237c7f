/// Where a text may be cut, from the best place to the last resort.
public enum CutLevel: String, Sendable, CaseIterable, Hashable, Comparable {
    /// After a line end.
    case paragraph
    /// Also after a full stop, question or exclamation mark or ellipsis, closing quotes and brackets included, if
    /// white space follows.
    case sentence
    /// Also after any white space.
    case eojeol
    /// Anywhere between two characters.
    case character

    public static func < (left: CutLevel, right: CutLevel) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .paragraph: 0
        case .sentence: 1
        case .eojeol: 2
        case .character: 3
        }
    }

    /// The levels from this one to the finest.
    var andFiner: [CutLevel] { Self.allCases.filter { $0 >= self } }

    /// The offsets in `range` at which a piece may end and the next begin, ascending. White space belongs to the piece
    /// before it, so that pieces put together are the text. The end of the text is one of them.
    ///
    /// - Complexity: O(*n*) in the bytes of the range.
    func cuts(in text: [UInt8], _ range: Range<Int>) -> [Int] {
        var cuts: [Int] = []
        let bytes = text.span
        let classes = CharacterClass.basicPlane
        var index = range.lowerBound
        // What was seen since the last visible character.
        var sawLineEnd = false
        var sawSpace = false
        var endsSentence = false
        var isFirst = true
        while index < range.upperBound {
            var raw = CharacterClass.invalid.rawValue
            var value = UInt32(bytes[index])
            var length = 1
            if value < 0x80 {
                raw = classes[Int(value)]
            } else if case .scalar(let scalar, let size) = UTF8Character.decode(bytes, at: index) {
                raw = scalar < 0x10000 ? classes[Int(scalar)] : CharacterClass.search(scalar).rawValue
                value = scalar
                length = size
            }
            let kind = BreakKind(rawValue: raw & 15) ?? .letter
            switch kind {
            case .lineEnd, .pageBreak:
                if self == .character, !isFirst, value != 0x0A || bytes[index - 1] != 0x0D { cuts.append(index) }
                sawLineEnd = true
            case .space, .tab, .zeroWidthSpace:
                if self == .character, !isFirst { cuts.append(index) }
                sawSpace = true
            default:
                let mayCut =
                    switch self {
                    case .paragraph: sawLineEnd
                    case .sentence: sawLineEnd || (sawSpace && endsSentence)
                    case .eojeol: sawLineEnd || sawSpace
                    case .character: kind != .combining
                    }
                if mayCut, !isFirst { cuts.append(index) }
                if Self.isTerminator(value) {
                    endsSentence = true
                } else if !(endsSentence && !sawSpace && !sawLineEnd && Self.closes(kind, value)) {
                    endsSentence = false
                }
                sawLineEnd = false
                sawSpace = false
            }
            isFirst = false
            index += length
        }
        if range.upperBound == text.count, !range.isEmpty { cuts.append(text.count) }
        return cuts
    }

    private static func isTerminator(_ value: UInt32) -> Bool {
        switch value {
        case 0x2E, 0x3F, 0x21, 0x2026, 0x3002, 0xFF0E, 0xFF1F, 0xFF01, 0x203C, 0x2047...0x2049: true
        default: false
        }
    }

    /// Whether the character may stand between the end of a sentence and the white space after it.
    private static func closes(_ kind: BreakKind, _ value: UInt32) -> Bool {
        switch kind {
        case .closing: true
        case .closingLetter: value == 0x29 || value == 0x5D || value == 0x201D || value == 0x2019
        case .quotation: true
        default: false
        }
    }
}
