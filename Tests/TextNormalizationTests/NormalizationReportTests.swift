import Testing

@testable import TextNormalization

@Suite struct NormalizationReportTests {
    private func report(_ policy: NormalizationPolicy, _ scalars: [UInt32]) -> NormalizationReport {
        NormalizationReport(policy, of: [TrapText.utf8(scalars)])
    }

    @Test("Every kind is found where it is, and changed by the policies that change it")
    func kinds() {
        let samples: [(TextFeature, [UInt32], Set<NormalizationPolicy>)] = [
            (.syllable, [0xD55C], [.nfd, .nfkd, .jamo]),
            (.decomposedSyllable, [0x1112, 0x1161], [.nfc, .nfkc, .korean, .koreanFold, .jamo]),
            (.oldSyllable, [0x1112, 0x119E], []),
            (.halfComposedSyllable, [0xAC00, 0x11EB], [.nfd, .nfkd, .korean, .koreanFold, .jamo]),
            (.isolatedJamo, [0x1112, 0x41], []),
            (.compatibilityJamo, [0x314B], [.nfkc, .nfkd]),
            (.halfwidthJamo, [0xFFA1], [.nfkc, .nfkd, .koreanFold]),
            (.filler, [0x3164], [.nfkc, .nfkd]),
            (.toneMark, [0x41, 0x302E], []),
            (.enclosedHangul, [0x3260], [.nfkc, .nfkd]),
            (.compatibilityHanja, [0xF914], [.nfc, .nfkc, .nfd, .nfkd]),
            (.hanyangPUA, [0xF53A], [.koreanFold]),
            (.widthForm, [0xFF21], [.nfkc, .nfkd, .koreanFold]),
            (.combiningSequence, [0x65, 0x0301], [.nfc, .nfkc, .korean, .koreanFold]),
            (.canonicalComposite, [0xE9], [.nfd, .nfkd]),
            (.compatibilityCharacter, [0x338F], [.nfkc, .nfkd]),
            (.joiner, [0x034F], [.jamo]),
        ]
        #expect(Set(samples.map(\.0)).union([.invalidBytes]) == Set(TextFeature.allCases))
        for (feature, text, changing) in samples {
            for policy in NormalizationPolicy.allCases {
                let report = report(policy, text + [0x20] + text)
                #expect(report.features == [feature], "\(feature) \(policy)")
                #expect(report[feature].found == 2)
                #expect(report[feature].changed == (changing.contains(policy) ? 2 : 0), "\(feature) \(policy)")
                #expect(report.changedTexts == (changing.contains(policy) ? 1 : 0))
            }
        }
    }

    @Test("Neighbours in one edit are counted by themselves, and marks out of order as a sequence")
    func neighbours() {
        let both = report(.nfkc, [0x3131, 0x314F, 0xD55C])
        #expect(both[.compatibilityJamo] == .init(found: 2, changed: 2))
        #expect(both[.syllable] == .init(found: 1, changed: 0))
        let order = report(.nfc, [0xAC00, 0x0301, 0x302E])
        #expect(order[.syllable].changed == 0)
        #expect(order.changedTexts == 1)
        #expect(order.features.contains { order[$0].changed == 1 })
        let letter = report(.koreanFold, [0xAC00, 0xF85E])
        #expect(letter[.hanyangPUA] == .init(found: 1, changed: 1))
        #expect(letter[.syllable].changed == 0)
    }

    @Test("Invalid bytes are counted by runs and never changed; sizes and texts add up")
    func invalid() {
        var report = NormalizationReport(.nfkc)
        report.add([0xEA, 0xB0, 0x41, 0xFF])
        report.add(TrapText.utf8([0xFF21]))
        #expect(report[.invalidBytes] == .init(found: 2, changed: 0))
        #expect((report.texts, report.changedTexts) == (2, 1))
        #expect((report.bytesBefore, report.bytesAfter) == (7, 5))
    }

    @Test("What is changed is changed: random traps", arguments: 0..<20)
    func consistent(seed: Int) {
        let text = TrapText.random(seed: 5000 + seed, count: 40)
        for policy in NormalizationPolicy.allCases {
            let report = NormalizationReport(policy, of: [text])
            let isChanged = Normalizer(policy).normalize(text).isChanged
            #expect((TextFeature.allCases.map { report[$0].changed }.reduce(0, +) > 0) == isChanged)
            for feature in TextFeature.allCases { #expect(report[feature].changed <= report[feature].found) }
        }
    }
}
