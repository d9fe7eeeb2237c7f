import Hangul
import Testing
import TextNormalization

@Suite struct HanyangPUATextTests {
    @Test("Private text folds to jamo and is encoded back, every code point by itself and with a tone mark")
    func wholeTable() {
        let fold = Normalizer(.koreanFold)
        for value in UInt32(0xE0BC)...0xF8F7 {
            guard let jamo = HanyangPUA.jamo(of: value), !jamo.isEmpty else { continue }
            // The vowel filler by itself is folded as the leading one is; U+11A3 by itself is a syllable, too.
            let earliest = [0xF806: 0xF784, 0xF80A: 0xE0C6][value] ?? HanyangPUA.scalar(of: jamo) ?? value
            for tail in [[0x20], [0x302E], [0xD55C]] as [[UInt32]] {
                let folded = fold.normalize(TrapText.utf8([value] + tail)).bytes
                let back = HanyangPUA.encode(folded)
                if back != TrapText.utf8([earliest] + tail) { Issue.record("U+\(String(value, radix: 16)) \(tail)") }
                #expect(fold.normalize(back).bytes == folded)
            }
        }
    }

    @Test("Modern text, other letters and invalid bytes stay")
    func others() {
        let text = Array("한국어 ㅋㅋ 漢字 \u{1112}\u{1161}\u{11AB}".utf8) + [0xEA, 0xB0]
        #expect(HanyangPUA.encode(text) == text)
        let old = TrapText.utf8([0x1112, 0x119E, 0x11AB, 0x302F, 0xB4C0, 0x11F0])
        #expect(HanyangPUA.encode(old) == TrapText.utf8([0xF53A, 0x302F, 0xE35F]))
    }
}
