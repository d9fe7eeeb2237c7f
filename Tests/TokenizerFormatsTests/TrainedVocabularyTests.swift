import BytePairEncoding
import Foundation
import JSONBytes
import TestSupport
import Testing
import TextNormalization
import Tokenization
import TokenizerFormats
import VocabularyTraining

/// What Malmoi trains, in Malmoi and in the reference libraries: the same ids.
@Suite(.serialized) struct TrainedVocabularyTests {
    /// The sample that is part of the repository.
    private static let sample: [String] = {
        let folder = Outside.root.path + "/Corpora/sample"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? []
        return names.compactMap { try? String(contentsOfFile: folder + "/" + $0, encoding: .utf8) }
    }()

    private func train(_ normalization: NormalizationPolicy, split: SplitPattern = .malmoi) throws -> Tokenizer {
        var settings = TrainingSettings(vocabularySize: 6000)
        settings.normalization = normalization
        settings.split = split
        settings.specialTokens = ["<|endoftext|>"]
        let counter = CorpusCounter(normalization: normalization, split: split, threads: 2)
        try counter.add(Self.sample.map { Array($0.utf8) })
        return try VocabularyTrainer(settings).train(counter.finish()).tokenizer(name: "trained")
    }

    private func texts() throws -> [String] {
        #expect(Self.sample.count > 20, "Corpora/sample must be there")
        var texts = Self.sample + ReferenceTests.traps
        if SharedFiles.tokenizers(for: "the development sets") != nil {
            texts += try SharedFiles.developmentTexts(step: 5)
        }
        return texts
    }

    @Test(arguments: [SplitPattern.malmoi, .malmoiWide, .gpt2])
    func `a trained vocabulary gives the same ids in tokenizers`(split: SplitPattern) throws {
        guard let reference = try ReferenceProcess(for: "a trained vocabulary in tokenizers") else { return }
        let folder = TemporaryFolder()
        let tokenizer = try train(.nfc, split: split)
        try HuggingFaceWriter.write(tokenizer, to: folder["tokenizer.json"])
        let texts = try texts()
        let expected = try reference.ids(folder["tokenizer.json"], texts)
        for (text, ids) in zip(texts, expected) {
            #expect(try tokenizer.encode(text).map(\.index) == ids, "\(text.prefix(60).debugDescription)")
        }
    }

    @Test func `a trained vocabulary gives the same ids in tiktoken`() throws {
        guard let reference = try ReferenceProcess(for: "a trained vocabulary in tiktoken") else { return }
        let folder = TemporaryFolder()
        let tokenizer = try train(.none)
        try TiktokenWriter.write(tokenizer, to: folder["ko.tiktoken"])
        let texts = try texts()
        let expected = try reference.ids(
            folder["ko.tiktoken"], texts, extra: [("regex", .text(SplitPattern.malmoi.regexes[0]))])
        for (text, ids) in zip(texts, expected) {
            #expect(try tokenizer.encode(text).map(\.index) == ids, "\(text.prefix(60).debugDescription)")
        }
    }

    @Test(arguments: [NormalizationPolicy.none, .nfc, .korean, .koreanFold, .jamo])
    func `a written vocabulary reads back as it was`(normalization: NormalizationPolicy) throws {
        let folder = TemporaryFolder()
        let tokenizer = try train(normalization)
        try HuggingFaceWriter.write(tokenizer, to: folder["tokenizer.json"], allowingLoss: true)
        let again = try TokenizerLoader.load(folder["tokenizer.json"])
        #expect(again.vocabulary?.tokens == tokenizer.vocabulary?.tokens)
        #expect(again.vocabulary?.merges == tokenizer.vocabulary?.merges)
        #expect(again.addedTokens == tokenizer.addedTokens)
        #expect(again.byteLevel?.normalization == normalization)
        #expect(again.byteLevel?.preTokenizer == tokenizer.byteLevel?.preTokenizer)
        for text in Self.sample {
            let ids = try again.encode(text)
            #expect(ids == (try tokenizer.encode(text)))
            let normal = Normalizer(normalization).normalize(Array(text.utf8)).bytes
            #expect(try again.decodeBytes(ids) == (normalization == .jamo ? Array(text.utf8) : normal))
        }
    }
}
