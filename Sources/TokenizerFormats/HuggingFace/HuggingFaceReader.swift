internal import BytePairEncoding
internal import JSONBytes
internal import TextNormalization
public import Tokenization

/// Reads `tokenizer.json`, the format of Hugging Face's `tokenizers`.
public enum HuggingFaceReader {
    /// Reads a file.
    ///
    /// - Parameter name: the tokenizer's name for people; by default the path's last parts.
    /// - Throws: `TokenizerFormatError` where the file lies or asks for something that cannot be followed exactly.
    /// - Complexity: O(*n*) in the size of the file.
    public static func read(_ path: String, name: String? = nil) throws(TokenizerFormatError) -> Tokenizer {
        let context = FormatContext(path: path)
        return try tokenizer(HuggingFaceFile(context), name: name ?? TokenizerLoader.name(of: path), context)
    }

    static func tokenizer(
        _ file: HuggingFaceFile, name: String, _ context: FormatContext
    ) throws(TokenizerFormatError) -> Tokenizer {
        let settings = file.model.settings
        let type = settings["type"]?.stringValue ?? (file.model.merges == nil ? "" : "BPE")
        guard type == "BPE", let spelledMerges = file.model.merges else {
            throw context.error("model", .unsupported(component: "a model of the type \(type)"))
        }
        try checkSettings(settings, context)
        let pipeline = PipelineReading(context: context)
        let split = try pipeline.split(file.preTokenizer)
        let normalization = try pipeline.normalization(file.normalizer)
        let addedTokens = try AddedTokenReading(context: context)
            .tokens(file.addedTokens, vocabulary: file.model.vocabulary)
        let parts = try ByteLevelVocabulary(file.model.vocabulary, spelledMerges, context)
        let vocabulary = try context.vocabulary { () throws(VocabularyError) in
            try Vocabulary(
                tokens: parts.tokens, merges: parts.merges,
                takesWholePieces: settings["ignore_merges"]?.boolValue ?? false)
        }
        return try context.tokenizer { () throws(TokenizationError) in
            try Tokenizer(
                name: name, normalization: normalization, preTokenizer: PreTokenizer(split.pattern),
                vocabulary: vocabulary, addedTokens: addedTokens, unreachableTokens: parts.unreachable,
                addsPrefixSpace: split.addsPrefixSpace)
        }
    }

    /// Settings that change the ids and are not followed by the byte-level encoder.
    private static func checkSettings(_ settings: JSONValue, _ context: FormatContext) throws(TokenizerFormatError) {
        if let dropout = settings["dropout"]?.doubleValue, dropout != 0 {
            throw context.error("model.dropout", .unsupported(component: "a BPE model with dropout \(dropout)"))
        }
        for affix in ["continuing_subword_prefix", "end_of_word_suffix"] {
            if let text = settings[affix]?.stringValue, !text.isEmpty {
                throw context.error("model.\(affix)", .unsupported(component: "a BPE model with \(affix) \"\(text)\""))
            }
        }
    }
}
