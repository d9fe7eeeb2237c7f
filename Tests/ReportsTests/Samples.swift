import LongContext
import Reports

/// Reports made of made-up numbers, the same in every run.
enum Samples {
    static func comparison(
        tokenizers: [String] = ["새 낱말", "old", "older"], genres: [String] = ["뉴스", "law", "dialogue"],
        documents: Int = 60,
        context: Int? = 262_144
    ) -> ComparisonReport {
        var accumulator = CompressionAccumulator(
            tokenizers: tokenizers, pageRules: [.typeset(.hancom), .characters(perPage: 1_500)])
        var generator = SplitMix64(seed: 7)
        func next(_ bound: UInt64) -> Int { Int(generator.next() % bound) }
        for number in 0..<documents {
            let characters = 500 + next(5_000)
            let tokens = tokenizers.indices.map { characters * 10 / (24 - 3 * $0 + next(4)) }
            accumulator.add(
                DocumentMeasure(
                    name: Array("d\(number)".utf8), genre: Array(genres[number % genres.count].utf8),
                    text: TextMeasure(
                        bytes: characters * 3, characters: characters, eojeol: characters / 4, syllables: characters / 2
                    ),
                    tokens: tokens, altered: tokenizers.map { _ in number % 9 == 0 },
                    pages: [Double(characters) / 1_170, Double(characters) / 1_500]))
        }
        return ComparisonReport(
            accumulator.report(bootstrap: Bootstrap(resamples: 200)), pageNames: ["hancom", "1500 characters"],
            context: context.map { ComparisonReport.ContextWindow(model: "K-EXAONE", tokens: $0) })
    }

    static func memory() throws -> MemoryReport {
        let models = try ["k-exaone", "exaone-4.0-32b"].map { name in
            let profile = try ModelCatalog.profile(named: name)
            return MemoryReport.Model(
                name: profile.name, layout: try profile.requiredLayout(), context: try profile.requiredContext(),
                source: "[read]")
        }
        return try MemoryReport(
            models: models, tokens: [8_192, 32_768, 131_072, 262_144], batches: [1], element: .bf16)
    }

    static func pages() throws -> PagesReport {
        let texts = ["가나다라마바사 ", "짧은 글", ""]
        return PagesReport(
            pageName: "hancom",
            entries: try texts.enumerated().map { index, text in
                let bytes = Array(String(repeating: text, count: 500).utf8)
                return PagesReport.Entry(
                    name: Array("문서 \(index).txt".utf8), measure: try PageMeasure(of: bytes, style: .hancom),
                    tokens: bytes.count / 5)
            }, listsPageStarts: true)
    }

    /// A counter of four bytes a token.
    struct FourBytes: TokenCounting {
        let name = "four bytes"
        func tokenCount(of text: [UInt8]) throws(LongContextError) -> Int { (text.count + 3) / 4 }
    }

    static func budget(context: Int) throws -> BudgetReport {
        let budget = try ContextBudget(context: context, reserve: 100)
        var filler = try ContextFiller(budget, pageRule: .typeset(.hancom), counter: FourBytes())
        let entries = try (1...3).map { number in
            BudgetReport.Entry(
                name: Array("문서 \(number).txt".utf8),
                placement: try filler.add(Array(String(repeating: "가나다 ", count: 400).utf8)))
        }
        return BudgetReport(
            model: "a model", budget: budget, tokenizer: "four bytes", pageName: "hancom", entries: entries,
            filler: filler,
            pageBudget: PageBudget(
                tokensPerPage: Percentiles(tenth: 700, fiftieth: 800, ninetieth: 900), basis: "3 documents"))
    }

    static func windows() throws -> BudgetReport {
        let text = Array(String(repeating: "가나다 라마바사. ", count: 400).utf8)
        let measure = try PageMeasure(of: text, style: .hancom)
        var packer = try WindowPacker(window: 700, overlap: 50, level: .sentence, counter: FourBytes())
        let windows = try packer.add(text) + packer.finish()
        return BudgetReport(
            model: "windows", budget: try ContextBudget(context: 700), tokenizer: "four bytes", pageName: "hancom",
            entries: [
                BudgetReport.Entry(
                    name: Array("a.txt".utf8),
                    placement: ContextFiller.Placement(tokens: 2_300, pages: measure.pages, fit: .whole))
            ],
            filler: nil, pageBudget: nil,
            windows: windows.map { window in
                BudgetReport.Window(window: window, pages: window.pieces.map { _ in 1...2 })
            }, windowSize: 700, overlap: 50)
    }

    static func question(pages: Double) throws -> BudgetReport {
        let pageBudget = PageBudget(
            tokensPerPage: Percentiles(tenth: 400, fiftieth: 600, ninetieth: 900), basis: "27 kinds of text")
        return BudgetReport(
            model: "K-EXAONE", budget: try ContextBudget(context: 262_144), tokenizer: "t", pageName: "hancom",
            entries: [], filler: nil, pageBudget: pageBudget,
            question: BudgetReport.PageQuestion(pages: pages, tokens: pageBudget.tokens(forPages: pages)))
    }

    /// One of each kind.
    static func all() throws -> [any Report] {
        let comparison = comparison()
        return [
            comparison, Samples.comparison(tokenizers: ["alone"], genres: [""], documents: 1, context: nil),
            LengthClaim(gain: LengthGain(times: 1.3)).check(comparison.report, tokenizer: 0, baseline: 1),
            ClaimPreset.pagesClaim.check(
                comparison.report, tokenizer: 0, ruleNames: comparison.pageNames, limits: ["a limit"]),
            try ClaimPreset.checkMemory(), try memory(), try pages(), try budget(context: 10_000),
            try budget(context: 3_000), try windows(), try question(pages: 400),
            ModelsReport(ModelCatalog.all, showsSources: false), ModelsReport(ModelCatalog.all, showsSources: true),
        ]
    }
}
