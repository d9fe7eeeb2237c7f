public import ArgumentParser
import BytePairEncoding
import TextNormalization
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

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Normalize text by this policy instead of the tokenizer's own.", valueName: "policy"))
    var normalization: NormalizationPolicy?

    /// The path that is loaded.
    func path() throws -> String {
        try tokenizer ?? DefaultTokenizer.path()
    }

    func load() throws -> Tokenizer {
        let path = try path()
        let tokenizer = try TokenizerLoader.load(path, pattern: pattern)
        guard let normalization else { return tokenizer }
        guard let changed = try tokenizer.normalizing(by: normalization) else {
            throw InputError(
                "--normalization \(normalization.rawValue): \(path) normalizes by components of its own, which "
                    + "no policy can replace")
        }
        return changed
    }
}

extension SplitPattern: ExpressibleByArgument {}
