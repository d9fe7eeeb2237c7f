import BytePairEncoding
import Files
import TextNormalization
import Tokenization
import TokenizerFormats
import VocabularyTraining

/// The tokenizer behind which `train --extend` learns.
struct ExtendedTokenizer {
    let path: String
    let file: [UInt8]
    let vocabulary: Vocabulary
    let split: SplitPattern
    let normalization: NormalizationPolicy
    /// The first new id: behind all old ones.
    let firstID: Int

    /// - Throws: `InputError` where it is none that can be extended, with the reason.
    init(path: String) throws {
        var path = path
        if FileReading.kind(of: path) == .directory { path += "/tokenizer.json" }
        func refusal(_ reason: String) -> InputError { InputError("\(path) cannot be extended: \(reason)") }
        file = try FileReading.bytes(of: path)
        guard file.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else {
            throw refusal("only a tokenizer.json can (malmoi convert --to huggingface makes one of other formats)")
        }
        let tokenizer = try HuggingFaceReader.read(file, path: path, name: path)
        guard let model = tokenizer.byteLevel else {
            throw refusal(
                "it is no byte-level BPE with a split and a normalization known here (\(tokenizer.summary.model), "
                    + "split \(tokenizer.summary.split), normalization \(tokenizer.summary.normalizer))")
        }
        guard !model.addsPrefixSpace else {
            throw refusal("it puts a space before each text, which counting does not")
        }
        self.path = path
        vocabulary = model.vocabulary
        split = model.preTokenizer.pattern
        normalization = model.normalization
        firstID = tokenizer.idCount
    }

    /// Takes over how the text is split and normalized; nothing else would give the old tokens.
    func apply(to settings: inout TrainingSettings, split: SplitPattern?, normalization: NormalizationPolicy?) throws {
        if let split, split != self.split {
            throw InputError("\(path) splits by \(self.split.rawValue): --split \(split.rawValue) does not go with it")
        }
        if let normalization, normalization != self.normalization {
            throw InputError(
                "\(path) normalizes by \(self.normalization.rawValue): --normalization \(normalization.rawValue) does "
                    + "not go with it")
        }
        settings.split = self.split
        settings.normalization = self.normalization
    }
}
