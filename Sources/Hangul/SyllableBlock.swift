/// A piece of text that is written as one square, or that is no Hangul at all.
///
/// A block is a maximal sequence of conjoining jamo and precomposed syllables that belong together — leading
/// consonants, vowels, trailing consonants, in this order — with the tone mark behind it. It is the unit in which
/// Hangul is read and in which it must not be cut.
public struct SyllableBlock: Sendable, Hashable {
    /// What a block is, and how it is spelled.
    public enum Kind: UInt8, Sendable, Hashable, CaseIterable {
        /// Text without Hangul, well-formed or not.
        case other
        /// One precomposed syllable: 한.
        case syllable
        /// A modern syllable that is spelled with conjoining jamo, wholly or in part: U+1112 1161 11AB,
        /// U+D558 11AB. It composes to one code point.
        case decomposed
        /// An Old Hangul syllable, which has no precomposed code point, in conjoining jamo: U+1112 119E 11AB.
        case old
        /// An Old Hangul syllable of which a part is precomposed: U+AC00 11EB.
        case halfComposed
        /// Leading consonants, vowels or trailing consonants without what makes a syllable of them; the fillers
        /// U+115F and 1160 may hold the places.
        case isolated
        /// A compatibility letter: ㅋ.
        case compatibility
        /// A halfwidth letter: ﾡ.
        case halfwidth
        /// Fillers and nothing else: text that shows nothing.
        case filler
        /// A tone mark with no block before it.
        case toneMark
        /// A parenthesized or circled letter or syllable: ㉠.
        case enclosed
    }

    /// Byte offsets in the text.
    public let range: Range<Int>

    /// What it is.
    public let kind: Kind

    /// The number of leading consonants, the filler included; a precomposed syllable has one.
    public let leadingCount: Int

    /// The number of vowels, the filler included.
    public let vowelCount: Int

    /// The number of trailing consonants.
    public let trailingCount: Int

    /// Whether a tone mark follows (inside ``range``).
    public let hasToneMark: Bool

    @inlinable
    init(
        _ kind: Kind, _ range: Range<Int>, leadingCount: Int = 0, vowelCount: Int = 0, trailingCount: Int = 0,
        hasToneMark: Bool = false
    ) {
        self.kind = kind
        self.range = range
        self.leadingCount = leadingCount
        self.vowelCount = vowelCount
        self.trailingCount = trailingCount
        self.hasToneMark = hasToneMark
    }

    /// Whether it is a whole syllable, modern or old.
    public var isSyllable: Bool {
        switch kind {
        case .syllable, .decomposed, .old, .halfComposed: true
        default: false
        }
    }

    /// The code points of the block with precomposed syllables taken apart; for other text, its code points as they
    /// are, without those of invalid bytes.
    ///
    /// - Parameter bytes: the text that the block is of.
    public func jamo(in bytes: [UInt8]) -> [UInt32] {
        var result: [UInt32] = []
        let span = bytes.span
        var offset = range.lowerBound
        while offset < range.upperBound {
            guard let scalar = decodeScalar(span, at: offset) else {
                offset += 1
                continue
            }
            if let syllable = HangulSyllable(scalarValue: scalar.value) {
                result += [syllable.leadingJamo, syllable.vowelJamo]
                if let trailing = syllable.trailingJamo { result.append(trailing) }
            } else {
                result.append(scalar.value)
            }
            offset += scalar.length
        }
        return result
    }
}
