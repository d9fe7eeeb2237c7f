import Foundation
import Hangul

/// Blocks the slow way: classes from character names, cuts and kinds from regular expressions over class letters.
struct BlockOracle {
    struct Block: Equatable {
        var kind: SyllableBlock.Kind
        /// Scalars in the block, the tone mark included.
        var count: Int
    }

    /// A letter for each class: modern L V T, old l v t, fillers f (leading) and g (vowel), syllables A (LV) and
    /// B (LVT), tone mark m, anything else a kind of its own.
    static func letter(_ value: UInt32) -> Character {
        switch NameOracle.hangulClass(value) {
        case .leading: "L"
        case .oldLeading: "l"
        case .leadingFiller: "f"
        case .vowel: "V"
        case .oldVowel: "v"
        case .vowelFiller: "g"
        case .trailing: "T"
        case .oldTrailing: "t"
        case .syllableLV: "A"
        case .syllableLVT: "B"
        case .toneMark: "m"
        case .compatibilityConsonant, .compatibilityVowel, .oldCompatibilityConsonant, .oldCompatibilityVowel: "c"
        case .halfwidthConsonant, .halfwidthVowel: "h"
        case .compatibilityFiller, .halfwidthFiller: "F"
        case .enclosed: "e"
        case .none: "o"
        }
    }

    /// First match wins; the tone mark is optional behind each conjoining form.
    private static let kinds: [(SyllableBlock.Kind, NSRegularExpression)] = {
        let patterns: [(SyllableBlock.Kind, String)] = [
            (.other, "o+"), (.compatibility, "c"), (.halfwidth, "h"), (.enclosed, "e"), (.filler, "F"),
            (.toneMark, "m"),
            (.filler, "f+g*m?|g+m?"),
            (.syllable, "[AB]m?"),
            (.decomposed, "(?:LVT?|AT)m?"),
            (.old, "[Ll]+[Vv]+[Tt]*m?"),
            (.halfComposed, "[Ll]*(?:A[Vv]*|B)[Tt]*m?"),
            (.isolated, "[Llf]*(?:[Vvg]*|A[Vvg]*|B)[Tt]*m?"),
        ]
        return patterns.compactMap { kind, pattern in
            (try? NSRegularExpression(pattern: "^(?:\(pattern))$")).map { (kind, $0) }
        }
    }()

    /// Every block is the longest that one of these matches.
    private static let cut = try? NSRegularExpression(
        pattern: "o+|[chFe]|[Llf]*(?:A[Vvg]*|B|[Vvg]+)[Tt]*m?|[Llf]+m?|[Tt]+m?|m")

    static func blocks(_ letters: String) -> [Block] {
        let text = letters as NSString
        let all = NSRange(location: 0, length: text.length)
        return (cut?.matches(in: letters, range: all) ?? []).map { match in
            let part = text.substring(with: match.range)
            let whole = NSRange(location: 0, length: match.range.length)
            let kind = kinds.first { $0.1.firstMatch(in: part, range: whole) != nil }?.0
            return Block(kind: kind ?? .other, count: match.range.length)
        }
    }
}
