/// One of the 11,172 precomposed modern syllables, U+AC00–D7A3: a leading consonant, a vowel and perhaps a trailing
/// consonant, each a number in the order of the alphabet.
///
/// The arithmetic is that of section 3.12 of the Unicode Standard.
///
/// ```swift
/// let han = HangulSyllable(leading: 18, vowel: 0, trailing: 4)  // 한: ㅎ ㅏ ㄴ
/// han?.scalarValue                                              // 0xD55C
/// ```
@frozen
public struct HangulSyllable: Sendable, Hashable {
    /// 19 leading consonants, ㄱ to ㅎ.
    public static let leadingCount = 19
    /// 21 vowels, ㅏ to ㅣ.
    public static let vowelCount = 21
    /// 27 trailing consonants, ㄱ to ㅎ, and 0 for none.
    public static let trailingCount = 28
    /// All syllables: 19 × 21 × 28.
    public static let count = 11_172

    /// The first syllable, 가.
    @usableFromInline static let first: UInt32 = 0xAC00
    @usableFromInline static let firstLeading: UInt32 = 0x1100
    @usableFromInline static let firstVowel: UInt32 = 0x1161
    /// One before the first trailing consonant, so that 0 can mean none.
    @usableFromInline static let beforeTrailing: UInt32 = 0x11A7

    /// The number of the syllable in the order of Unicode, 0 for 가 to 11,171 for 힣.
    public let index: UInt16

    /// The syllable of a number below 11,172, unchecked in release builds.
    @inlinable
    public init(uncheckedIndex index: Int) {
        assert((0..<Self.count).contains(index), "the index must be below 11,172")
        self.index = UInt16(truncatingIfNeeded: index)
    }

    /// The syllable of three numbers in range, unchecked in release builds.
    @inlinable
    public init(uncheckedLeading leading: Int, vowel: Int, trailing: Int) {
        self.init(uncheckedIndex: (leading * Self.vowelCount + vowel) * Self.trailingCount + trailing)
    }

    /// The syllable of a number, or nil when it is not below 11,172.
    @inlinable
    public init?(index: Int) {
        guard (0..<Self.count).contains(index) else { return nil }
        self.init(uncheckedIndex: index)
    }

    /// The syllable of three numbers, or nil when one is out of range.
    ///
    /// - Parameters:
    ///   - leading: 0 for ㄱ to 18 for ㅎ.
    ///   - vowel: 0 for ㅏ to 20 for ㅣ.
    ///   - trailing: 0 for none, 1 for ㄱ to 27 for ㅎ.
    @inlinable
    public init?(leading: Int, vowel: Int, trailing: Int = 0) {
        guard (0..<Self.leadingCount).contains(leading), (0..<Self.vowelCount).contains(vowel),
            (0..<Self.trailingCount).contains(trailing)
        else { return nil }
        self.init(uncheckedLeading: leading, vowel: vowel, trailing: trailing)
    }

    /// The syllable of a code point, or nil when it is no precomposed syllable.
    @inlinable
    public init?(scalarValue: UInt32) {
        let index = scalarValue &- Self.first
        guard index < UInt32(Self.count) else { return nil }
        self.index = UInt16(truncatingIfNeeded: index)
    }

    /// The syllable of a scalar, or nil when it is no precomposed syllable.
    @inlinable
    public init?(_ scalar: Unicode.Scalar) {
        self.init(scalarValue: scalar.value)
    }

    /// The syllable that modern conjoining jamo compose to, or nil when one of them is none of the 19, 21 or 27.
    @inlinable
    public init?(leadingJamo: UInt32, vowelJamo: UInt32, trailingJamo: UInt32? = nil) {
        let leading = leadingJamo &- Self.firstLeading
        let vowel = vowelJamo &- Self.firstVowel
        let trailing = (trailingJamo ?? Self.beforeTrailing) &- Self.beforeTrailing
        guard leading < UInt32(Self.leadingCount), vowel < UInt32(Self.vowelCount),
            trailing < UInt32(Self.trailingCount), trailing != 0 || trailingJamo == nil
        else { return nil }
        self.init(uncheckedLeading: Int(leading), vowel: Int(vowel), trailing: Int(trailing))
    }

    /// The number of the leading consonant, 0 to 18.
    @inlinable
    public var leading: Int { Int(index) / (Self.vowelCount * Self.trailingCount) }

    /// The number of the vowel, 0 to 20.
    @inlinable
    public var vowel: Int { Int(index) / Self.trailingCount % Self.vowelCount }

    /// The number of the trailing consonant, 1 to 27, or 0 for none.
    @inlinable
    public var trailing: Int { Int(index) % Self.trailingCount }

    /// The code point of the syllable.
    @inlinable
    public var scalarValue: UInt32 { Self.first + UInt32(index) }

    /// The scalar of the syllable.
    public var scalar: Unicode.Scalar { Unicode.Scalar(scalarValue) ?? "\u{AC00}" }

    /// The code point of the leading consonant, U+1100–1112.
    @inlinable
    public var leadingJamo: UInt32 { Self.firstLeading + UInt32(leading) }

    /// The code point of the vowel, U+1161–1175.
    @inlinable
    public var vowelJamo: UInt32 { Self.firstVowel + UInt32(vowel) }

    /// The code point of the trailing consonant, U+11A8–11C2, or nil.
    @inlinable
    public var trailingJamo: UInt32? { trailing == 0 ? nil : Self.beforeTrailing + UInt32(trailing) }

    /// The same syllable with another trailing consonant, or nil when the number is above 27.
    @inlinable
    public func withTrailing(_ trailing: Int) -> HangulSyllable? {
        HangulSyllable(leading: leading, vowel: vowel, trailing: trailing)
    }
}
