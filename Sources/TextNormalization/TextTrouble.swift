internal import Hangul

/// A place in a text that deserves a look before the text is trained on, stored or compared.
public struct TextTrouble: Sendable, Hashable {
    /// What is wrong.
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        /// Modern syllables spelled in jamo, as file names from macOS are: they look like others and are not equal.
        case syllablesInJamo = "syllables in jamo"
        /// Old Hangul of which a part is precomposed.
        case halfComposed = "half-composed block"
        /// Conjoining jamo that make no syllable and have no fillers to say so.
        case strayJamo = "stray jamo"
        /// A tone mark behind something that is no block.
        case strayToneMark = "stray tone mark"
        /// Old Hangul in the private use area.
        case privateUse = "private use"
        /// Fillers by themselves: letters to every program, nothing to the reader.
        case hiddenFiller = "hidden filler"
        /// A character that passes for one of the script beside it: Cyrillic а in a Latin word, kana ト for ㅏ.
        case lookAlike = "look-alike"
    }

    /// What is wrong.
    public let kind: Kind

    /// Where, in bytes; neighbours of one kind are one place.
    public let range: Range<Int>

    /// All such places in a text, in order.
    ///
    /// - Parameter text: UTF-8, valid or not.
    /// - Complexity: O(*n*).
    public static func find(in text: [UInt8]) -> [TextTrouble] {
        var found: [TextTrouble] = []
        func add(_ kind: Kind, _ range: Range<Int>) {
            if let last = found.last, last.kind == kind, last.range.upperBound == range.lowerBound {
                found[found.count - 1] = TextTrouble(kind: kind, range: last.range.lowerBound..<range.upperBound)
            } else {
                found.append(TextTrouble(kind: kind, range: range))
            }
        }
        for block in SyllableBlocks(text) {
            switch block.kind {
            case .decomposed: add(.syllablesInJamo, block.range)
            case .halfComposed: add(.halfComposed, block.range)
            case .toneMark: add(.strayToneMark, block.range)
            case .filler: add(.hiddenFiller, block.range)
            case .isolated:
                let hasFiller = block.jamo(in: text).contains { $0 == 0x115F || $0 == 0x1160 }
                if !hasFiller { add(.strayJamo, block.range) }
            case .other:
                for (kind, range) in troubles(in: text, block.range) { add(kind, range) }
            case .syllable, .old, .compatibility, .halfwidth, .enclosed: break
            }
        }
        return found
    }

    /// Private use and look-alikes in a stretch without Hangul, which Hangul may stand beside.
    private static func troubles(in text: [UInt8], _ range: Range<Int>) -> [(Kind, Range<Int>)] {
        let bytes = text.span
        var result: [(Kind, Range<Int>)] = []
        var before = LookAlike.Script(scalarBefore(range.lowerBound, in: bytes))
        var offset = range.lowerBound
        while offset < range.upperBound {
            guard let scalar = decodeScalar(bytes, at: offset) else {
                offset += 1
                before = .other
                continue
            }
            let end = offset + scalar.length
            if Folding.privateJamo(of: scalar.value) != nil {
                result.append((.privateUse, offset..<end))
            } else if let alike = LookAlike(scalar.value) {
                let next = end < bytes.count ? decodeScalar(bytes, at: end) : nil
                let after = LookAlike.Script(next?.value)
                if alike.isTrouble(between: before, and: after) { result.append((.lookAlike, offset..<end)) }
            }
            before = LookAlike.Script(scalar.value)
            offset = end
        }
        return result
    }

    private static func scalarBefore(_ offset: Int, in bytes: Span<UInt8>) -> UInt32? {
        for length in 1...4 where offset >= length {
            if let scalar = decodeScalar(bytes, at: offset - length), scalar.length == length { return scalar.value }
        }
        return nil
    }
}

/// A character that passes for another of a different script.
struct LookAlike {
    /// A script, as far as look-alikes ask for it.
    enum Script {
        case latin, cyrillicOrGreek, hangul, kana, other

        init(_ scalar: UInt32?) {
            guard let scalar else {
                self = .other
                return
            }
            switch scalar {
            case 0x41...0x5A, 0x61...0x7A: self = .latin
            case 0x370...0x52F: self = .cyrillicOrGreek
            case 0x3040...0x30FF: self = .kana
            default: self = HangulClass(scalar) == .none ? .other : .hangul
            }
        }
    }

    private let poses: Script
    private let own: Script

    /// Latin: а с е о р х у і ѕ ј һ ԁ ӏ, А В С Е Н І Ј К М О Р Ѕ Т Х Ү Ӏ; ο, Α Β Ε Ζ Η Ι Κ Μ Ν Ο Ρ Τ Υ Χ.
    private static let latin: Set<UInt32> = [
        0x430, 0x441, 0x435, 0x43E, 0x440, 0x445, 0x443, 0x456, 0x455, 0x458, 0x4BB, 0x501, 0x4CF, 0x410, 0x412, 0x421,
        0x415, 0x41D, 0x406, 0x408, 0x41A, 0x41C, 0x41E, 0x420, 0x405, 0x422, 0x425, 0x4AE, 0x4C0, 0x3BF, 0x391, 0x392,
        0x395, 0x396, 0x397, 0x399, 0x39A, 0x39C, 0x39D, 0x39F, 0x3A1, 0x3A4, 0x3A5, 0x3A7,
    ]
    /// Kana for jamo: ト ㅏ, ロ ㅁ, ー ㅡ, ニ 二 for ㅡ, エ for ㅗ and ㅜ, フ ㄱ, レ ㄴ, コ ㄷ.
    private static let kana: Set<UInt32> = [0x30C8, 0x30ED, 0x30FC, 0x30CB, 0x30A8, 0x30D5, 0x30EC, 0x30B3]
    /// Others for jamo: 卜 ㅏ, 丨 ㅣ, 〇 ㅇ.
    private static let strokes: Set<UInt32> = [0x535C, 0x4E28, 0x3007]

    init?(_ scalar: UInt32) {
        if Self.latin.contains(scalar) {
            (poses, own) = (.latin, .cyrillicOrGreek)
        } else if Self.kana.contains(scalar) {
            (poses, own) = (.hangul, .kana)
        } else if Self.strokes.contains(scalar) {
            (poses, own) = (.hangul, .other)
        } else {
            return nil
        }
    }

    /// Whether it stands in a word of the script that it poses as, and not in one of its own.
    func isTrouble(between before: Script, and after: Script) -> Bool {
        if own != .other, before == own || after == own { return false }
        // Hanja mixed with Hangul is ordinary: only between two Hangul letters is a stroke suspicious.
        if own == .other { return before == poses && after == poses }
        return before == poses || after == poses
    }
}
