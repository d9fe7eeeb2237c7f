import Testing

@testable import LongContext

struct VerdictTests {
    private func finding(_ low: Double, _ high: Double, documents: Int = 100) -> ClaimFinding {
        .atLeast(
            1.3, .times,
            measured: Estimate(value: (low + high) / 2, interval: ConfidenceInterval(low: low, high: high)),
            scope: "all", documents: documents)
    }

    @Test(
        "The interval decides: all of it, none of it, or a part",
        arguments: [
            (1.31, 1.4, Verdict.holds), (1.3, 1.3, .holds), (1.1, 1.29, .doesNotHold), (1.2, 1.3, .undecided),
            (1.25, 1.35, .undecided),
        ])
    func interval(low: Double, high: Double, expected: Verdict) {
        #expect(finding(low, high).verdict == expected)
    }

    @Test("Too few documents decide nothing, few come with a warning")
    func fewDocuments() {
        #expect(finding(1.5, 1.6, documents: 4).verdict == .undecided)
        #expect(finding(1.5, 1.6, documents: 5).verdict == .holds)
        #expect(finding(1.5, 1.6, documents: 29).warnings.count == 1)
        #expect(finding(1.5, 1.6, documents: 30).warnings.isEmpty)
    }

    @Test("Without an interval or without tokens nothing is decided, and the reason says so")
    func noInterval() {
        let one = ClaimFinding.atLeast(
            1.3, .times, measured: Estimate(value: 2, interval: nil), scope: "all", documents: 1)
        #expect(one.verdict == .undecided)
        #expect(one.reason.contains("one document"))
        let none = ClaimFinding.atLeast(1.3, .times, measured: nil, scope: "all", documents: 0)
        #expect(none.verdict == .undecided)
        #expect(none.reason.contains("no tokens"))
    }
}

struct FiguresTests {
    @Test(
        "Figures are rounded half away from zero",
        arguments: [
            (1.005, 1, "1.0"), (0.25, 1, "0.3"), (-0.25, 1, "−0.3"), (-0.01, 1, "0.0"), (399.5, 0, "400"),
            (1_234.5678, 3, "1234.568"), (0.0999, 2, "0.10"),
        ])
    func decimal(value: Double, digits: Int, expected: String) {
        #expect(Figures.decimal(value, digits) == expected)
    }

    @Test("What is no number is said as it is")
    func notANumber() {
        #expect(Figures.decimal(.infinity, 1) == "inf")
        #expect(Figures.decimal(.nan, 1) == "nan")
    }
}

/// Documents of two genres with token counts from a generator.
private func report(gain: Double, documents: Int, rules: [PageRule] = []) -> CompressionReport {
    var accumulator = CompressionAccumulator(tokenizers: ["new", "old"], pageRules: rules)
    var generator = SplitMix64(seed: 11)
    for number in 0..<documents {
        let tokens = 500 + generator.next(below: 1_000)
        let noise = 0.95 + Double(generator.next(below: 101)) / 1_000
        accumulator.add(
            DocumentMeasure(
                name: [], genre: Array((number % 2 == 0 ? "even" : "odd").utf8),
                text: TextMeasure(characters: 2 * tokens),
                tokens: [tokens, Int(Double(tokens) * gain * noise)],
                pages: rules.map { _ in Double(tokens) / 600 }))
    }
    return accumulator.report(bootstrap: Bootstrap(resamples: 400))
}

struct LengthClaimTests {
    @Test("All documents together decide, and every genre has a finding")
    func verdicts() {
        let claim = LengthClaim(gain: LengthGain(times: 1.3))
        let good = claim.check(report(gain: 1.4, documents: 100), tokenizer: 0, baseline: 1)
        #expect(good.verdict == .holds)
        #expect(good.findings.map(\.scope) == ["all documents", "even", "odd"])
        #expect(good.claim.words.contains("1.30 times as long as old"))
        #expect(claim.check(report(gain: 1.2, documents: 100), tokenizer: 0, baseline: 1).verdict == .doesNotHold)
        #expect(claim.check(report(gain: 1.297, documents: 100), tokenizer: 0, baseline: 1).verdict == .undecided)
        #expect(claim.check(report(gain: 1.6, documents: 1), tokenizer: 0, baseline: 1).verdict == .undecided)
        #expect(claim.check(report(gain: 1.6, documents: 0), tokenizer: 0, baseline: 1).verdict == .undecided)
    }
}

