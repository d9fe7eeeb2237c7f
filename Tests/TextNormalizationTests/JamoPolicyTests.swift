import TestSupport
import Testing

@testable import TextNormalization

@Suite struct JamoPolicyTests {
    private let normalizer = Normalizer(.jamo)

    private func restored(_ text: [UInt8]) -> [UInt8] {
        TextRestorer.restore(normalizer.normalize(text).bytes, from: .jamo)
    }

    @Test(
        "Syllables become jamo, and jamo of the original are marked where they would be taken for a syllable's",
        arguments: [
            ([0xD55C], [0x1112, 0x1161, 0x11AB]),
            ([0xD558, 0x41], [0x1112, 0x1161, 0x41]),
            ([0x1112, 0x1161, 0x11AB], [0x1112, 0x034F, 0x1161, 0x11AB]),
            ([0xD558, 0x11AB], [0x1112, 0x1161, 0x034F, 0x11AB]),
            ([0xD55C, 0x11AB], [0x1112, 0x1161, 0x11AB, 0x11AB]),
            ([0xAC00, 0x11EB], [0x1100, 0x1161, 0x11EB]),
            ([0x1112, 0x119E, 0x11AB], [0x1112, 0x119E, 0x11AB]),
            ([0x034F], [0x034F, 0x034F]),
            ([0x1100, 0x034F, 0x1161], [0x1100, 0x034F, 0x034F, 0x1161]),
            ([0x314B, 0xF900, 0x65, 0x0301], [0x314B, 0xF900, 0x65, 0x0301]),
        ] as [([UInt32], [UInt32])])
    func code(text: [UInt32], expected: [UInt32]) {
        let bytes = TrapText.utf8(text)
        let encoded = normalizer.normalize(bytes)
        #expect(PolicyTable.codePoints(encoded.bytes) == PolicyTable.codePoints(TrapText.utf8(expected)))
        #expect(encoded.isChanged == (text != expected))
        #expect(restored(bytes) == bytes)
    }

    @Test("Every sequence of up to five of everything that may interact comes back exactly")
    func exhaustive() {
        let pieces: [[UInt8]] =
            [0x1100, 0x1161, 0x11A8, 0xAC00, 0xAC01, 0x034F, 0x119E, 0x78].map { TrapText.utf8([$0]) } + [[0xE1, 0x84]]
        var seen: Set<[UInt8]> = []
        for number in 0..<pieces.count * pieces.count * pieces.count * pieces.count * pieces.count {
            var rest = number
            var text: [UInt8] = []
            for _ in 0..<5 {
                text += pieces[rest % pieces.count]
                rest /= pieces.count
            }
            let encoded = normalizer.normalize(text).bytes
            if TextRestorer.restore(encoded, from: .jamo) != text {
                Issue.record("\(text)")
                return
            }
            seen.insert(encoded)
        }
        // A prefix of length five decides: no two of them have the same code.
        #expect(seen.count == 59_049)
    }

    @Test("All 11,172 syllables come back, and nothing of them is left in the code")
    func syllables() {
        let all = TrapText.utf8(Array(0xAC00...0xD7A3))
        let encoded = normalizer.normalize(all).bytes
        expectSame(encoded, ICUNormalization.nfd.normalize(all))
        expectSame(TextRestorer.restore(encoded, from: .jamo), all)
    }

    @Test("Random traps and random bytes come back, however the code is cut on the way", arguments: 0..<40)
    func random(seed: Int) {
        var generator = SeededGenerator(seed: seed)
        var text = TrapText.random(seed: 3000 + seed, count: 100)
        if seed % 4 == 0 { text = (0..<400).map { _ in UInt8.random(in: 0...255, using: &generator) } }
        let encoded = normalizer.normalize(text, recordingEdits: true)
        expectSame(restored(text), text)
        #expect(encoded.originalRange(of: 0..<encoded.bytes.count) == 0..<text.count)
        var restorer = TextRestorer(.jamo)
        var pieces: [UInt8] = []
        var offset = 0
        while offset < encoded.bytes.count {
            let end = min(encoded.bytes.count, offset + Int.random(in: 1...5, using: &generator))
            restorer.restore(Array(encoded.bytes[offset..<end]), into: &pieces)
            #expect(text.starts(with: pieces), "nothing is taken back")
            offset = end
        }
        restorer.finish(into: &pieces)
        expectSame(pieces, text)
        let first = normalizer.firstUnnormalizedOffset(in: text.span)
        #expect((first != nil) == encoded.isChanged)
    }

    @Test("Jamo that nobody marked compose, as a model may write them")
    func unmarked() {
        let text = TrapText.utf8([0x1112, 0x1161, 0x11AB, 0x1100, 0x1173, 0x11AF])
        #expect(TextRestorer.restore(text, from: .jamo) == Array("한글".utf8))
    }

    @Test("Text of other policies goes through the restorer as it is")
    func others() {
        let text = TrapText.random(seed: 7, count: 40)
        for policy in NormalizationPolicy.allCases where policy != .jamo {
            #expect(TextRestorer.restore(text, from: policy) == text)
        }
    }
}
