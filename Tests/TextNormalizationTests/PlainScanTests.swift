import CSplit
import Hangul
import Testing

@testable import TextNormalization

/// The scan by masks against a walk over characters.
@Suite("The plain scan") struct PlainScanTests {
    private static let sets = (0...csplit_best()).map { Int32($0) }

    /// The definition, literally.
    private func walk(_ classes: NormalizationClasses, _ bytes: [UInt8], from start: Int) -> Int {
        var offset = start
        while let scalar = decodeScalar(bytes.span, at: offset), classes[scalar.value] == NormalizationClasses.stable {
            offset += scalar.length
            if offset == bytes.count { break }
        }
        return offset
    }

    @Test("stops where a walk over characters stops, for every form and instruction set", arguments: 0..<12)
    func equalsWalk(seed: Int) {
        var generator = SeededGenerator(seed: 31 + seed)
        let plain = [
            "가", "힣", "한국어를 배웁니다. ", "plain ASCII text ", "漢字", "一龥", "a", " ", "“따옴표” ", "가·나", "é", "😀", "Ω", "㎞",
        ]
        for rules in NormalizationRules.allCases {
            let classes = NormalizationClasses.shared(rules)
            for part in 0..<6 {
                var text: [UInt8] = []
                while text.count < Int.random(in: 0..<400, using: &generator) {
                    text += Array((plain.randomElement(using: &generator) ?? "").utf8)
                }
                // At the end, or in the middle, stands something else.
                let trap = TrapText.random(seed: 77 * seed + part, count: 1)
                text += trap
                text += Array("가나다 abc 라마바사 아자차카타파하 0123456789 거너더러머버서어저처커터퍼허 고노도로모보소".utf8.prefix(part * 20))
                for start in starts(text, until: 80) {
                    let expected = walk(classes, text, from: start)
                    for set in Self.sets {
                        let found = classes.firstUnstableOffset(in: text.span, from: start, instructionSet: set)
                        if found != expected {
                            Issue.record("\(rules) set \(set) from \(start): \(found), not \(expected): \(text)")
                            return
                        }
                    }
                }
            }
        }
    }

    @Test("tells the first and last characters of every range from their neighbours, at every place of a block")
    func edges() {
        let scalars: [UInt32] = [
            0x7F, 0x80, 0x3FF, 0x3400, 0x3FFF, 0x4000, 0x9FFF, 0xA000, 0xABFF, 0xAC00, 0xD7A3, 0xD7A4, 0xD7B0, 0xD7C6,
            0xD7FF, 0xE000, 0xF8FF, 0xF900, 0xFFFD, 0x1_0000, 0x10_FFFF, 0x1100, 0x1161, 0x3131, 0x3164, 0x0301,
        ]
        let broken: [[UInt8]] = [
            [0xEA], [0xEA, 0xB0], [0xED, 0x9E], [0xED, 0xA0, 0x80], [0xE4, 0xB8], [0x80], [0xBF, 0xBF], [0xFF],
            [0xF4, 0x90],
        ]
        for rules in [NormalizationRules.nfc, .nfd, .korean, .koreanFold] {
            let classes = NormalizationClasses.shared(rules)
            for (index, item) in (scalars.map { TrapText.utf8([$0]) } + broken).enumerated() {
                for place in 0..<70 {
                    for tail in [0, 1, 2, 70] {
                        let text = [UInt8](repeating: 0x61, count: place) + item + [UInt8](repeating: 0x62, count: tail)
                        let expected = walk(classes, text, from: 0)
                        for set in Self.sets
                        where classes.firstUnstableOffset(in: text.span, from: 0, instructionSet: set) != expected {
                            Issue.record("\(rules) item \(index) at \(place), set \(set)")
                            return
                        }
                    }
                }
            }
        }
    }

    /// Where characters, or invalid bytes, start.
    private func starts(_ bytes: [UInt8], until limit: Int) -> [Int] {
        var starts: [Int] = []
        var offset = 0
        while offset < min(bytes.count, limit) {
            starts.append(offset)
            offset += decodeScalar(bytes.span, at: offset)?.length ?? 1
        }
        return starts
    }
}
