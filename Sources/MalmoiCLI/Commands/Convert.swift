import ArgumentParser
import BytePairEncoding
import Files
import TextNormalization
import Tokenization
import TokenizerFormats

/// `malmoi convert`
struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a tokenizer in another format, with the same ids.",
        discussion: """
            What the format cannot say is refused by name (exit code 3); --allow-loss writes the nearest thing and says
            what is lost. Examples:

              malmoi convert -t o200k_base.tiktoken --to huggingface -o o200k/tokenizer.json
              malmoi convert -t out/ko8k --to malmoi -o out/ko8k/tokenizer.malmoi
              malmoi convert -t qwen3/ --to tiktoken --allow-loss -o qwen3.tiktoken
            """)

    @OptionGroup var tokenizer: TokenizerOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            huggingface: a tokenizer.json; tiktoken: ranks, for which the split and the special tokens are printed; \
            malmoi: the binary form, which opens in milliseconds.
            """, valueName: "format"))
    var to: ConversionFormat

    @Option(name: [.short, .long], help: ArgumentHelp("The file to write.", valueName: "path"))
    var out: String

    @Flag(name: .long, help: "Write the nearest thing where the format cannot say what the tokenizer does.")
    var allowLoss = false

    func run() throws {
        let path = try tokenizer.path()
        let tokenizer = try tokenizer.load()
        var notes: [String] = []
        switch to {
        case .huggingface:
            try HuggingFaceWriter.write(tokenizer, to: out, allowingLoss: allowLoss)
            if let policy = tokenizer.byteLevel?.normalization, policy.huggingFaceComponent == nil, policy != .none,
                let nearest = policy.huggingFaceApproximation
            {
                notes.append("\(policy.rawValue) is written as \(nearest.component): \(nearest.loss)")
            }
        case .tiktoken:
            let loss = try TiktokenWriter.write(tokenizer, to: out, allowingLoss: allowLoss)
            if let loss { notes.append(loss) }
            notes += [
                "pat_str: \(tokenizer.byteLevel?.preTokenizer.pattern.regexes.joined(separator: " then ") ?? "")",
                "special_tokens: \(TiktokenWriter.specialTokens(of: tokenizer))",
            ]
        case .malmoi:
            let json = FileReading.kind(of: path) == .directory ? path + "/tokenizer.json" : path
            let isSource = Array(json.utf8).suffix(5) == Array(".json".utf8) && FileReading.kind(of: json) == .file
            try BinaryWriter.write(tokenizer, to: out, source: isSource ? json : nil)
        }
        let lines = ["\(out): \(tokenizer.idCount) ids of \(tokenizer.name)"] + notes.map { "  \($0)" }
        try StandardStream.output.writeAll(Array((lines.joined(separator: "\n") + "\n").utf8))
    }
}

/// What `convert` writes.
enum ConversionFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case huggingface
    case tiktoken
    case malmoi
}
