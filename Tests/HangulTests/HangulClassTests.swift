import Foundation
import Hangul
import Testing

/// What the standard library's character names say: an oracle that knows nothing of code point ranges.
enum NameOracle {
    static func hangulClass(_ value: UInt32) -> HangulClass {
        guard let scalar = Unicode.Scalar(value), let name = scalar.properties.name else { return .none }
        let isOldConsonant =
            name.contains("PANSIOS") || name.contains("YESIEUNG") || name.contains("YEORIN")
            || name.contains("KAPYEOUN")
        switch true {
        case name.hasPrefix("HANGUL SYLLABLE "):
            return String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars.count == 2
                ? .syllableLV : .syllableLVT
        case name == "HANGUL CHOSEONG FILLER": return .leadingFiller
        case name == "HANGUL JUNGSEONG FILLER": return .vowelFiller
        case name == "HANGUL FILLER": return .compatibilityFiller
        case name == "HALFWIDTH HANGUL FILLER": return .halfwidthFiller
        case name.hasPrefix("HANGUL CHOSEONG "): return modern.contains(value) ? .leading : .oldLeading
        case name.hasPrefix("HANGUL JUNGSEONG "): return modern.contains(value) ? .vowel : .oldVowel
        case name.hasPrefix("HANGUL JONGSEONG "): return modern.contains(value) ? .trailing : .oldTrailing
        case name.hasPrefix("HANGUL LETTER "):
            let isVowel = isVowelName(name.dropFirst("HANGUL LETTER ".count))
            // ㆍ and later vowels, ㅥ and later consonants are old.
            let isOld = isOldConsonant || value > 0x3164
            if isVowel { return isOld ? .oldCompatibilityVowel : .compatibilityVowel }
            return isOld ? .oldCompatibilityConsonant : .compatibilityConsonant
        case name.hasPrefix("HALFWIDTH HANGUL LETTER "):
            return isVowelName(name.dropFirst("HALFWIDTH HANGUL LETTER ".count)) ? .halfwidthVowel : .halfwidthConsonant
        case name.hasPrefix("HANGUL") && name.hasSuffix("TONE MARK"): return .toneMark
        case name.contains("HANGUL") && (name.hasPrefix("CIRCLED") || name.hasPrefix("PARENTHESIZED")): return .enclosed
        case name.hasPrefix("PARENTHESIZED KOREAN CHARACTER"), name.hasPrefix("CIRCLED KOREAN CHARACTER"),
            name == "KOREAN STANDARD SYMBOL":
            return .enclosed
        default: return .none
        }
    }

    private static func isVowelName(_ name: Substring) -> Bool {
        "AEIOUYW".contains(name.prefix(1)) && !isY(name) && !isI(name)
    }
    private static func isY(_ name: Substring) -> Bool { name.hasPrefix("YES") || name.hasPrefix("YEORIN") }
    private static func isI(_ name: Substring) -> Bool { name.hasPrefix("IEUNG") }

    /// The jamo that syllables are made of. (Not asked of Foundation's composition, which on Linux makes
    /// U+D7A4 of U+1113 1161.)
    private static let modern = Set(
        (UInt32(0xAC00)...0xD7A3).flatMap { value in
            Unicode.Scalar(value).map(String.init)?.decomposedStringWithCanonicalMapping.unicodeScalars.map(\.value)
                ?? []
        })
}

@Suite struct HangulClassTests {
    @Test("Every code point has the class that its Unicode name tells")
    func everyCodePoint() {
        let likely: [ClosedRange<UInt32>] = [
            0...0x3FF, 0x1000...0x12FF, 0x3000...0x33FF, 0xA900...0xD7FF, 0xF900...0xFFFF, 0x1_F100...0x1_F2FF,
        ]
        for range in likely {
            for value in range where HangulClass(value) != NameOracle.hangulClass(value) {
                Issue.record(
                    "U+\(String(value, radix: 16)) is \(HangulClass(value)), not \(NameOracle.hangulClass(value))")
                return
            }
        }
        for value: UInt32 in stride(from: 0x1_0000, through: 0x10_FFFF, by: 7) {
            #expect(HangulClass(value) == .none)
        }
    }

    @Test("The conjoining types are those of HangulSyllableType.txt")
    func syllableTypes() throws {
        let path = "/usr/share/unicode/HangulSyllableType.txt"
        guard let data = FileManager.default.contents(atPath: path) else {
            print("skipped: HangulSyllableType.txt needs Debian's unicode-data")
            return
        }
        var truth: [UInt32: Substring] = [:]
        let file = String(decoding: data, as: UTF8.self)
        for line in file.split(separator: "\n") where !line.hasPrefix("#") {
            let fields = line.prefix { $0 != "#" }.split(separator: ";").map { $0.filter { $0 != " " } }
            guard fields.count == 2 else { continue }
            let ends = fields[0].split(separator: ".").compactMap { UInt32($0, radix: 16) }
            for value in try #require(ends.first)...(try #require(ends.last)) { truth[value] = Substring(fields[1]) }
        }
        #expect(truth.count == 11_172 + 125 + 95 + 137)
        for value: UInt32 in 0...0x1_0000 {
            let kind = HangulClass(value)
            let type: Substring? =
                switch true {
                case kind == .syllableLV: "LV"
                case kind == .syllableLVT: "LVT"
                case kind.isLeading: "L"
                case kind.isVowel: "V"
                case kind.isTrailing: "T"
                default: nil
                }
            if type != truth[value] { Issue.record("U+\(String(value, radix: 16)): \(String(describing: type))") }
            #expect(kind.isConjoining == (type != nil))
        }
    }
}
