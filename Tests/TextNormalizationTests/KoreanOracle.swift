import Foundation
import Hangul
import TestSupport

/// The definitions of `korean` and `korean-fold` carried out literally, on arrays of scalars, with regular
/// expressions for blocks and ICU for everything else.
enum KoreanOracle {
    static func korean(_ bytes: [UInt8]) -> [UInt8] { eachRun(of: bytes, korean) }

    static func koreanFold(_ bytes: [UInt8]) -> [UInt8] { eachRun(of: bytes) { korean(fold($0)) } }

    private static func eachRun(of bytes: [UInt8], _ body: ([UInt32]) -> [UInt32]) -> [UInt8] {
        var result: [UInt8] = []
        var run: [UInt32] = []
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var offset = 0
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded):
                run.append(Unicode.UTF8.decode(encoded).value)
                offset += encoded.count
            case .error(let length):
                result += TrapText.utf8(body(run)) + bytes[offset..<offset + length]
                run.removeAll()
                offset += length
            case .emptyInput:
                return result + TrapText.utf8(body(run))
            }
        }
    }

    private static func scalars(_ bytes: [UInt8]) -> [UInt32] {
        String(decoding: bytes, as: UTF8.self).unicodeScalars.map(\.value)
    }

    private static func isCompatibilityHanja(_ value: UInt32) -> Bool {
        (0xF900...0xFAFF).contains(value) || (0x2_F800...0x2_FA1F).contains(value)
    }

    /// Step by step: hide the Hanja in plane 15, compose, take every syllable apart, put modern blocks together.
    private static func korean(_ text: [UInt32]) -> [UInt32] {
        // Plane 16 is hidden from the hiding place.
        let hidden = text.map {
            isCompatibilityHanja($0) ? ($0 < 0x1_0000 ? 0xF_0000 + $0 : $0 - 0x2_0000 + 0xF_0000) : $0
        }
        let composed = scalars(ICUNormalization.nfc.normalize(TrapText.utf8(hidden)))
        let jamo = composed.flatMap { value in
            (0xAC00...0xD7A3).contains(value)
                ? scalars(ICUNormalization.nfd.normalize(TrapText.utf8([value]))) : [value]
        }
        let letters = String(jamo.map(letter))
        var result = jamo
        let whole = NSRange(location: 0, length: jamo.count)
        for match in (block?.matches(in: letters, range: whole) ?? []).reversed() {
            let range = match.range.location..<match.range.location + match.range.length
            let nfc = scalars(ICUNormalization.nfc.normalize(TrapText.utf8(Array(jamo[range]))))
            if nfc.count == 1 { result.replaceSubrange(range, with: nfc) }
        }
        return result.map { value in
            guard (0xF_0000...0xF_FFFF).contains(value) else { return value }
            let low = value - 0xF_0000
            return isCompatibilityHanja(low) ? low : low + 0x2_0000
        }
    }

    private static let block = try? NSRegularExpression(pattern: "L+V+T*")

    private static func letter(_ value: UInt32) -> Character {
        let kind = HangulClass(value)
        return kind.isLeading ? "L" : kind.isVowel ? "V" : kind.isTrailing ? "T" : "o"
    }

    private static func plain(_ value: UInt32) -> UInt32? {
        if value == 0x3000 { return 0x20 }
        if value == 0xFFE3 { return 0xAF }
        if let letter = JamoMapping.fullwidth(of: value) { return letter }
        guard (0xFF00...0xFFEF).contains(value), let scalar = Unicode.Scalar(value),
            let name = scalar.properties.name, name.hasPrefix("FULLWIDTH") || name.hasPrefix("HALFWIDTH")
        else { return nil }
        return scalars(ICUNormalization.nfkc.normalize(TrapText.utf8([value]))).first
    }

    /// Private letters by their neighbours, the text having lost U+F86A behind vowels first.
    private static func fold(_ text: [UInt32]) -> [UInt32] {
        var kept: [UInt32] = []
        for value in text {
            let last = kept.last.map { HanyangPUA.jamo(of: $0) ?? [$0] } ?? []
            if value == 0xF86A, last.count == 1, letter(last[0]) == "V" { continue }
            kept.append(value)
        }
        let text = kept
        /// L, V, T for letters, private or conjoining; o for all else, syllables too.
        let places: [Character] = text.map { value in
            guard let jamo = HanyangPUA.jamo(of: value), !jamo.isEmpty else { return letter(value) }
            return jamo.count == 1 ? letter(jamo[0]) : "o"
        }
        var result: [UInt32] = []
        for (index, value) in text.enumerated() {
            guard let jamo = HanyangPUA.jamo(of: value), !jamo.isEmpty else {
                result.append(plain(value) ?? value)
                continue
            }
            let before = index > 0 ? places[index - 1] : "o"
            let after = index + 1 < text.count ? places[index + 1] : "o"
            switch (jamo.count, places[index]) {
            case (1, "L"): result += "LV".contains(after) ? jamo : jamo + [0x1160]
            case (1, "V"): result += "LV".contains(before) ? jamo : [0x115F] + jamo
            case (1, "T"): result += "VT".contains(before) ? jamo : [0x115F, 0x1160] + jamo
            default: result += jamo
            }
        }
        return result
    }
}
