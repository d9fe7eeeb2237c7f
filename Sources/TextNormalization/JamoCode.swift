internal import Hangul

/// The code of the policy `jamo`: syllables as jamo, and a marker where jamo of the original would be taken for a
/// syllable's.
///
/// Decoding reads from left to right and composes a modern leading consonant, the vowel right behind it, and the
/// trailing consonant right behind that. A marker before a vowel, a trailing consonant or a marker makes it stand
/// for itself, and is dropped. So of the original only these need one:
/// - a vowel that follows a leading consonant — nothing else can make that consonant compose;
/// - a trailing consonant that follows a precomposed syllable which has none;
/// - the marker itself.
///
/// A vowel that is marked composes with nothing, so a trailing consonant behind it needs no marker.
enum JamoCode {
    /// U+034F, the combining grapheme joiner: a mark (so it stays inside words), of combining class 0, rare in any
    /// text, and meant to keep characters from being joined.
    static let marker: UInt32 = 0x034F

    /// What the next scalar must know of the last.
    private enum Last {
        case other, leadingJamo, openSyllable
    }

    /// Encodes a text.
    static func encode(_ bytes: [UInt8], recordingEdits: Bool) -> NormalizedText {
        let span = bytes.span
        var builder = NormalizedTextBuilder(bytes, recordingEdits: recordingEdits)
        var replacement: [UInt8] = []
        var last = Last.other
        var offset = 0
        while offset < span.count {
            guard let scalar = decodeScalar(span, at: offset) else {
                offset += 1
                last = .other
                continue
            }
            let end = offset + scalar.length
            replacement.removeAll(keepingCapacity: true)
            encode(scalar.value, after: &last, to: &replacement)
            if !replacement.isEmpty { builder.replace(offset..<end, by: replacement) }
            offset = end
        }
        return builder.finish()
    }

    /// The offset of the first scalar that encoding changes.
    static func firstEncodedOffset(in bytes: Span<UInt8>) -> Int? {
        var replacement: [UInt8] = []
        var last = Last.other
        var offset = 0
        while offset < bytes.count {
            guard let scalar = decodeScalar(bytes, at: offset) else {
                offset += 1
                last = .other
                continue
            }
            encode(scalar.value, after: &last, to: &replacement)
            if !replacement.isEmpty { return offset }
            offset += scalar.length
        }
        return nil
    }

    /// Whether the code of two neighbours is not that of each.
    static func interact(_ previous: UInt32, _ next: UInt32) -> Bool {
        switch last(of: previous) {
        case .other: false
        case .leadingJamo: isVowel(next)
        case .openSyllable: isTrailing(next)
        }
    }

    /// Appends the code of a scalar, or nothing where it stands for itself.
    private static func encode(_ scalar: UInt32, after last: inout Last, to code: inout [UInt8]) {
        let before = last
        last = self.last(of: scalar)
        if let syllable = HangulSyllable(scalarValue: scalar) {
            appendUTF8(syllable.leadingJamo, to: &code)
            appendUTF8(syllable.vowelJamo, to: &code)
            if let trailing = syllable.trailingJamo { appendUTF8(trailing, to: &code) }
        } else if scalar == marker || before == .leadingJamo && isVowel(scalar)
            || before == .openSyllable && isTrailing(scalar)
        {
            appendUTF8(marker, to: &code)
            appendUTF8(scalar, to: &code)
        }
    }

    private static func last(of scalar: UInt32) -> Last {
        if isLeading(scalar) { return .leadingJamo }
        return HangulClass(scalar) == .syllableLV ? .openSyllable : .other
    }

    /// Whether it is one of the 19 leading consonants that compose.
    static func isLeading(_ scalar: UInt32) -> Bool { scalar &- 0x1100 < 19 }

    /// Whether it is one of the 21 vowels that compose.
    static func isVowel(_ scalar: UInt32) -> Bool { scalar &- 0x1161 < 21 }

    /// Whether it is one of the 27 trailing consonants that compose.
    static func isTrailing(_ scalar: UInt32) -> Bool { scalar &- 0x11A8 < 27 }
}
