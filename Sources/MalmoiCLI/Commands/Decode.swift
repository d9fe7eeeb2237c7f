import ArgumentParser
import BytePairEncoding
import Documents
import Tokenization

/// `malmoi decode`
struct Decode: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Turn token ids back into the bytes they came from.",
        discussion: """
            Reads ids separated by white space (or raw ones with --format u32) and writes bytes as they come, never \
            half of a character. Examples:

              malmoi encode -t out/ko8k doc.txt | malmoi decode -t out/ko8k > same.txt
              malmoi decode -t out/ko8k --format u32 corpus.u32
              echo 301 17 4002 | malmoi decode -t out/ko8k --lossy
            """)

    @OptionGroup var tokenizer: TokenizerOptions

    @Argument(help: ArgumentHelp("Files with ids, or - for standard input (also without any).", valueName: "file"))
    var files: [String] = []

    @Option(name: .long, help: ArgumentHelp("How the ids are written: ids or u32.", valueName: "format"))
    var format: IDFormat = .ids

    @Flag(name: .long, help: "Write U+FFFD in place of bytes that are not valid UTF-8.")
    var lossy = false

    @Flag(name: .long, help: "Leave special tokens out of the text.")
    var skipSpecial = false

    @Option(
        name: .long,
        help: ArgumentHelp("What to write behind each line of ids, \\n for a line end.", valueName: "text"))
    var separator = ""

    @Option(
        name: [.short, .long], help: ArgumentHelp("Write to a file instead of standard output.", valueName: "path"))
    var out: String?

    func run() throws {
        let tokenizer = try tokenizer.load()
        let separator = Array(separator.replacing("\\n", with: "\n").utf8)
        let sink = try OutputSink(path: out)
        for path in files.isEmpty ? ["-"] : files {
            var decoder = StreamDecoder(tokenizer, lossy: lossy, skipsSpecial: skipSpecial)
            var reader = try IDReader(path: path, format: format)
            while let batch = try reader.next() {
                for item in batch {
                    switch item {
                    case .id(let id, let position, let line):
                        do {
                            try decoder.push(id, position: position)
                        } catch {
                            throw InputError("\(reader.place(line: line)): \(error)")
                        }
                    case .endOfLine:
                        try decoder.finishDocument()
                        decoder.push(bytes: separator)
                    }
                }
                try sink.write(decoder.take())
            }
            try decoder.finishDocument()
            try sink.write(decoder.take())
        }
        try sink.finish()
    }
}
