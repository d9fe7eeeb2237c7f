import Foundation
import Hangul
import Testing

@Suite struct JamoNameTests {
    @Test("Every name is the one that Unicode gives")
    func names() {
        var count = 0
        for value: UInt32 in 0x1000...0xFFFF {
            let kind = HangulClass(value)
            let expected = kind == .none || kind == .enclosed ? nil : Unicode.Scalar(value)?.properties.name
            #expect(JamoName.name(of: value) == expected)
            if expected != nil { count += 1 }
        }
        // Jamo 256, Extended-A 29, Extended-B 72, compatibility 94, halfwidth 52, tone marks 2, syllables.
        #expect(count == 256 + 29 + 72 + 94 + 52 + 2 + 11_172)
    }
}

@Suite struct JamoMappingTests {
    private func decomposition(_ value: UInt32) -> [UInt32] {
        guard let scalar = Unicode.Scalar(value) else { return [] }
        return String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars.map(\.value)
    }

    @Test("Each compatibility and halfwidth letter maps to what Unicode's compatibility decomposition says, and more")
    func compatibility() {
        for value in Array(UInt32(0x3131)...0x318E) + Array(0xFFA0...0xFFDC) {
            let kind = HangulClass(value)
            guard kind != .none, !kind.isFiller else { continue }
            let found = [JamoMapping.leading(of: value), JamoMapping.vowel(of: value), JamoMapping.trailing(of: value)]
            #expect(decomposition(value).count == 1)
            #expect(found.contains(decomposition(value).first), "U+\(String(value, radix: 16))")
            // A letter has one kind of place, and goes back from every place.
            #expect((found[1] == nil) == (found[0] != nil || found[2] != nil))
            for conjoining in found.compactMap({ $0 }) {
                let back = JamoMapping.compatibility(of: conjoining)
                #expect(back == (value < 0xFF00 ? value : JamoMapping.fullwidth(of: value)))
            }
        }
    }

    @Test(
        "Letters that differ by place are found in each",
        arguments: [
            (0x3131, 0x1100, 0x11A8), (0x3133, nil, 0x11AA), (0x3138, 0x1104, 0xD7CD), (0x3149, 0x110D, 0xD7F9),
            (0x3140, 0x111A, 0x11B6), (0xFFBE, 0x1112, 0x11C2), (0x3181, 0x114C, 0x11F0), (0x3144, 0x1121, 0x11B9),
        ] as [(UInt32, UInt32?, UInt32?)])
    func places(letter: UInt32, leading: UInt32?, trailing: UInt32?) {
        #expect(JamoMapping.leading(of: letter) == leading)
        #expect(JamoMapping.trailing(of: letter) == trailing)
    }

    @Test("Halfwidth letters and their full forms are Unicode's, both ways")
    func halfwidth() {
        for value: UInt32 in 0x3131...0x318E {
            let narrow = JamoMapping.halfwidth(of: value)
            #expect((narrow != nil) == (value <= 0x3164))
            if let narrow { #expect(JamoMapping.fullwidth(of: narrow) == value) }
        }
        for value: UInt32 in 0xFF00...0xFFFF {
            let isHalfwidth = Unicode.Scalar(value)?.properties.name?.hasPrefix("HALFWIDTH HANGUL") ?? false
            #expect((JamoMapping.fullwidth(of: value) != nil) == isHalfwidth)
        }
    }
}
