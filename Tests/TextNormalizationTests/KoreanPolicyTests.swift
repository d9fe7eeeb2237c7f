import Foundation
import Hangul
import TestSupport
import Testing

@testable import TextNormalization

@Suite struct KoreanPolicyTests {
    @Test(
        "Each trap becomes what the definition says",
        arguments: [
            (.korean, [0x1100, 0x1161, 0x11EB], [0x1100, 0x1161, 0x11EB]),
            (.korean, [0xAC00, 0x11EB], [0x1100, 0x1161, 0x11EB]),
            (.korean, [0x1109, 0x1109, 0x1161], [0x1109, 0x1109, 0x1161]),
            (.korean, [0x1109, 0xC0AC], [0x1109, 0x1109, 0x1161]),
            (.korean, [0xAC00, 0x11AB], [0xAC04]),
            (.korean, [0xAC01, 0x11A8], [0x1100, 0x1161, 0x11A8, 0x11A8]),
            (.korean, [0xAC00, 0x1161], [0x1100, 0x1161, 0x1161]),
            (.korean, [0x115F, 0xAC00], [0x115F, 0x1100, 0x1161]),
            (.korean, [0x1112, 0x1161, 0x11AB], [0xD55C]),
            (.korean, [0x1100, 0x1161, 0x302E, 0x11AB], [0xAC00, 0x302E, 0x11AB]),
            (.korean, [0x1112, 0x119E, 0x11AB], [0x1112, 0x119E, 0x11AB]),
            (.korean, [0xF900, 0xF9D0], [0xF900, 0xF9D0]),
            (.korean, [0x2_F800], [0x2_F800]),
            (.korean, [0x3131, 0x314F, 0x3164, 0x318D], [0x3131, 0x314F, 0x3164, 0x318D]),
            (.korean, [0xFFA1, 0xFFC2, 0x3200], [0xFFA1, 0xFFC2, 0x3200]),
            (.korean, [0x314B, 0x314B], [0x314B, 0x314B]),
            (.korean, [0x65, 0x0301, 0x212B], [0xE9, 0xC5]),
            (.korean, [0xF53A], [0xF53A]),
            (.koreanFold, [0xFFA1, 0xFFC2, 0xFFA0], [0x3131, 0x314F, 0x3164]),
            (.koreanFold, [0xFF21, 0x3000, 0xFF11], [0x41, 0x20, 0x31]),
            (.koreanFold, [0xFF76, 0xFF9E], [0x30AC]),
            (.koreanFold, [0xFF1D, 0x0338], [0x2260]),
            (.koreanFold, [0xF53A, 0xC740], [0x1112, 0x119E, 0x11AB, 0xC740]),
            (.koreanFold, [0xF7FC, 0xF85E, 0xF875], [0x1112, 0x119E, 0x11AB]),
            (.koreanFold, [0xF7FC, 0xF807, 0xF875], [0xD55C]),
            (.koreanFold, [0xF7FE, 0xC740], [0x1158, 0x1160, 0xC740]),
            (.koreanFold, [0xAC00, 0xF85E], [0xAC00, 0x115F, 0x119E]),
            (.koreanFold, [0xAC00, 0xF875, 0x20], [0xAC00, 0x115F, 0x1160, 0x11AB, 0x20]),
            (.koreanFold, [0xF784, 0xF806], [0x115F, 0x1160]),
            (.koreanFold, [0x61, 0xF86A], [0x61, 0xF86A]),
            (.koreanFold, [0xF785, 0xF807, 0xF86A], [0xAC00]),
            (.koreanFold, [0xF900, 0x314B, 0x3260], [0xF900, 0x314B, 0x3260]),
        ] as [(NormalizationPolicy, [UInt32], [UInt32])])
    func trap(policy: NormalizationPolicy, text: [UInt32], expected: [UInt32]) {
        let normalized = Normalizer(policy).normalize(TrapText.utf8(text))
        #expect(PolicyTable.codePoints(normalized.bytes) == PolicyTable.codePoints(TrapText.utf8(expected)))
        #expect(normalized.isChanged == (text != expected))
    }

    @Test("Random mixes of traps equal the literal definition, and a second time changes nothing", arguments: 0..<24)
    func equalsOracle(seed: Int) {
        let korean = Normalizer(.korean)
        let fold = Normalizer(.koreanFold)
        for part in 0..<6 {
            let text = TrapText.random(seed: 1000 + seed * 6 + part, count: 60)
            let kept = korean.normalize(text).bytes
            expectSame(kept, KoreanOracle.korean(text), "korean \(seed) \(part)")
            #expect(!korean.normalize(kept).isChanged)
            let folded = fold.normalize(text).bytes
            expectSame(folded, KoreanOracle.koreanFold(text), "korean-fold \(seed) \(part)")
            #expect(!fold.normalize(folded).isChanged)
        }
    }

