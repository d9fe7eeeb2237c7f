import Foundation
import TestSupport
import Testing

@testable import TextNormalization

@Suite struct PolicyTableTests {
    @Test("The table in the documentation is the one that the program makes")
    func documentation() throws {
        let file = Outside.root.appending(path: "Documentation/Hangul.md")
        let page = try String(contentsOf: file, encoding: .utf8)
        let start = try #require(page.range(of: "<!-- policy table: made by PolicyTable().markdown() -->\n"))
        let end = try #require(page.range(of: "<!-- end of policy table -->"))
        let table = "\n" + PolicyTable().markdown() + "\n"
        let found = String(page[start.upperBound..<end.lowerBound])
        if Array(found.utf8) == Array(table.utf8) { return }
        if ProcessInfo.processInfo.environment["MALMOI_RECORD"] != nil {
            try (page[..<start.upperBound] + table + page[end.lowerBound...])
                .write(to: file, atomically: true, encoding: .utf8)
            Issue.record("the table was recorded")
        } else {
            Issue.record("the table is out of date: run this test with MALMOI_RECORD=1")
        }
    }

    @Test("Every row tells what the definitions say")
    func rows() throws {
        let table = PolicyTable()
        #expect(table.policies == NormalizationPolicy.allCases)
        for row in table.rows {
            for (policy, outcome) in zip(table.policies, row.outcomes) {
                switch outcome {
                case .kept: #expect(!Normalizer(policy).normalize(row.text).isChanged)
                case .changed(let bytes):
                    #expect(bytes == Normalizer(policy).normalize(row.text).bytes && bytes != row.text)
                    #expect(!policy.isInvertible)
                case .restored: #expect(policy == .jamo)
                }
            }
        }
        #expect(table.rows.contains { $0.text == [0xEA, 0xB0] && $0.outcomes.allSatisfy { $0 == .kept } })
    }

    @Test("Components and approximations of tokenizer.json")
    func huggingFace() {
        #expect(NormalizationPolicy.allCases.compactMap(\.huggingFaceComponent) == ["NFC", "NFKC", "NFD", "NFKD"])
        for policy in NormalizationPolicy.allCases {
            let isStandard = policy.huggingFaceComponent != nil || policy == .none
            #expect((policy.huggingFaceApproximation == nil) == isStandard)
            #expect(policy.huggingFaceApproximation?.loss.isEmpty != true)
        }
    }
}
