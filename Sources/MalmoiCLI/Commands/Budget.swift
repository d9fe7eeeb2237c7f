public import ArgumentParser
import BytePairEncoding
import Documents
import Files
public import LongContext
import Reports
import Tokenization
import TokenizerFormats

/// `malmoi budget`
struct Budget: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Plan what fits into a context, or pack documents into windows.",
        discussion: """
            Documents are put in one after the other until the context is full; with --model and without
            a tokenizer, their tokens are estimated from what was measured for the model. With --pages,
            documents are a sample that tells how many tokens a page takes; without any, shipped figures
            do: the model's, those of a density.json beside the tokenizer, or all that there are. With
            --window, documents are packed into windows instead. The exit code is 0 if everything fits,
            else 1. Examples:

              malmoi budget --model k-exaone --reserve 8K -t Vocab docs/
              malmoi budget --model k-exaone --reserve 8K docs/
              malmoi budget --pages 400 --model k-exaone
              malmoi budget --pages 400
              malmoi budget --pages 400 --context 128K -t Vocab
              malmoi budget --pages 400 --context 128K -t Vocab docs/
              malmoi budget --window 32K --overlap 512 -t Vocab --format json book.txt
            """)

    @OptionGroup var context: ContextOptions

    @Option(name: .long, help: ArgumentHelp("Tokens kept free for prompt and answer.", valueName: "n"))
    var reserve: TokenLength = TokenLength(tokens: 0)

    @Option(
        name: [.customShort("t"), .long],
        help: ArgumentHelp("The tokenizer that counts, by default the one that comes with the tool.", valueName: "path")
    )
    var tokenizer: String?

    @Option(
        name: .long, help: ArgumentHelp("The split of .tiktoken files whose name does not tell.", valueName: "name"))
    var pattern: SplitPattern?

    @Option(name: .customLong("pages"), help: ArgumentHelp("Ask whether so many pages fit.", valueName: "n"))
    var askedPages: Double?

    @Option(name: .long, help: ArgumentHelp("Pack documents into windows of so many tokens.", valueName: "n"))
    var window: TokenLength?

    @Option(name: .long, help: ArgumentHelp("Tokens that neighbouring windows share, at most.", valueName: "n"))
    var overlap: TokenLength = TokenLength(tokens: 0)

    @Option(name: .long, help: ArgumentHelp("Tokens between two documents.", valueName: "n"))
    var separator: TokenLength = TokenLength(tokens: 0)

    @Option(
        name: .long,
        help: ArgumentHelp("Where documents are cut, if they can be cut there.", valueName: "where"))
    var cut: CutLevel = .paragraph

    @OptionGroup var input: InputOptions
    @OptionGroup var genres: GenreOptions
    @OptionGroup var page: PageOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var output: ReportOptions

    func validate() throws {
        if context.context == nil, context.model == nil, window == nil, askedPages == nil || !input.files.isEmpty {
            throw ValidationError("Give a --context, a --model or a --window.")
        }
        if askedPages != nil, window != nil {
            throw ValidationError("--pages and --window are two questions: ask one.")
        }
        if let askedPages, !(askedPages > 0 && askedPages.isFinite) {
            throw ValidationError("--pages must be a number above zero.")
        }
        if askedPages != nil, let tokenizer, input.files.isEmpty, Self.densityFile(of: tokenizer) == nil,
            FileReading.kind(of: tokenizer) != nil
        {
            throw ValidationError(
                "Give some documents: how many tokens a page takes is measured on them, where no "
                    + "\(ReferenceDensity.fileName) beside the tokenizer tells.")
        }
    }

    func run() throws {
        let report: BudgetReport
        if let askedPages {
            if context.model == nil, input.files.isEmpty, tokenizer == nil || context.context == nil {
                let report = try needOfPages(askedPages)
                try output.print(report)
                if !report.fits { throw ExitCode(ExitStatus.answerIsNo.rawValue) }
                return
            }
            report = try planPages(askedPages)
        } else if let window {
            report = try pack(window.tokens)
        } else {
            report = try fill()
        }
        try output.print(report)
        if report.answer != .fits { throw ExitCode(ExitStatus.answerIsNo.rawValue) }
    }

    private func budget() throws -> (model: String, budget: ContextBudget) {
        guard let given = try context.window() else { throw ValidationError("Give a --context or a --model.") }
        return (given.model, try ContextBudget(context: given.tokens, reserve: reserve.tokens))
    }

    private func loadTokenizer() throws -> Tokenizer {
        try TokenizerLoader.load(tokenizer ?? DefaultTokenizer.path(), pattern: pattern)
    }

    /// The file beside a tokenizer that tells how much of a page a token takes.
    private static func densityFile(of tokenizer: String) -> String? {
        let folder =
            FileReading.kind(of: tokenizer) == .directory
            ? tokenizer
            : tokenizer.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let file = folder.isEmpty ? ReferenceDensity.fileName : folder + "/" + ReferenceDensity.fileName
        return FileReading.kind(of: file) == .file ? file : nil
    }

    // MARK: The three questions

    /// Puts documents into the context.
    private func fill() throws -> BudgetReport {
        let given = try budget()
        let estimate = tokenizer == nil && context.model != nil ? EstimatedTokens(try modelDensity()) : nil
        let counter: any TokenCounting = try estimate ?? loadTokenizer()
        let rule = page.rule
        var filler = try ContextFiller(
            given.budget, separator: separator.tokens, level: cut == .paragraph ? .eojeol : cut, pageRule: rule.rule,
            counter: counter)
        var accumulator = CompressionAccumulator(tokenizers: [counter.name], pageRules: [rule.rule])
        var entries: [BudgetReport.Entry] = []
        let source = input.source
        let genreRule = try genres.rule(for: source)
        try forEachDocument(source) { document in
            let placement = try filler.add(document.text)
            let name = document.id ?? Array(document.name.utf8)
            entries.append(BudgetReport.Entry(name: name, placement: placement))
            accumulator.add(
                DocumentMeasure(
                    name: name, genre: genreRule.genre(of: document), text: TextMeasure(of: document.text),
                    tokens: [placement.tokens], pages: [placement.pages]))
        }
        let measured = accumulator.report(bootstrap: Bootstrap(resamples: 100))
        return BudgetReport(
            model: given.model, budget: given.budget, tokenizer: counter.name, pageName: rule.name, entries: entries,
            filler: filler, pageBudget: PageBudget(measured, tokenizer: 0, rule: 0),
            neededRange: estimate?.range(ofMiddle: filler.needed))
    }

    /// Tells how many tokens so many pages take.
    private func planPages(_ pages: Double) throws -> BudgetReport {
        let given = try budget()
        let rule = page.rule
        let pageBudget: PageBudget
        let name: String
        if tokenizer == nil, input.files.isEmpty {
            let density = try modelDensity()
            pageBudget = try density.pageBudget(rule: rule.rule)
            name = "shipped figures for \(density.name)"
        } else if input.files.isEmpty, let tokenizer {
            pageBudget = try density(beside: tokenizer).pageBudget(rule: rule.rule)
            name = "figures measured for \(tokenizer)"
        } else {
            let counter = try loadTokenizer()
            name = counter.name
            let source = input.source
            let measurer = try DocumentMeasurer(counters: [counter], pageRules: [rule.rule])
            var accumulator = CompressionAccumulator(tokenizers: [counter.name], pageRules: [rule.rule])
            try MeasuringWork.run(
                source, measurer: measurer, genres: try genres.rule(for: source), threads: threads.threads
            ) { accumulator.add($0) }
            let measured = accumulator.report(bootstrap: Bootstrap(resamples: 100))
            guard let found = PageBudget(measured, tokenizer: 0, rule: 0) else {
                throw InputError("the documents have no text to measure a page on")
            }
            pageBudget = found
        }
        return BudgetReport(
            model: given.model, budget: given.budget, tokenizer: name, pageName: rule.name, entries: [], filler: nil,
            pageBudget: pageBudget,
            question: BudgetReport.PageQuestion(pages: pages, tokens: pageBudget.tokens(forPages: pages)))
    }

    /// What so many pages take with the tokenizer, or with every tokenizer of which figures are shipped.
    private func needOfPages(_ pages: Double) throws -> PageNeedReport {
        let rule = page.rule
        let densities: [ReferenceDensity]
        if let tokenizer {
            densities = [try density(beside: tokenizer)]
        } else {
            // The vocabulary that comes with the tool, where it is at hand, goes first.
            let shipped = try? DefaultTokenizer.path()
            let own = try shipped.flatMap {
                Self.densityFile(of: $0) == nil ? nil : try density(beside: $0, named: "Vocab")
            }
            densities = (own.map { [$0] } ?? []) + ReferenceDensity.all
        }
        return PageNeedReport(
            pages: pages, pageName: rule.name,
            entries: try densities.map {
                PageNeedReport.Entry(name: $0.name, pageBudget: try $0.pageBudget(rule: rule.rule))
            },
            budget: try context.context.map { try ContextBudget(context: $0.tokens, reserve: reserve.tokens) })
    }

    /// The figures of the model that was asked for.
    private func modelDensity() throws -> ReferenceDensity {
        try ReferenceDensity.density(of: ModelCatalog.profile(named: context.model ?? ""))
    }

    /// The figures that lie beside a tokenizer.
    ///
    /// - Parameter name: what to call it, if not by its path.
    private func density(beside path: String, named name: String? = nil) throws -> ReferenceDensity {
        guard let file = Self.densityFile(of: path) else {
            // The tokenizer itself is missing: it says so.
            _ = try loadTokenizer()
            throw InputError("\(path) has no \(ReferenceDensity.fileName) beside it")
        }
        return try LocatedError.naming(path: file) {
            try ReferenceDensity(json: FileReading.bytes(of: file), name: name ?? path)
        }
    }

    /// Packs documents into windows.
    private func pack(_ window: Int) throws -> BudgetReport {
        let counter = try loadTokenizer()
        let rule = page.rule
        var packer = try WindowPacker(
            window: window, overlap: overlap.tokens, level: cut, separator: separator.tokens, counter: counter)
        var entries: [BudgetReport.Entry] = []
        var measures: [PageMeasure] = []
        var windows: [PackedWindow] = []
        try forEachDocument(input.source) { document in
            let measure = try PageMeasure(of: document.text, rule: rule.rule)
            windows += try packer.add(document.text)
            measures.append(measure)
            let tokens = try counter.tokenCount(of: document.text)
            entries.append(
                BudgetReport.Entry(
                    name: document.id ?? Array(document.name.utf8),
                    placement: ContextFiller.Placement(tokens: tokens, pages: measure.pages, fit: .whole)))
        }
        windows += packer.finish()
        let paged = windows.map { window in
            BudgetReport.Window(
                window: window,
                pages: window.pieces.map { piece in
                    let measure = measures[piece.document]
                    let first = max(1, measure.page(ofByteAt: piece.range.lowerBound))
                    return
                        first...max(
                            first, measure.page(ofByteAt: max(piece.range.lowerBound, piece.range.upperBound - 1)))
                })
        }
        let given = try context.window()
        return BudgetReport(
            model: given?.model ?? "windows",
            budget: try ContextBudget(context: given?.tokens ?? window, reserve: reserve.tokens),
            tokenizer: counter.name, pageName: rule.name, entries: entries, filler: nil, pageBudget: nil,
            windows: paged, windowSize: window, overlap: overlap.tokens)
    }

    /// One document after the other: each changes how much room the next one has.
    private func forEachDocument(_ source: DocumentSource, _ body: (Document) throws -> Void) throws {
        var reader = try DocumentReader(source)
        let progress = ProgressBar("planning", unit: .bytes)
        while let document = try reader.next() {
            try MeasuringWork.refuseOtherEncodings(document)
            try LocatedError.naming(document) { try body(document) }
            progress.update(reader.progress.bytesRead, of: reader.progress.totalBytes)
        }
        progress.finish()
    }
}

extension CutLevel: ExpressibleByArgument {}
