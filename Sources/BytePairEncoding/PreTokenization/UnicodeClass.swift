/// What a pre-tokenizer needs to know of a character.
///
/// The classes are the general categories that the published regexes name (`\p{Lu}`, `\p{M}`, `\p{N}` …), with white
/// space (`\s`, the property `White_Space`) taken out first. Invalid UTF-8 counts as `other`, a byte at a time.
package enum UnicodeClass: UInt8, Sendable, CaseIterable {
    /// Unassigned, control, format and private-use characters, and invalid bytes.
    case other = 0
    case space
    case uppercase
    case lowercase
    case titlecase
    case modifierLetter
    case otherLetter
    case mark
    case number
    case punctuation
    case symbol
}

/// A set of Unicode classes, one bit each.
///
/// The empty set stands for "the text has ended": it is in no set, so a test for membership needs no second test for
/// the end.
package struct UnicodeClassSet: OptionSet, Sendable {
    package let rawValue: UInt16

    package init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    package init(_ unicodeClass: UnicodeClass) {
        rawValue = 1 << UInt16(unicodeClass.rawValue)
    }

    static let other = Self(.other)
    static let space = Self(.space)
    static let mark = Self(.mark)
    static let number = Self(.number)
    static let lowercase = Self(.lowercase)
    static let punctuation = Self(.punctuation)
    static let symbol = Self(.symbol)
    static let end: Self = []

    /// `\p{L}`
    static let letters: Self = [
        Self(.uppercase), Self(.lowercase), Self(.titlecase), Self(.modifierLetter), Self(.otherLetter),
    ]
    /// `[\p{L}\p{M}]`
    static let markedLetters: Self = [letters, mark]
    /// `[\p{Lm}\p{Lo}\p{M}]`, in both halves of a cased word
    static let uncased: Self = [Self(.modifierLetter), Self(.otherLetter), mark]
    /// `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]`, the first half of a cased word
    static let upperHalf: Self = [uncased, Self(.uppercase), Self(.titlecase)]
    /// `[\p{Ll}\p{Lm}\p{Lo}\p{M}]`, the second half of a cased word
    static let lowerHalf: Self = [uncased, lowercase]
    /// `[^\s\p{L}\p{N}]`
    static let symbols: Self = [other, mark, punctuation, symbol]
    /// `[^\p{L}\p{N}]`
    static let nonWord: Self = [symbols, space]

    /// Whether one character's class (a set of one, or `end`) is in this set.
    @inline(__always)
    func has(_ one: Self) -> Bool { rawValue & one.rawValue != 0 }
}
