/// How long a text is, in the units that people count in.
public struct TextMeasure: Sendable, Hashable {
    public var bytes: Int
    /// Unicode scalars; a byte that is no UTF-8 counts as one.
    public var characters: Int
    /// Runs of anything but white space: 어절, in other languages words with the punctuation that touches them.
    public var eojeol: Int
    /// Hangul syllables: precomposed ones, and blocks of conjoining jamo by their leading consonant.
    public var syllables: Int

    public init(bytes: Int = 0, characters: Int = 0, eojeol: Int = 0, syllables: Int = 0) {
        self.bytes = bytes
        self.characters = characters
        self.eojeol = eojeol
        self.syllables = syllables
    }

    /// - Complexity: O(*n*) in the bytes of the text.
    public init(of array: [UInt8]) {
        self.init(bytes: array.count)
        let text = array.span
        let classes = CharacterClass.basicPlane
        var inWord = false
        var index = 0
        while index < text.count {
            var raw = CharacterClass.invalid.rawValue
            var length = 1
            if text[index] < 0x80 {
                raw = classes[Int(text[index])]
            } else if case .scalar(let value, let bytes) = UTF8Character.decode(text, at: index) {
                raw = value < 0x10000 ? classes[Int(value)] : CharacterClass.search(value).rawValue
                length = bytes
                if (0xAC00...0xD7A3).contains(value) || (0x1100...0x115F).contains(value)
                    || (0xA960...0xA97C).contains(value)
                {
                    syllables += 1
                }
            }
            let isWhite = Self.whiteKinds & (1 << UInt16(raw & 15)) != 0
            if !isWhite, !inWord { eojeol += 1 }
            inWord = !isWhite
            characters += 1
            index += length
        }
    }

    /// Break kinds that are white space, as a set of bits.
    private static let whiteKinds: UInt16 = [BreakKind.space, .tab, .lineEnd, .pageBreak]
        .reduce(0) { $0 | 1 << UInt16($1.rawValue) }

    public static func += (sum: inout TextMeasure, other: TextMeasure) {
        sum.bytes += other.bytes
        sum.characters += other.characters
        sum.eojeol += other.eojeol
        sum.syllables += other.syllables
    }
}
