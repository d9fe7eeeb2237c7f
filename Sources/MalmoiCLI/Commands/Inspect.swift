import ArgumentParser
import BytePairEncoding
import Documents
import Tokenization

/// `malmoi inspect`
struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show how a text becomes tokens, or what a tokenizer does.",
        discussion: """
            Prints each token with its id and where its bytes are. Without a text it says what the tokenizer is: its
            ids, its stages, and whether they are hand-written or followed step by step (regexes on ICU's engine).
            Examples:

              malmoi inspect -t qwen3/
              malmoi inspect -t out/ko8k "한국어를 배웁니다"
              malmoi inspect -t out/ko8k --stages "Ｆｕｌｌ ㅋㅋㅋ"
              malmoi inspect -t out/ko8k - < doc.txt
            """)

    @OptionGroup var tokenizer: TokenizerOptions
    @OptionGroup var special: SpecialTokenOptions

    @Argument(help: "The text, or - to read it from standard input; nothing to show the tokenizer.")
    var text: String?

    @Flag(name: .long, help: "Also show the normalized text and the pre-tokens.")
    var stages = false

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    @Option(name: .long, help: ArgumentHelp("Colours: auto, always or never.", valueName: "when"))
    var color: ColorChoice = .auto

    func run() throws {
        let path = try tokenizer.path()
        let tokenizer = try tokenizer.load()
        guard let text else {
            let description = TokenizerDescription(tokenizer, path: path)
            return try StandardStream.output.writeAll(json ? description.json() : description.text())
        }
        let result = try tokenizer.stages(of: try input(text), specialTokens: special.policy)
        let report = InspectionReport(
            tokenizer: tokenizer, stages: result, showsStages: stages,
            isColored: color.isOn(for: .output))
        try StandardStream.output.writeAll(json ? report.json() : report.text())
    }

    private func input(_ text: String) throws -> [UInt8] {
        guard text == "-" else { return Array(text.utf8) }
        var reader = try DocumentReader(DocumentSource(paths: ["-"], format: .plainText))
        return try reader.next()?.text ?? []
    }
}

/// Whether output is coloured.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
    case auto
    case always
    case never

    func isOn(for stream: StandardStream) -> Bool {
        self == .always || (self == .auto && stream.isTerminal)
    }
}
