import ArgumentParser
import Tokenization

/// How much memory the word caches may take. Results never depend on it.
struct CacheOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("The most megabytes that each thread's word cache may grow to.", valueName: "n"))
    var cacheMb: Int = 224

    func validate() throws {
        if cacheMb < 0 || cacheMb > 65536 {
            throw ValidationError("--cache-mb must be between 0 and 65536.")
        }
    }

    func apply(to tokenizer: Tokenizer) {
        tokenizer.limitCaches(toBytes: cacheMb << 20)
    }
}
