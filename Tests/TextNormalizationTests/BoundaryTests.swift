import Testing

@testable import TextNormalization

@Suite struct BoundaryTests {
    @Test("A text can be cut at every boundary without changing the result", arguments: NormalizationPolicy.allCases)
    func boundaries(policy: NormalizationPolicy) {
        let normalizer = Normalizer(policy)
        var boundaries = 0
        for seed in 0..<12 {
            let text = TrapText.random(seed: 4000 + seed, count: 50)
            let whole = normalizer.normalize(text).bytes
            for offset in 0...text.count where normalizer.isBoundary(in: text.span, at: offset) {
                let parts =
                    normalizer.normalize(Array(text[..<offset])).bytes
                    + normalizer.normalize(Array(text[offset...])).bytes
                if parts != whole { Issue.record("\(policy), seed \(seed), offset \(offset)") }
                boundaries += 1
            }
        }
        #expect(boundaries > 300, "the answer is not always no")
    }

    @Test("Ordinary text can be cut between any two characters")
    func ordinary() {
        let text = Array("한국어 text, 漢字.".utf8)
        for policy in NormalizationPolicy.allCases {
            let normalizer = Normalizer(policy)
            for offset in 0...text.count {
                let isStart = offset == text.count || text[offset] & 0xC0 != 0x80
                #expect(normalizer.isBoundary(in: text.span, at: offset) == (isStart || policy == .none))
            }
        }
    }
}
