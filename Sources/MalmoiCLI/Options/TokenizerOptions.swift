public import ArgumentParser
public import BytePairEncoding
import Tokenization
import TokenizerFormats

/// Which tokenizer a command uses.
struct TokenizerOptions: ParsableArguments {
    @Option(
        name: [.customShort("t"), .long],
        help: ArgumentHelp(
            "A directory with a tokenizer, a tokenizer.json, or a .tiktoken file.", valueName: "path"))
    var tokenizer: String

    @Option(
        name: .long,
        help: ArgumentHelp("The split of a .tiktoken file.", valueName: "name"))
    var pattern: SplitPattern?

    func load() throws -> Tokenizer {
        try TokenizerLoader.load(tokenizer, pattern: pattern)
    }
}

extension SplitPattern: ExpressibleByArgument {}
