import Testing

@testable import TextNormalization

@Suite struct NormalizationEditsTests {
    @Test("Offsets behind, inside and before an edit map back")
    func small() {
        // "a", 한 as three jamo (9 bytes), "b"
        let text = TrapText.utf8([0x61, 0x1112, 0x1161, 0x11AB, 0x62])
        let normalized = Normalizer(.nfc).normalize(text, recordingEdits: true)
        #expect(normalized.bytes == Array("a한b".utf8))
        #expect(normalized.edits?.count == 1)
        #expect(normalized.originalRange(of: 0..<1) == 0..<1)
        #expect(normalized.originalRange(of: 1..<4) == 1..<10)
        #expect(normalized.originalRange(of: 2..<3) == 1..<10)
        #expect(normalized.originalRange(of: 4..<5) == 10..<11)
        #expect(normalized.originalRange(of: 0..<5) == 0..<11)
        #expect(normalized.originalRange(of: 1..<1) == 1..<1)
        #expect(normalized.originalRange(of: 2..<2) == 1..<10)
        #expect(normalized.originalRange(of: 5..<5) == 11..<11)
    }

    @Test("Kept bytes map to themselves, and each edit to the stretch that normalizes to it", arguments: 0..<30)
    func random(seed: Int) {
        for policy in [NormalizationPolicy.nfc, .nfd, .nfkc, .nfkd] {
            let normalizer = Normalizer(policy)
            let text = TrapText.random(seed: seed, count: 60)
            let normalized = normalizer.normalize(text, recordingEdits: true)
            #expect(normalized.originalRange(of: 0..<normalized.bytes.count) == 0..<text.count)
            var covered = 0
            var offset = 0
            while offset < normalized.bytes.count {
                let range = normalized.originalRange(of: offset..<offset + 1)
                #expect(range.lowerBound == covered, "no gap, no overlap")
                covered = range.upperBound
                var end = offset + 1
                // No edit is of one byte: those stand for themselves.
                if range.count == 1 {
                    #expect(normalized.bytes[offset] == text[range.lowerBound])
                } else {
                    while end < normalized.bytes.count, normalized.originalRange(of: end..<end + 1) == range {
                        end += 1
                    }
                    #expect(normalized.originalRange(of: offset..<end) == range)
                    #expect(normalizer.normalize(Array(text[range])).bytes == Array(normalized.bytes[offset..<end]))
                }
                offset = end
            }
            #expect(covered == text.count)
        }
    }
}
