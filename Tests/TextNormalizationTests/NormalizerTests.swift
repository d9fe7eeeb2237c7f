import TestSupport
import Testing

@testable import TextNormalization

@Suite struct NormalizerTests {
    static let forms: [(NormalizationPolicy, ICUNormalization)] = [
        (.nfc, .nfc), (.nfkc, .nfkc), (.nfd, .nfd), (.nfkd, .nfkd),
    ]

    @Test(
        "Each trap becomes what the Unicode Standard says",
        arguments: [
            (.nfc, [0x1100, 0x1161, 0x11EB], [0xAC00, 0x11EB]),
            (.nfc, [0x1109, 0x1109, 0x1161], [0x1109, 0xC0AC]),
            (.nfc, [0xAC00, 0x11AB], [0xAC04]),
            (.nfc, [0x1100, 0x1161, 0x302E, 0x11AB], [0xAC00, 0x302E, 0x11AB]),
            (.nfc, [0xF900], [0x8C48]),
            (.nfc, [0x1112, 0x119E, 0x11AB], [0x1112, 0x119E, 0x11AB]),
            (.nfc, [0x3131, 0x314F], [0x3131, 0x314F]),
            (.nfc, [0xD55C, 0x0345], [0xD55C, 0x0345]),
            (.nfd, [0xD55C], [0x1112, 0x1161, 0x11AB]),
            (.nfkc, [0x3131, 0x314F], [0xAC00]),
            (.nfkc, [0x3164], [0x1160]),
            (.nfkc, [0x318D], [0x119E]),
            (.nfkc, [0xFFA1, 0xFFC2], [0xAC00]),
            (.nfkc, [0x3200], [0x28, 0x1100, 0x29]),
            (.nfkc, [0x314B, 0x314B], [0x110F, 0x110F]),
        ] as [(NormalizationPolicy, [UInt32], [UInt32])])
    func trap(policy: NormalizationPolicy, text: [UInt32], expected: [UInt32]) {
        let bytes = TrapText.utf8(text)
        let normalized = Normalizer(policy).normalize(bytes)
        #expect(normalized.bytes == TrapText.utf8(expected))
        #expect(normalized.isChanged == (text != expected))
    }

    @Test("Random mixes of traps and invalid bytes equal ICU on every valid run", arguments: 0..<20)
    func equalsICU(seed: Int) {
        for (policy, form) in Self.forms {
            let normalizer = Normalizer(policy)
            for part in 0..<8 {
                let text = TrapText.random(seed: seed * 8 + part, count: 120)
                let expected = form.normalize(text)
                let normalized = normalizer.normalize(text)
                expectSame(normalized.bytes, expected, "\(policy) seed \(seed * 8 + part)")
                #expect(normalized.isChanged == (expected != text))
                #expect(normalizer.normalize(expected).isChanged == false, "\(policy) is idempotent")
            }
        }
    }

    @Test("Every syllable and every scalar by itself and between letters equals ICU", arguments: forms)
    func everyScalar(policy: NormalizationPolicy, form: ICUNormalization) {
        let normalizer = Normalizer(policy)
        // Ideographs are sampled, planes 3 to 13 and 15 to 16 left to the test of classes.
        for start in stride(from: UInt32(0), to: 0xE_0200, by: 0x100) {
            if (0x3_0000..<0xE_0000).contains(start) || (0x2_0100..<0x2_F800).contains(start) { continue }
            if (0x3500..<0x9F00).contains(start) || (0xE100..<0xF900).contains(start) { continue }
            var text: [UInt8] = []
            for value in start..<start + 0x100 {
                guard Unicode.Scalar(value) != nil else { continue }
                text += TrapText.utf8([value, 0x20, 0x65, value, 0x0323, value, 0x11A8])
            }
            expectSame(normalizer.normalize(text).bytes, form.normalize(text), "from \(start)")
        }
    }

    @Test("The table of classes equals ICU on every code point, skipped ranges included", arguments: forms)
    func classes(policy: NormalizationPolicy, form: ICUNormalization) {
        let table = NormalizationClasses.shared(NormalizationRules(policy) ?? .nfc)
        let truth = form.classes()
        for value in 0..<UInt32(0x11_0000) where table[value] != truth[Int(value)] {
            Issue.record("U+\(String(value, radix: 16)): \(table[value]) instead of \(truth[Int(value)])")
            return
        }
    }

    @Test("Normal text keeps its storage")
    func sharesStorage() {
        let text = Array("대한민국은 민주공화국이다. The quick brown fox — “따옴표” 漢字 ㅋㅋ".utf8)
        let normalized = Normalizer(.nfc).normalize(text)
        #expect(normalized.isChanged == false)
        let before = unsafe text.withUnsafeBufferPointer { $0.baseAddress }
        let after = unsafe normalized.bytes.withUnsafeBufferPointer { $0.baseAddress }
        #expect(unsafe before == after)
    }

    @Test("A plain block refuses every malformed or unstable pair of bytes in it", arguments: forms)
    func plainBlocks(policy: NormalizationPolicy, form: ICUNormalization) {
        let normalizer = Normalizer(policy)
        let around = Array("가나다라마바사아".utf8)
        for first in UInt8(0xE0)...0xF1 {
            for second: UInt8 in [0x7F, 0x80, 0x8F, 0x90, 0x9D, 0x9E, 0x9F, 0xA0, 0xAF, 0xB0, 0xBF, 0xC0] {
                for third: UInt8 in [0x7F, 0x80, 0xA3, 0xA4, 0xBF, 0xC0, 0xED] {
                    let text = around + [first, second, third] + around
                    expectSame(normalizer.normalize(text).bytes, form.normalize(text), "\(first) \(second) \(third)")
                }
            }
        }
    }

    @Test("The first unnormalized offset is where the first difference begins", arguments: 0..<20)
    func firstOffset(seed: Int) {
        for (policy, _) in Self.forms {
            let normalizer = Normalizer(policy)
            let text = TrapText.random(seed: seed, count: 6)
            let normalized = normalizer.normalize(text, recordingEdits: true)
            let offset = normalizer.firstUnnormalizedOffset(in: text.span)
            #expect((offset != nil) == normalized.isChanged)
            if let offset {
                #expect(Array(text[..<offset]) == Array(normalized.bytes[..<offset]))
                #expect(!normalizer.normalize(Array(text[offset...])).bytes.isEmpty)
                #expect(normalizer.firstUnnormalizedOffset(in: Array(text[..<offset]).span) == nil)
            }
        }
        #expect(Normalizer(.none).firstUnnormalizedOffset(in: TrapText.random(seed: seed, count: 9).span) == nil)
    }

    @Test("A hundred thousand marks out of order take no quadratic time")
    func markBomb() {
        var bomb: [UInt32] = [0x61]
        for _ in 0..<50_000 { bomb += [0x0301, 0x0316] }
        let normalized = Normalizer(.nfd).normalize(TrapText.utf8(bomb))
        let expected =
            [0x61] + [UInt32](repeating: 0x0316, count: 50_000) + [UInt32](repeating: 0x0301, count: 50_000)
        expectSame(normalized.bytes, TrapText.utf8(expected))
    }

    @Test("The Unicode version belongs to the ICU that is linked")
    func versions() {
        #expect(UnicodeLibrary.icuVersion.contains("."))
        #expect((Int(UnicodeLibrary.unicodeVersion.split(separator: ".").first ?? "0") ?? 0) >= 15)
    }
}
