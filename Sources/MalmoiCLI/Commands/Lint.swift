import ArgumentParser
import BytePairEncoding
import Documents
import Tokenization
import TokenizerFormats

/// `malmoi lint`
struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look for what is wrong with a vocabulary.",
        discussion: """
            unreachable: ids that no text gives and that are no step to one; broken: tokens with a part of a character \
            beside something else; duplicate: two ids with one text; gap: ids without a token; merges: a pair merged twice; \
            personal: registration numbers, phone numbers, e-mail addresses; unused: too many ids that the given files \
            never need; hash: not the tokenizer that was expected. Without files no text is read. The exit code is 1 if anything is \
            found. Examples:

              malmoi lint -t Vocab
              malmoi lint -t Vocab --jsonl corpus/*.jsonl
              malmoi lint -t exaone-4.0/ --only hash --expect-hash 2085e1638f6c377a…
            """)

    @OptionGroup var tokenizer: TokenizerOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The SHA-256 by which llama.cpp knows the tokenizer (chkhsh in its converter).", valueName: "hash"))
    var expectHash: String?

    @Option(
        name: .long, help: ArgumentHelp("The share of ids that files may leave unused, in percent.", valueName: "n"))
    var unusedLimit: Double = 1

    @Option(
        name: .long, parsing: .upToNextOption,
        help: ArgumentHelp("Look for these only: names as above.", valueName: "rule"))
    var only: [LintRule] = []

    @Option(name: .long, help: ArgumentHelp("How many findings of each kind to list.", valueName: "n"))
    var list: Int = 10

    @Flag(name: .long, help: "Print JSON, with all findings.")
    var json = false

    @OptionGroup var input: InputOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var cache: CacheOptions

    func validate() throws {
        if let expectHash, expectHash.utf8.count != 64 || expectHash.contains(where: { !$0.isHexDigit }) {
            throw ValidationError("--expect-hash must be 64 hexadecimal digits.")
        }
        if !(0...100).contains(unusedLimit) { throw ValidationError("--unused-limit must be between 0 and 100.") }
        if list < 0 { throw ValidationError("--list must not be negative.") }
        if only.contains(.hash), expectHash == nil { throw ValidationError("Say which hash with --expect-hash.") }
        if only.contains(.unused), input.files.isEmpty {
            throw ValidationError("Give files to look for ids in.")
        }
    }

    func run() throws {
        let tokenizer = try tokenizer.load()
        cache.apply(to: tokenizer)
        let lint = VocabularyLint(tokenizer)
        var report = LintReport(tokenizer: tokenizer, listed: list)
        let wanted = only.isEmpty ? Set(LintRule.allCases) : Set(only)
        let rules = lint.rules.filter { wanted.contains(LintRule($0)) }
        report.add(rules: rules, findings: lint.findings(rules))
        report.unchecked = LintFinding.Rule.allCases.filter {
            !lint.rules.contains($0) && wanted.contains(LintRule($0))
        }
        report.partCount = rules.contains(.broken) ? lint.partCount : 0
        if !input.files.isEmpty, wanted.contains(.unused) {
            let isUsed = try usedIDs(tokenizer)
            report.addUnused(lint.textIDs, isUsed: isUsed, limit: unusedLimit / 100)
        }
        if let expectHash, wanted.contains(.hash) {
            let expected = expectHash.lowercased()
            report.addHash(
                expected: expected, found: try TokenizerHash.hash(of: tokenizer),
                match: try TokenizerHash.match(expected, of: tokenizer))
        }
        try StandardStream.output.writeAll(json ? report.json() : report.text())
        if !report.isClean { throw ExitCode(ExitStatus.answerIsNo.rawValue) }
    }

    /// Which ids the documents need.
    private func usedIDs(_ tokenizer: Tokenizer) throws -> [Bool] {
        let progress = ProgressBar("encoding", unit: .bytes)
        let count = tokenizer.idCount
        var isUsed = [Bool](repeating: false, count: count)
        try OrderedWork.run(input.source, threads: threads.threads) { documents in
            var isUsed = [Bool](repeating: false, count: count)
            for document in documents {
                let ids = try LocatedError.naming(document) { try tokenizer.encode(document.text) }
                for id in ids { isUsed[id.index] = true }
            }
            return isUsed
        } receive: { new, state in
            for index in new.indices where new[index] { isUsed[index] = true }
            progress.update(state.bytesRead, of: state.totalBytes)
        }
        progress.finish()
        return isUsed
    }
}

/// What `lint` looks for.
enum LintRule: String, ExpressibleByArgument, CaseIterable, Sendable {
    case unreachable, broken, duplicate, gap, merges, personal, unused, hash

    init(_ rule: LintFinding.Rule) {
        self =
            switch rule {
            case .unreachable: .unreachable
            case .broken: .broken
            case .duplicate: .duplicate
            case .gap: .gap
            case .merges: .merges
            case .personal: .personal
            }
    }
}
