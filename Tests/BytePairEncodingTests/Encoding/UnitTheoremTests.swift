import BytePairEncoding
import Foundation
import TestSupport
import Testing
import Tokenization
import TokenizerFormats

/// The theorem of Documentation/Encoding.md on words made of a tokenizer's own tokens, and of what is dangerous to them.
///
/// A few tokenizers and words; `make verify` tries every byte-level tokenizer with 300,000 words and all dangers.
@Suite struct UnitTheoremTests {
    private func expectNoDifference(_ vocabulary: Vocabulary, _ preTokenizer: PreTokenizer, seed: UInt64) {
        var trial = UnitTrial(vocabulary, preTokenizer, seed: seed)
        trial.tryUnits(step: 23)
        trial.tryWords(1500, referenceEvery: 10)
        #expect(trial.different.isEmpty, "\(trial.different)")
        #expect(!trial.dangers.all.isEmpty)
        // Without such words the condition would not have been tried.
        #expect(trial.needing > 0)
    }

    @Test func `holds for the shipped vocabulary`() throws {
        let tokenizer = try TokenizerLoader.load(Outside.root.appending(path: "Vocab/tokenizer.malmoi").path)
        let model = try #require(tokenizer.byteLevel)
        expectNoDifference(model.vocabulary, model.preTokenizer, seed: 1)
    }

    @Test(
        .enabled(if: SharedFiles.has("tokenizers/unpack"), "needs ../shared"),
        arguments: ["gpt2", "openai-cl100k_base"])
    func `holds for published tokenizers, listed and ranked`(name: String) throws {
        let tokenizer = try TokenizerLoader.load(SharedFiles.tokenizers + "/" + name)
        let model = try #require(tokenizer.byteLevel)
        expectNoDifference(model.vocabulary, model.preTokenizer, seed: 2)
    }
}
