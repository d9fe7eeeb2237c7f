public import ArgumentParser
import BytePairEncoding
import Tokenization
import TokenizerFormats

/// Which tokenizer a command uses.
struct TokenizerOptions: ParsableArguments {
    @Option(
        name: [.customShort("t"), .long],
        help: ArgumentHelp(
            "A tokenizer: a directory, or a tokenizer.json, .malmoi, .tiktoken, .model or .gguf file. Without it, "
                + "MALMOI_VOCAB or else the vocabulary that comes with the tool.", valueName: "path"))
    var tokenizer: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The split of a .tiktoken file.", valueName: "name"))
    var pattern: SplitPattern?

    /// The path that is loaded.
    func path() throws -> String {
        try tokenizer ?? DefaultTokenizer.path()
    }

    func load() throws -> Tokenizer {
        try TokenizerLoader.load(path(), pattern: pattern)
    }
}

extension SplitPattern: ExpressibleByArgument {}