struct PagesClaimTests {
    @Test("The first page rule decides, and all are looked at")
    func verdicts() {
        let rules: [PageRule] = [.typeset(.hancom), .characters(perPage: 1_500)]
        let measured = report(gain: 1.3, documents: 60, rules: rules)
        // A page takes 600 tokens of "new" in these documents.
        let fits = PagesClaim(pages: 100, context: 100 * 601)
        let result = fits.check(measured, tokenizer: 0, ruleNames: ["hancom", "1500"])
        #expect(result.verdict == .holds)
        #expect(result.findings.map(\.scope).prefix(2) == ["all documents, hancom", "all documents, 1500"])
        #expect(result.findings.count == 4)
        let over = PagesClaim(pages: 101, context: 100 * 600)
        #expect(over.check(measured, tokenizer: 0, ruleNames: ["hancom", "1500"]).verdict == .doesNotHold)
        #expect(over.check(measured, tokenizer: 1, ruleNames: ["hancom", "1500"]).verdict == .doesNotHold)
    }
}

struct MemoryClaimTests {
    @Test("The press's 70 % hold near 8K tokens and against the all-global twin, not at long context")
    func preset() throws {
        let result = try ClaimPreset.checkMemory()
        func finding(_ scope: String) throws -> ClaimFinding {
            try #require(result.findings.first { $0.scope == scope }, "\(result.findings.map(\.scope))")
        }
        #expect(result.verdict == .doesNotHold)
        #expect(result.reason == "it holds at 1 of 4 lengths against EXAONE 4.0 32B")
        for (length, percent, verdict) in [
            (8_192, "68.6", Verdict.holds), (32_768, "44.8", .doesNotHold), (131_072, "31.2", .doesNotHold),
            (262_144, "28.3", .doesNotHold),
        ] {
            let found = try finding("\(Figures.grouped(length)) tokens: memory vs EXAONE 4.0 32B")
            #expect(found.verdict == verdict)
            #expect(found.measured.map { Figures.decimal($0.value * 100, 1) } == percent)
            let twin = try finding("\(Figures.grouped(length)) tokens: memory vs its all-global twin")
            #expect(twin.verdict == .holds)
            let reserved = try finding(
                "\(Figures.grouped(length)) tokens: engine-reserved memory vs its all-global twin")
            #expect(reserved.measured?.value == 0)
        }
        #expect(try finding("262,144 tokens: memory vs EXAONE 4.0 32B").warnings.count == 1)
        #expect(try finding("131,072 tokens: memory vs EXAONE 4.0 32B").warnings.isEmpty)
    }

    /// 12 global layers of 64 heads against 16 of 40: at great length the ratio is 12 × 64 / (16 × 40) = 1.2.
    @Test("Attention work at long context is more than EXAONE 4.0's, not less")
    func work() throws {
        let found = try #require(
            try ClaimPreset.checkMemory().findings.first {
                $0.scope == "262,144 tokens: attention work vs EXAONE 4.0 32B"
            })
        #expect(found.verdict == .doesNotHold)
        let saving = try #require(found.measured?.value)
        #expect(saving < 0 && saving > -0.2)
    }
}

struct ClaimPresetTests {
    @Test("Every preset says its words, its source and what is computed", arguments: ClaimPreset.allCases)
    func presets(preset: ClaimPreset) {
        #expect(preset.claim.identifier == preset.rawValue)
        #expect(!preset.claim.words.isEmpty && !preset.claim.source.isEmpty && !preset.claim.check.isEmpty)
    }
}

struct RecordedCountsTests {
    private func record(_ text: String) throws -> RecordedCounts {
        try RecordedCounts(jsonLines: Array(text.utf8), name: "record")
    }

    @Test("A record counts the texts that it holds, exactly")
    func counts() throws {
        let record = try record(
            """
            {"id": "a", "genre": "news", "text": "한글", "tokens": 2}

            {"text": "\\u1112\\u1161\\u11ab", "tokens": 7}
            """)
        #expect(try record.tokenCount(of: Array("한글".utf8)) == 2)
        // Canonically equal to 한, and another text all the same.
        #expect(try record.tokenCount(of: Array("\u{1112}\u{1161}\u{11AB}".utf8)) == 7)
        #expect(throws: LongContextError.notRecorded(name: "record", bytes: 3)) {
            try record.tokenCount(of: Array("한".utf8))
        }
        #expect(record.entries.map { String(decoding: $0.id, as: UTF8.self) } == ["a", "line 3"])
        #expect(record.entries[0].genre == Array("news".utf8))
        #expect(record.alters([]) == nil)
    }

    @Test(
        "A line that cannot be used is named",
        arguments: [
            ("{\"text\": \"a\"}", 1, "\"tokens\""), ("{\"tokens\": 1}", 1, "\"text\""),
            ("{\"text\": \"a\", \"tokens\": 1}\n[", 2, ""), ("{\"text\": \"a\", \"tokens\": -1}", 1, "\"tokens\""),
            ("{\"text\": \"a\", \"tokens\": 1}\n{\"text\": \"a\", \"tokens\": 2}", 2, "before"),
        ])
    func badLines(text: String, line: Int, problem: String) {
        #expect {
            try record(text)
        } throws: { error in
            guard case LongContextError.record(let found, let what)? = error as? LongContextError else { return false }
            return found == line && (problem.isEmpty || what.contains(problem))
        }
    }
}
