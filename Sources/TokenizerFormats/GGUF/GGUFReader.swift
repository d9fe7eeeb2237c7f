public import BytePairEncoding
internal import TextNormalization
public import Tokenization

/// Reads the vocabulary of a GGUF file (llama.cpp), from its metadata only.
///
/// Byte-level models (`gpt2`) and SentencePiece BPE (`llama`) are read. llama.cpp does not normalize text, and splits
/// it as `tokenizer.ggml.pre` says; both are followed, so that counts are those of the program that runs the file.
public enum GGUFReader {
    /// Reads a file.
    ///
    /// - Parameter pattern: the split, where the file does not name one that is known.
    /// - Throws: `TokenizerFormatError`.
    public static func read(
        _ path: String, pattern: SplitPattern? = nil, name: String? = nil
    ) throws(TokenizerFormatError) -> Tokenizer {
        let context = FormatContext(path: path)
        let metadata = try GGUFMetadata(context)
        let name = name ?? TokenizerLoader.name(of: path)
        switch metadata.text("tokenizer.ggml.model") {
        case "gpt2"?: return try byteLevel(metadata, pattern: pattern, name: name, context)
        case "llama"?: return try sentencePiece(metadata, name: name, context)
        case let model?:
            throw context.error(
                "tokenizer.ggml.model", .unsupported(component: "a GGUF vocabulary of the kind \(model)"))
        case nil: throw context.error("", .missingField("tokenizer.ggml.model"))
        }
    }

    /// What llama.cpp calls the splits that are known here.
    private static let patterns: [String: SplitPattern] = [
        "gpt-2": .gpt2, "gpt2": .gpt2, "exaone4": .gpt2, "a.x-4.0": .gpt2, "mellum": .gpt2, "phi-2": .gpt2,
        "llama-bpe": .llama3, "llama3": .llama3, "llama-v3": .llama3, "midm-2.0": .llama3, "falcon3": .llama3,
        "glm4": .llama3, "chatglm-bpe": .llama3, "qwen2": .qwen2, "deepseek-r1-qwen": .qwen2, "solar-open": .qwen2,
        "gpt-4o": .o200k, "llama4": .o200k, "kanana2": .o200k, "minimax-m2": .o200k, "tekken": .tekken,
        "deepseek-v3": .deepseek, "exaone-moe": .kExaone,
    ]

    /// The splits with which llama.cpp takes a piece whole that is a token.
    private static let takesWholePieces: Set<String> = [
        "llama-bpe", "llama3", "llama-v3", "midm-2.0", "falcon3", "tekken",
    ]

    private static func byteLevel(
        _ metadata: GGUFMetadata, pattern: SplitPattern?, name: String, _ context: FormatContext
    ) throws(TokenizerFormatError) -> Tokenizer {
        guard let texts = metadata.texts("tokenizer.ggml.tokens") else {
            throw context.error("", .missingField("tokenizer.ggml.tokens"))
        }
        guard let lines = metadata.texts("tokenizer.ggml.merges") else {
            throw context.error("", .missingField("tokenizer.ggml.merges"))
        }
        let split = metadata.text("tokenizer.ggml.pre") ?? "default"
        guard let pattern = pattern ?? patterns[split] else {
            throw context.error("tokenizer.ggml.pre", .unsupported(component: "the split \(split) of llama.cpp"))
        }
        let types = metadata.integers("tokenizer.ggml.token_type") ?? []
        var spelled = SpelledVocabulary()
        for id in 0..<texts.count {
            // A token of the same spelling as an earlier one can never be made; the earlier one counts.
            spelled.append(texts[id], id: UInt32(id))
        }
        spelled.makeIndex(keepsFirst: true)
        let merges = try merges(lines, spelled, context)
        let added = addedTokens(texts, types)
        let parts = try ByteLevelVocabulary(spelled, merges, context)
        let vocabulary = try context.vocabulary { () throws(VocabularyError) in
            try Vocabulary(
                tokens: parts.tokens, joining: parts.merges, takesWholePieces: takesWholePieces.contains(split))
        }
        return try context.tokenizer { () throws(TokenizationError) in
            try Tokenizer(
                name: name, normalization: .none, preTokenizer: PreTokenizer(pattern), vocabulary: vocabulary,
                addedTokens: added, unreachableTokens: parts.unreachable, template: template(metadata))
        }
    }

