public import ArgumentParser
import BytePairEncoding
import Documents
import Files
public import LongContext
import Reports
import Tokenization
import TokenizerFormats

/// `malmoi claim`
struct Claim: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check whether a vendor's claim holds on your documents.",
        discussion: """
            The verdict is "holds", "does not hold" or "undecided" at 95 %. The exit code is 0 if the
            claim holds, else 1. Recorded counts (JSON Lines with "text" and "tokens") can stand in for
            a tokenizer that cannot be had; without files, the recorded texts are the documents.
            Examples:

              malmoi claim --new Vocab --baseline exaone-4.0 --ratio 1.3 docs/
              malmoi claim --preset k-exaone-length --recorded counts.jsonl --baseline exaone-4.0
              malmoi claim --preset k-exaone-pages --new Vocab docs/
              malmoi claim --preset k-exaone-memory
            """)

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The tokenizer that the claim is about, by default with --ratio the one that comes with the tool.",
            valueName: "path"))
    var new: String?

    @Option(name: .long, help: ArgumentHelp("Recorded counts instead of --new.", valueName: "file"))
    var recorded: String?

    @Option(name: .long, help: ArgumentHelp("The tokenizer that it is held against.", valueName: "path"))
    var baseline: String?

    @Option(name: .long, help: ArgumentHelp("How many times longer documents may be, as claimed.", valueName: "times"))
    var ratio: Double?

    @Option(
        name: .long,
        help: ArgumentHelp("A claim that is known here, instead of --ratio.", valueName: "name"))
    var preset: ClaimPreset?

    @Option(
        name: .long, help: ArgumentHelp("The split of .tiktoken files whose name does not tell.", valueName: "name"))
    var pattern: SplitPattern?

    @OptionGroup var input: InputOptions
    @OptionGroup var genres: GenreOptions
    @OptionGroup var bootstrap: BootstrapOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var output: ReportOptions

    func validate() throws {
        if preset == .memory { return }
        if new != nil, recorded != nil {
            throw ValidationError("--new and --recorded cannot both be right: choose one.")
        }
        // A vendor's claim is about the vendor's tokenizer: the one that comes with the tool must not stand for it unasked.
        if preset != nil, new == nil, recorded == nil {
            throw ValidationError("Say what the claim is about with --new or --recorded.")
        }
        if preset != .pages, baseline == nil { throw ValidationError("Say what it is held against with --baseline.") }
        if preset == nil, ratio == nil { throw ValidationError("Say what is claimed with --ratio or --preset.") }
        if preset != nil, ratio != nil { throw ValidationError("--preset brings its own claim; leave --ratio out.") }
        if let ratio, !(ratio > 0 && ratio.isFinite) { throw ValidationError("--ratio must be a number above zero.") }
    }

    func run() throws {
        let result: ClaimReport =
            switch preset {
            case .memory: try ClaimPreset.checkMemory()
            case .pages: try checkPages()
            case .length, nil: try checkLength()
            }
        try output.print(result)
        if result.verdict != .holds { throw ExitCode(ExitStatus.answerIsNo.rawValue) }
    }

    private func checkLength() throws -> ClaimReport {
        guard let baseline else { throw ValidationError("Say what it is held against with --baseline.") }
        let measured = try measure(
            against: [try TokenizerLoader.load(baseline, pattern: pattern)], paths: [baseline], pageRules: [])
        let claim =
            preset == .length ? ClaimPreset.lengthClaim : LengthClaim(gain: LengthGain(times: ratio ?? 1))
        return claim.check(measured, tokenizer: 0, baseline: 1, claim: preset?.claim, limits: limits)
    }

    private func checkPages() throws -> ClaimReport {
        let rules: [(String, PageRule)] =
            PageRule.presets.map { ($0.name, $0.rule) }.filter { $0.0 != "manuscript" }
            + [1_500, 1_600, 2_000].map { ("\($0) characters", .characters(perPage: $0)) }
        let measured = try measure(against: [], paths: [], pageRules: rules.map(\.1))
        return ClaimPreset.pagesClaim.check(
            measured, tokenizer: 0, ruleNames: rules.map(\.0), claim: preset?.claim, limits: limits)
    }

    private var limits: [String] {
        (recorded == nil
            ? preset.map { _ in ["the tokenizer given with --new stands for the vendor's; is it theirs?"] } ?? []
            : ["recorded counts are of tokens as a model wrote them, which may be a few more than its tokenizer needs"])
            + ["other kinds of text than those given"]
    }

    private func measure(
        against others: [Tokenizer], paths: [String], pageRules: [PageRule]
    ) throws -> CompressionReport {
        let record = try recorded.map { path in
            try LocatedError.naming(path: path) {
                try RecordedCounts(jsonLines: try FileReading.bytes(of: path), name: "recorded counts")
            }
        }
        let subject: any TokenCounting =
            try record ?? TokenizerLoader.load(new ?? DefaultTokenizer.path(), pattern: pattern)
        let counters = [subject] + others
        let names = TokenizerNames.distinct(counters.map(\.name), paths: [new ?? recorded ?? ""] + paths)
        let measurer = try DocumentMeasurer(counters: counters, pageRules: pageRules)
        var accumulator = CompressionAccumulator(tokenizers: names, pageRules: pageRules)
        if let record, input.files.isEmpty {
            for entry in record.entries {
                accumulator.add(try measurer.measure(entry.text, name: entry.id, genre: entry.genre))
            }
        } else {
            let source = input.source
            try MeasuringWork.run(
                source, measurer: measurer, genres: try genres.rule(for: source), threads: threads.threads
            ) { accumulator.add($0) }
        }
        return accumulator.report(bootstrap: bootstrap.bootstrap)
    }
}

extension ClaimPreset: ExpressibleByArgument {}
