import ArgumentParser
import BytePairEncoding
import Documents
import Files
import LongContext
import Reports
import Tokenization
import TokenizerFormats

/// `malmoi compare`
struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compare how much text different tokenizers fit into a token.",
        discussion: """
            The first tokenizer is held against each of the others. Intervals are bootstrapped over
            documents. "1.3 times longer" and "23.1 % fewer tokens" say the same; both are shown.
            Examples:

              malmoi compare -t Vocab -t exaone-4.0 -t qwen3/tokenizer.json docs/
              malmoi compare -t Vocab -t exaone-4.0 --model k-exaone --html report.html docs/
              malmoi compare -t o200k_base.tiktoken --by none --format json corpus.jsonl --jsonl
            """)

    @Option(
        name: [.customShort("t"), .long],
        help: ArgumentHelp(
            "A tokenizer; give it again for each further one. Without any, the one that comes with the tool.",
            valueName: "path"))
    var tokenizer: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("The split of .tiktoken files whose name does not tell.", valueName: "name"))
    var pattern: SplitPattern?

    @OptionGroup var input: InputOptions
    @OptionGroup var genres: GenreOptions
    @OptionGroup var pages: PageOptions
    @OptionGroup var context: ContextOptions
    @OptionGroup var bootstrap: BootstrapOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var output: ReportOptions

    @Option(name: .long, help: ArgumentHelp("Also write a page with charts to this file.", valueName: "file"))
    var html: String?

    func run() throws {
        let window = try context.window()
        if window?.tokens == 0 {
            throw LongContextError.outOfRange(what: "the context", value: 0, allowed: "at least one token")
        }
        let paths = try tokenizer.isEmpty ? [DefaultTokenizer.path()] : tokenizer
        let tokenizers = try paths.map { try TokenizerLoader.load($0, pattern: pattern) }
        let page = pages.rule
        let measurer = try DocumentMeasurer(counters: tokenizers, pageRules: [page.rule])
        let source = input.source
        var accumulator = CompressionAccumulator(
            tokenizers: TokenizerNames.distinct(tokenizers.map(\.name), paths: paths), pageRules: [page.rule])
        try MeasuringWork.run(
            source, measurer: measurer, genres: try genres.rule(for: source), threads: threads.threads
        ) { accumulator.add($0) }
        let report = ComparisonReport(
            accumulator.report(bootstrap: bootstrap.bootstrap), pageNames: [page.name],
            context: window.map { ComparisonReport.ContextWindow(model: $0.model, tokens: $0.tokens) })
        if let html {
            try AtomicFile.write(ComparisonPage(report, memory: try ModelMemory.overview()).bytes, to: html)
        }
        try output.print(report)
    }
}

/// Names that tell tokenizers apart.
enum TokenizerNames {
    /// The tokenizers' own names, or their paths where two names are the same.
    static func distinct(_ names: [String], paths: [String]) -> [String] {
        names.enumerated().map { index, name in
            names.count { Array($0.utf8) == Array(name.utf8) } > 1 ? paths[index] : name
        }
    }
}
