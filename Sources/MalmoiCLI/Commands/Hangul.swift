import ArgumentParser
import Documents
import Hangul
import TextNormalization

/// `malmoi hangul`
struct Hangul: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show, convert and check the Hangul of a text, block by block.",
        discussion: """
            By default each syllable block is shown with its code points, names, composition and what each \
            normalization policy would make of it (each block taken by itself). Examples:

              malmoi hangul --text "나랏〮말〯ᄊᆞ미〮"
              malmoi hangul --to korean old.txt > new.txt
              malmoi hangul --to hanyang-pua < jamo.txt
              ls | malmoi hangul --check
              malmoi hangul --check --format json corpus/ | head
              malmoi hangul --report --policy korean-fold corpus/*.txt
              malmoi hangul --policies

            --check prints file:line:column (in code points, from 1), what is wrong and the code points, and exits \
            with 1 when it found anything.
            """)

    @OptionGroup var input: InputOptions

    @Option(name: .long, help: ArgumentHelp("A text to use instead of files.", valueName: "text"))
    var text: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Convert to standard output: by a policy, to hanyang-pua, or restored from the code of jamo.",
            valueName: "form"))
    var to: TextForm?

    @Flag(name: .long, help: "Find text that deserves a look; exit with 1 when there is any.")
    var check = false

    @Flag(name: .long, help: "Count by kind what a policy finds and what of it it changes.")
    var report = false

    @Flag(name: .long, help: "Print the table text × policy: = kept, → changed, ⇄ changed and restored by decoding.")
    var policies = false

    @Option(name: .long, help: ArgumentHelp("The policy that --report is about.", valueName: "name"))
    var policy: NormalizationPolicy = .korean

    @Option(name: .long, help: ArgumentHelp("How to print: text or json (a line a thing).", valueName: "format"))
    var format: HangulFormat = .text

    func validate() throws {
        let modes = [to != nil, check, report, policies].filter { $0 }.count
        if modes > 1 {
            throw ValidationError("--to, --check, --report and --policies cannot go together: choose one.")
        }
        if text != nil, !input.files.isEmpty {
            throw ValidationError("--text and files cannot both be given: choose one.")
        }
        if to != nil, input.jsonl || input.csv {
            throw ValidationError("--to converts plain text: it cannot go with --jsonl or --csv.")
        }
        if format == .json, to != nil || policies {
            throw ValidationError("--format json goes with --check, --report or showing blocks only.")
        }
    }

    func run() throws {
        if let to {
            try forEachDocument { try StandardStream.output.writeAll(to.convert($0.text)) }
        } else if check {
            try runCheck()
        } else if report {
            var count = NormalizationReport(policy)
            try forEachDocument { count.add($0.text) }
            try StandardStream.output.writeAll(NormalizationListing(report: count).bytes(format))
        } else if policies {
            try runPolicies()
        } else {
            try forEachDocument { try BlockListing(text: $0.text).write(format) }
        }
    }

    private func runCheck() throws {
        var found = 0
        try forEachDocument { document in
            let listing = TroubleListing(document)
            found += listing.places.count
            try StandardStream.output.writeAll(listing.bytes(format))
        }
        if found > 0 { throw ExitCode(ExitStatus.answerIsNo.rawValue) }
    }

    private func runPolicies() throws {
        guard text != nil || !input.files.isEmpty else {
            return try StandardStream.output.writeAll(Array(PolicyTable().markdown().utf8))
        }
        var rows: [(name: String, text: [UInt8])] = []
        try forEachDocument { rows.append(($0.path == "-" ? "text" : $0.name, $0.text)) }
        let table = PolicyTable(rows, NormalizationPolicy.allCases)
        try StandardStream.output.writeAll(Array(table.markdown().utf8))
    }

    private func forEachDocument(_ body: (Document) throws -> Void) throws {
        if let text {
            return try body(Document(path: "-", text: Array(text.utf8), ordinal: 0))
        }
        var reader = try DocumentReader(input.source)
        while let document = try reader.next() { try body(document) }
    }
}

/// How `hangul` prints.
enum HangulFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case text
    case json
}