    private static func merges(
        _ lines: GGUFTexts, _ vocabulary: SpelledVocabulary, _ context: FormatContext
    ) throws(TokenizerFormatError) -> SpelledMerges {
        var merges = SpelledMerges()
        for rank in 0..<lines.count {
            var joined = Array(lines[rank])
            guard let cut = SpelledMerges.cut(of: joined.span) else {
                throw context.invalid("tokenizer.ggml.merges[\(rank)]", "it is not two tokens")
            }
            joined.remove(at: cut)
            do throws(SpelledMerges.Problem) {
                try merges.append(joined, cut: cut, in: vocabulary)
            } catch {
                throw context.invalid("tokenizer.ggml.merges[\(rank)]", error.reason)
            }
        }
        return merges
    }

    /// Control tokens are special ones, user-defined tokens always match.
    private static func addedTokens(_ texts: GGUFTexts, _ types: [Int]) -> [AddedToken] {
        var added: [AddedToken] = []
        for (id, type) in types.enumerated() where id < texts.count && (type == 3 || type == 4) {
            let content = Array(texts[id])
            if !content.isEmpty {
                added.append(AddedToken(id: TokenID(index: id), content: content, isSpecial: type == 3))
            }
        }
        return added
    }

    private static func template(_ metadata: GGUFMetadata) -> TokenTemplate {
        func ids(_ switchName: String, _ idName: String) -> [TokenID] {
            guard metadata.bool("tokenizer.ggml.\(switchName)") == true,
                let id = metadata.integer("tokenizer.ggml.\(idName)").flatMap({ UInt32(exactly: $0) })
            else { return [] }
            return [TokenID(id)]
        }
        return TokenTemplate(
            before: ids("add_bos_token", "bos_token_id"), after: ids("add_eos_token", "eos_token_id"))
    }

    private static func sentencePiece(
        _ metadata: GGUFMetadata, name: String, _ context: FormatContext
    ) throws(TokenizerFormatError) -> Tokenizer {
        guard let texts = metadata.texts("tokenizer.ggml.tokens") else {
            throw context.error("", .missingField("tokenizer.ggml.tokens"))
        }
        guard let scores = metadata.floats("tokenizer.ggml.scores"), scores.count == texts.count,
            let types = metadata.integers("tokenizer.ggml.token_type"), types.count == texts.count
        else {
            throw context.invalid("", "tokenizer.ggml.scores and token_type must have an entry for each token")
        }
        guard let unknown = types.firstIndex(of: 2) else {
            throw context.invalid("tokenizer.ggml.token_type", "none of the tokens is the unknown one")
        }
        var table = TokenTable()
        var pieces: [SentencePiecePairModel.Piece] = []
        for id in 0..<texts.count {
            table.append(texts[id])
            pieces.append(
                .init(
                    score: scores[id], isMatched: [1, 4, 5].contains(types[id]), isUserDefined: false,
                    isUnused: types[id] == 5))
        }
        let addsPrefix = metadata.bool("tokenizer.ggml.add_space_prefix") ?? true
        let model = GeneralModel(
            normalizer: .sentencePiece(
                SentencePieceNormalizer(
                    map: nil, addsDummyPrefix: addsPrefix,
                    removesExtraSpaces: metadata.bool("tokenizer.ggml.remove_extra_whitespaces") ?? false,
                    escapesSpaces: true, endsWordsWithSpace: false, symbols: [])),
            preTokenizer: nil,
            model: .sentencePiecePairs(
                SentencePiecePairModel(
                    spellings: TokenSpellings(table), pieces: pieces, unknown: TokenID(index: unknown),
                    fallsBackToBytes: types.contains(6))),
            decoder: .sentencePiece(
                SentencePieceDecoding(
                    dropsFirstSpace: addsPrefix, dropsAllFirstSpaces: false,
                    invisible: Set((0..<texts.count).filter { types[$0] == 3 }.map { Array(texts[$0]) }),
                    bytes: Set((0..<texts.count).filter { types[$0] == 6 }.map { Array(texts[$0]) }),
                    unknown: Array(texts[unknown]), unknownSurface: Array(" \u{2047} ".utf8))))
        return try context.tokenizer { () throws(TokenizationError) in
            try Tokenizer(
                name: name, model: model, addedTokens: addedTokens(texts, types), template: template(metadata))
        }
    }
}
