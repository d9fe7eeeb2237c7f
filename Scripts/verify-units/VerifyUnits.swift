import BytePairEncoding
import Foundation
import TestSupport
import Tokenization
import TokenizerFormats

/// Tries the theorem about merging from units on real tokenizers, in full: part of `make verify`.
///
/// `VerifyUnits [--words n] [TOKENIZER…]` takes the shipped vocabulary and all that lie in the shared folder if it is
/// told none. It prints a line for each byte-level one, and ends with 1 if any word differs.
@main
struct VerifyUnits {
    static func main() throws {
        var words = 300_000
        var paths: [String] = []
        var arguments = CommandLine.arguments.dropFirst()
        while let argument = arguments.popFirst() {
            if argument == "--words", let count = arguments.popFirst().flatMap({ Int($0) }) {
                words = count
            } else if argument.hasPrefix("-") {
                print("usage: VerifyUnits [--words n] [TOKENIZER…]")
                exit(2)
            } else {
                paths.append(argument)
            }
        }
        if paths.isEmpty { paths = try everyTokenizer() }
        var isRight = true
        for path in paths {
            isRight = try verify(path, words: words) && isRight
        }
        exit(isRight ? 0 : 1)
    }

    /// The shipped vocabulary and the tokenizers of the shared folder.
    static func everyTokenizer() throws -> [String] {
        let shipped = Outside.root.appending(path: "Vocab").path
        guard let folder = SharedFiles.tokenizers(for: "the tokenizers beside the repository") else { return [shipped] }
        let names = try SharedFiles.names(in: "tokenizers").filter { $0 != "README.md" && $0 != "unpack" }
        return [shipped] + names.map { folder + "/" + $0 }
    }

    /// What a folder holds, whatever its one file is called.
    static func load(_ path: String, _ name: String) -> Tokenizer? {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? []
        for path in [path] + files.filter({ $0.hasSuffix(".json") }).map({ path + "/" + $0 }) {
            // Llama's file does not say its split.
            if let found = try? TokenizerLoader.load(path, pattern: name == "llama3" ? .llama3 : nil) { return found }
        }
        return nil
    }

    static func verify(_ path: String, words: Int) throws -> Bool {
        let name = String(path.split(separator: "/").last ?? "")
        guard let tokenizer = load(path, name) else {
            print("\(name): no tokenizer, left out")
            return true
        }
        guard let vocabulary = tokenizer.vocabulary else {
            print("\(name): not byte-level, left out")
            return true
        }
        let preTokenizer = tokenizer.byteLevel?.preTokenizer ?? PreTokenizer(.gpt2)
        var trial = UnitTrial(vocabulary, preTokenizer, seed: 20_261_122)
        trial.tryUnits()
        trial.tryWords(words, referenceEvery: 50)
        let end = trial.different.isEmpty ? "no difference" : "DIFFERENT: \(trial.different)"
        print(
            """
            \(name): \(vocabulary.merges.count) rules, \(trial.syllableCount) syllables, \(trial.dangers.all.count) \
            dangers; \(trial.compared) compared with merging from bytes, \(trial.referred) words with the reference \
            (\(trial.needing) of which need the condition): \(end)
            """)
        return trial.different.isEmpty
    }
}
