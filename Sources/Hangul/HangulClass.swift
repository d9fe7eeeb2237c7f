/// What a code point is in the writing of Hangul.
///
/// *Modern* jamo are those of today's alphabet, which compose to the 11,172 syllables; *old* ones, among them all of
/// the Extended-A and -B blocks, are for Middle Korean and dialects and never compose.
@frozen
public enum HangulClass: UInt8, Sendable, Hashable, CaseIterable {
    /// No Hangul.
    case none
    /// A precomposed syllable without a trailing consonant, as 가.
    case syllableLV
    /// A precomposed syllable with one, as 각.
    case syllableLVT
    /// U+1100–1112.
    case leading
    /// U+1113–115E, U+A960–A97C.
    case oldLeading
    /// U+115F, which stands for a missing leading consonant.
    case leadingFiller
    /// U+1161–1175.
    case vowel
    /// U+1176–11A7, U+D7B0–D7C6.
    case oldVowel
    /// U+1160, which stands for a missing vowel.
    case vowelFiller
    /// U+11A8–11C2.
    case trailing
    /// U+11C3–11FF, U+D7CB–D7FB.
    case oldTrailing
    /// U+3131–314E: letters by themselves, as on a keyboard and in ㅋㅋ.
    case compatibilityConsonant
    /// U+314F–3163.
    case compatibilityVowel
    /// U+3165–3186.
    case oldCompatibilityConsonant
    /// U+3187–318E.
    case oldCompatibilityVowel
    /// U+3164, invisible.
    case compatibilityFiller
    /// U+FFA1–FFBE.
    case halfwidthConsonant
    /// U+FFC2–FFC7, FFCA–FFCF, FFD2–FFD7, FFDA–FFDC.
    case halfwidthVowel
    /// U+FFA0, invisible.
    case halfwidthFiller
    /// U+302E and 302F, written after the block, printed to its left: one dot for high tone, two for rising.
    case toneMark
    /// U+3200–321E and 3260–327F: parenthesized and circled letters, syllables and words.
    case enclosed

    /// The class of a code point.
    ///
    /// - Complexity: O(1); modern syllables are decided first.
    public init(_ scalar: UInt32) {
        if scalar &- 0xAC00 < 11172 {
            self = (scalar - 0xAC00) % 28 == 0 ? .syllableLV : .syllableLVT
        } else if scalar < 0x1100 {
            self = .none
        } else if scalar < 0x1200 {
            self = Self.ofJamoBlock(scalar)
        } else if scalar < 0x3400 {
            self = Self.ofCompatibility(scalar)
        } else {
            self =
                switch scalar {
                case 0xA960...0xA97C: .oldLeading
                case 0xD7B0...0xD7C6: .oldVowel
                case 0xD7CB...0xD7FB: .oldTrailing
                case 0xFFA0: .halfwidthFiller
                case 0xFFA1...0xFFBE: .halfwidthConsonant
                case 0xFFC2...0xFFC7, 0xFFCA...0xFFCF, 0xFFD2...0xFFD7, 0xFFDA...0xFFDC: .halfwidthVowel
                default: .none
                }
        }
    }

    /// The class of a scalar.
    public init(_ scalar: Unicode.Scalar) {
        self.init(scalar.value)
    }

    private static func ofJamoBlock(_ scalar: UInt32) -> HangulClass {
        switch scalar {
        case ...0x1112: .leading
        case ...0x115E: .oldLeading
        case 0x115F: .leadingFiller
        case 0x1160: .vowelFiller
        case ...0x1175: .vowel
        case ...0x11A7: .oldVowel
        case ...0x11C2: .trailing
        default: .oldTrailing
        }
    }

    private static func ofCompatibility(_ scalar: UInt32) -> HangulClass {
        switch scalar {
        case 0x302E, 0x302F: .toneMark
        case 0x3131...0x314E: .compatibilityConsonant
        case 0x314F...0x3163: .compatibilityVowel
        case 0x3164: .compatibilityFiller
        case 0x3165...0x3186: .oldCompatibilityConsonant
        case 0x3187...0x318E: .oldCompatibilityVowel
        case 0x3200...0x321E, 0x3260...0x327F: .enclosed
        default: .none
        }
    }
}

extension HangulClass {
    /// Whether it is a leading consonant that conjoins, old ones and the filler included (Hangul_Syllable_Type L).
    @inlinable
    public var isLeading: Bool { self == .leading || self == .oldLeading || self == .leadingFiller }

    /// Whether it is a vowel that conjoins, old ones and the filler included (Hangul_Syllable_Type V).
    @inlinable
    public var isVowel: Bool { self == .vowel || self == .oldVowel || self == .vowelFiller }

    /// Whether it is a trailing consonant that conjoins (Hangul_Syllable_Type T).
    @inlinable
    public var isTrailing: Bool { self == .trailing || self == .oldTrailing }

    /// Whether it is a precomposed syllable (Hangul_Syllable_Type LV or LVT).
    @inlinable
    public var isSyllable: Bool { self == .syllableLV || self == .syllableLVT }

    /// Whether it conjoins with others into a block: conjoining jamo and precomposed syllables.
    @inlinable
    public var isConjoining: Bool { rawValue != 0 && rawValue <= HangulClass.oldTrailing.rawValue }

    /// Whether it shows nothing: the four fillers.
    @inlinable
    public var isFiller: Bool {
        self == .leadingFiller || self == .vowelFiller || self == .compatibilityFiller || self == .halfwidthFiller
    }

    /// Whether it is a letter that today's alphabet does not have.
    @inlinable
    public var isOld: Bool {
        switch self {
        case .oldLeading, .oldVowel, .oldTrailing, .oldCompatibilityConsonant, .oldCompatibilityVowel: true
        default: false
        }
    }

    /// Whether a block goes on from a character of this class to one of class `next`: rules GB6 to GB8 of Unicode
    /// annex 29, which is to say L* (L | V* | LV | LVT) V* T*.
    @inlinable
    public func joins(_ next: HangulClass) -> Bool {
        if isLeading { return next.isLeading || next.isVowel || next.isSyllable }
        if isVowel || self == .syllableLV { return next.isVowel || next.isTrailing }
        if isTrailing || self == .syllableLVT { return next.isTrailing }
        return false
    }
}
