internal import CICU
internal import Hangul

/// A kind of text that one policy or another changes; what a ``NormalizationReport`` counts.
public enum TextFeature: String, Sendable, Hashable, CaseIterable, Codable {
    /// A precomposed modern syllable: 한.
    case syllable = "precomposed syllable"
    /// A modern syllable in jamo, wholly or in part: U+1112 1161 11AB.
    case decomposedSyllable = "modern syllable in jamo"
    /// An Old Hangul syllable in jamo: U+1112 119E 11AB.
    case oldSyllable = "Old Hangul syllable"
    /// An Old Hangul syllable, part of it precomposed: U+AC00 11EB.
    case halfComposedSyllable = "half-composed syllable"
    /// Conjoining jamo that make no syllable.
    case isolatedJamo = "isolated conjoining jamo"
    /// A letter by itself: ㅋ.
    case compatibilityJamo = "compatibility jamo"
    /// A halfwidth letter: ﾡ.
    case halfwidthJamo = "halfwidth jamo"
    /// Fillers without letters, which show nothing: U+3164.
    case filler = "filler"
    /// A tone mark that follows no block.
    case toneMark = "stray tone mark"
    /// A circled or parenthesized letter or syllable: ㉠.
    case enclosedHangul = "enclosed Hangul"
    /// A Hanja with a unified twin: U+F914 樂.
    case compatibilityHanja = "compatibility Hanja"
    /// A syllable or letter in the private use area.
    case hanyangPUA = "Hanyang PUA"
    /// Full-width Latin, halfwidth kana, the wide space and the like.
    case widthForm = "width form"
    /// A character with marks behind it: e and U+0301.
    case combiningSequence = "combining sequence"
    /// A character that is equivalent to several or to another: é, Å.
    case canonicalComposite = "canonical composite"
    /// A character that is another by compatibility only: ㎏, ①, ﬁ.
    case compatibilityCharacter = "compatibility character"
    /// U+034F, which `jamo` marks.
    case joiner = "combining grapheme joiner"
    /// Bytes that are no well-formed UTF-8.
    case invalidBytes = "invalid bytes"

    init?(_ kind: SyllableBlock.Kind) {
        switch kind {
        case .other: return nil
        case .syllable: self = .syllable
        case .decomposed: self = .decomposedSyllable
        case .old: self = .oldSyllable
        case .halfComposed: self = .halfComposedSyllable
        case .isolated: self = .isolatedJamo
        case .compatibility: self = .compatibilityJamo
        case .halfwidth: self = .halfwidthJamo
        case .filler: self = .filler
        case .toneMark: self = .toneMark
        case .enclosed: self = .enclosedHangul
        }
    }

    /// The feature of a single scalar that is no Hangul, or nil for one that no policy changes by itself.
    init?(_ scalar: UInt32) {
        if scalar < 0xA0 { return nil }
        if scalar == JamoCode.marker {
            self = .joiner
        } else if Folding.privateJamo(of: scalar) != nil {
            self = .hanyangPUA
        } else if Folding.plainWidth(of: scalar) != nil {
            self = .widthForm
        } else {
            switch NormalizationClasses.shared(.nfd)[scalar] {
            case NormalizationClasses.stable:
                guard NormalizationClasses.shared(.nfkd)[scalar] >= NormalizationClasses.changes else { return nil }
                self = .compatibilityCharacter
            case 1..<NormalizationClasses.changes: self = .combiningSequence
            default: self = isCompatibilityHanja(scalar) ? .compatibilityHanja : .canonicalComposite
            }
        }
    }
}

/// A piece of text with a feature.
struct TextUnit {
    var feature: TextFeature
    var range: Range<Int>

    /// The units of a text in order; what no policy touches is in none.
    static func units(of bytes: [UInt8]) -> [TextUnit] {
        var units: [TextUnit] = []
        for block in SyllableBlocks(bytes) {
            if let feature = TextFeature(block.kind) {
                units.append(TextUnit(feature: feature, range: block.range))
            } else {
                appendUnits(of: block.range, in: bytes.span, to: &units)
            }
        }
        return units
    }

    private static func appendUnits(of range: Range<Int>, in bytes: Span<UInt8>, to units: inout [TextUnit]) {
        var offset = range.lowerBound
        while offset < range.upperBound {
            let start = offset
            guard let scalar = decodeScalar(bytes, at: offset) else {
                while offset < range.upperBound, decodeScalar(bytes, at: offset) == nil { offset += 1 }
                units.append(TextUnit(feature: .invalidBytes, range: start..<offset))
                continue
            }
            offset += scalar.length
            let hasMarks = skipMarks(in: bytes, from: &offset, to: range.upperBound)
            if let feature = hasMarks ? .combiningSequence : TextFeature(scalar.value) {
                units.append(TextUnit(feature: feature, range: start..<offset))
            }
        }
    }

    private static func skipMarks(in bytes: Span<UInt8>, from offset: inout Int, to end: Int) -> Bool {
        let start = offset
        while offset < end, let mark = decodeScalar(bytes, at: offset), cicu_combining_class(mark.value) != 0 {
            offset += mark.length
        }
        return offset > start
    }
}