    @Test("All pairs and many triples of everything Hangul equal the literal definition", arguments: [false, true])
    func pairs(folds: Bool) {
        let normalizer = Normalizer(folds ? .koreanFold : .korean)
        let all: [UInt32] = [
            0x1100, 0x1112, 0x1113, 0x115F, 0xA960, 0x1160, 0x1161, 0x1175, 0x1176, 0xD7B0, 0x11A7, 0x11A8, 0x11C2,
            0x11C3,
            0xD7CB, 0xAC00, 0xAC01, 0xD7A3, 0x302E, 0x0301, 0x0041, 0x3131, 0x3164, 0xFFA1, 0xFF9E, 0x30AB, 0xF53A,
            0xE0E2,
            0xF785, 0xF7FE, 0xF807, 0xF85E, 0xF86B, 0xF875, 0xF86A, 0xF914, 0x034F,
        ]
        for first in all {
            for second in all {
                // Triples share a text: a line feed between them is a boundary.
                let text = all.flatMap { TrapText.utf8([first, second, $0, 0x0A]) }
                let expected = folds ? KoreanOracle.koreanFold(text) : KoreanOracle.korean(text)
                expectSame(normalizer.normalize(text).bytes, expected, "\(first) \(second)")
            }
        }
    }

    @Test("Where nothing is compatibility Hanja, canonically equivalent texts become the same", arguments: 0..<20)
    func canonical(seed: Int) {
        let korean = Normalizer(.korean)
        // Hanja go first.
        let text = Normalizer(.nfc).normalize(TrapText.random(seed: 2000 + seed, count: 80)).bytes
        let expected = korean.normalize(text).bytes
        expectSame(korean.normalize(ICUNormalization.nfd.normalize(text)).bytes, expected)
        expectSame(ICUNormalization.nfc.normalize(expected), text)
    }

    @Test("All 11,172 syllables are kept, and their jamo become them")
    func syllables() {
        for policy in [NormalizationPolicy.korean, .koreanFold] {
            let normalizer = Normalizer(policy)
            let all = TrapText.utf8(Array(0xAC00...0xD7A3))
            #expect(!normalizer.normalize(all).isChanged)
            expectSame(normalizer.normalize(ICUNormalization.nfd.normalize(all)).bytes, all)
        }
    }

    @Test("Every scalar by itself is as in form C, compatibility Hanja and folded ones apart")
    func everyScalar() {
        for value in UInt32(0)..<0x3_0000 {
            guard let scalar = Unicode.Scalar(value), !(0xAC00...0xD7A3).contains(value) else { continue }
            let text = Array(String(scalar).utf8)
            let kept = Normalizer(.korean).firstUnnormalizedOffset(in: text.span) == nil
            let stable = Normalizer(.nfc).firstUnnormalizedOffset(in: text.span) == nil
            if kept != (stable || isCompatibilityHanja(value)) { Issue.record("U+\(String(value, radix: 16))") }
        }
    }

    @Test("All of Hanyang PUA folds to its jamo, which convert back to the same or an equal code point")
    func privateUse() {
        let normalizer = Normalizer(.koreanFold)
        for value in UInt32(0xE0BC)...0xF8F7 {
            guard let jamo = HanyangPUA.jamo(of: value) else {
                #expect(!normalizer.normalize(TrapText.utf8([value])).isChanged)
                continue
            }
            let folded = normalizer.normalize(TrapText.utf8([value])).bytes
            if jamo.isEmpty { continue }
            let fillers: Set<UInt32> = [0x115F, 0x1160]
            let visible = { (scalars: [UInt32]) in scalars.filter { !fillers.contains($0) } }
            let found = String(decoding: folded, as: UTF8.self).unicodeScalars.map(\.value)
            #expect(visible(found) == visible(jamo))
        }
    }

    @Test("Debian's Korean word list becomes what form C makes of it")
    func hunspell() {
        guard let folder = Outside.shared,
            let data = Outside.output(
                of: "zstd", ["-dcq", folder.appending(path: "corpora/train/deb_hunspell_nfd.jsonl.zst").path])
        else {
            print("skipped: the NFD word list needs MALMOI_SHARED and zstd")
            return
        }
        var text = Array(data)
        #if DEBUG
        text = Array(text.suffix(300_000).drop { $0 & 0xC0 == 0x80 })
        #endif
        let composed = Normalizer(.nfc).normalize(text).bytes
        let korean = Normalizer(.korean).normalize(text)
        expectSame(korean.bytes, composed)
        #expect(!Normalizer(.korean).normalize(composed).isChanged)
    }
}
