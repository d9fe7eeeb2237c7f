/// How much room a character takes, before a style says how much that is.
///
/// From East Asian Width (UAX #11), with marks and the vowels and finals of conjoining jamo at zero.
package enum WidthKind: UInt8 {
    case zero, half, ambiguous, full
}

/// What a character means for the end of a line: the classes of UAX #14, as far as Korean needs them apart.
package enum BreakKind: UInt8 {
    case letter, digit
    /// Hangul syllables, Hanja, Kana: characters between which a line may end when it is broken by syllable.
    case ideograph
    /// May not begin a line: closing brackets.
    case closing
    /// May not begin a line, and holds on to a letter or digit after it: full stop, comma, colon, `)`, `%`.
    case closingLetter
    /// May not begin a line: question and exclamation marks, ellipsis, small kana.
    case exclamation
    /// May not end a line: opening brackets, currency signs.
    case opening
    /// Neither begins nor ends a line: quotation marks whose direction is not known.
    case quotation
    /// Holds on to both sides.
    case glue
    /// May not begin a line; a line may end after it: hyphens and dashes.
    case breakAfter
    /// Belongs to the character before.
    case combining
    /// Hangs over the end of a line.
    case space
    case zeroWidthSpace, tab, lineEnd, pageBreak
}

/// What typesetting needs of a character in one byte: `joining jamo << 6 | width << 4 | break`.
package struct CharacterClass: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The class of bytes that are no UTF-8: a half-width letter each, as editors show them.
    static let invalid = CharacterClass(rawValue: 1 << 4)

    package var width: WidthKind { WidthKind(rawValue: rawValue >> 4 & 3) ?? .half }
    package var breaking: BreakKind { BreakKind(rawValue: rawValue & 15) ?? .letter }

    /// A vowel or final jamo: no wider when it joins a block, a block of its own when there is none to join.
    package var isJoiningJamo: Bool { rawValue & 0x40 != 0 }

    /// The class of a code point.
    ///
    /// - Complexity: O(1) in the basic plane, O(log *r*) in the number of runs beyond.
    package init(of codePoint: UInt32) {
        if codePoint < 0x10000 {
            self = CharacterClass(rawValue: Self.basicPlane[Int(codePoint)])
        } else {
            self = Self.search(codePoint)
        }
    }

    /// One byte for each code point of the basic plane. 64 KiB, filled once: a table beats a search 20 to 1 in the loop
    /// over a document, and the runs it is filled from stay a readable size in the source.
    static let basicPlane: [UInt8] = {
        var table = [UInt8](repeating: 0, count: 0x10000)
        var index = 0
        while index < runs.count {
            let start = Int(runs[index] >> 8)
            let end = index + 1 < runs.count ? min(Int(runs[index + 1] >> 8), 0x10000) : 0x10000
            if start >= 0x10000 { break }
            for codePoint in start..<end { table[codePoint] = UInt8(truncatingIfNeeded: runs[index]) }
            index += 1
        }
        return table
    }()

    /// The last run that begins at or before the code point.
    static func search(_ codePoint: UInt32) -> CharacterClass {
        var low = 0
        var high = runs.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if runs[middle] >> 8 <= codePoint { low = middle } else { high = middle }
        }
        return CharacterClass(rawValue: UInt8(truncatingIfNeeded: runs[low]))
    }
}
