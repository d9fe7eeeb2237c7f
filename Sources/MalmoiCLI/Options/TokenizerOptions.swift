public import ArgumentParser
public import BytePairEncoding
import TextNormalization
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

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Normalize text by this policy instead of the tokenizer's own.", valueName: "policy"))
    var normalization: NormalizationPolicy?

    func load() throws -> Tokenizer {
        let tokenizer = try TokenizerLoader.load(tokenizer, pattern: pattern)
        guard let normalization else { return tokenizer }
        guard let changed = try tokenizer.normalizing(by: normalization) else {
            throw InputError(
                "--normalization \(normalization.rawValue): \(self.tokenizer) normalizes by components of its own, which "
                    + "no policy can replace")
        }
        return changed
    }
}

extension SplitPattern: ExpressibleByArgument {}
