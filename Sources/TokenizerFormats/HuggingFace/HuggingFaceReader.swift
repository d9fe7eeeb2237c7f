internal import BytePairEncoding
internal import JSONBytes
internal import TextNormalization
public import Tokenization

/// Reads `tokenizer.json`, the format of Hugging Face's `tokenizers`.
///
/// A byte-level model behind a known split becomes a tokenizer of the fast path, everything else one of the general
/// path. Truncation and padding, which some files carry, are no part of a tokenizer and are ignored.
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

    /// Reads the bytes of a file.
    ///
    /// - Parameters:
    ///   - path: the file's name, for errors.
    ///   - name: the tokenizer's name for people.
    public static func read(
        _ bytes: [UInt8], path: String, name: String
    ) throws(TokenizerFormatError) -> Tokenizer {
        let context = FormatContext(path: path)
        return try tokenizer(HuggingFaceFile(bytes, context), name: name, context)
    }

    static func tokenizer(
        _ file: HuggingFaceFile, name: String, _ context: FormatContext
    ) throws(TokenizerFormatError) -> Tokenizer {
        func component(_ place: String, _ value: JSONValue) -> ComponentReading {
            ComponentReading(context: context, place: place, value: value)
        }
        var parts = HuggingFaceParts(
            name: name,
            normalizer: try component("normalizer", file.normalizer).normalizer()?.simplified,
            preTokenizer: try component("pre_tokenizer", file.preTokenizer).preTokenizer(),
            decoder: try component("decoder", file.decoder).decoder(),
            template: try component("post_processor", file.postProcessor).template())
        var notes = file.notes
        parts.addedTokens = try AddedTokenReading(context: context).tokens(
            file.addedTokens, vocabulary: file.model.vocabulary, notes: &notes)
        let reading = ModelReading(context: context, model: file.model)
        try reading.checkDropout()
        var tokenizer: Tokenizer
        if let byteLevel = try parts.byteLevelTokenizer(reading) {
            tokenizer = byteLevel
        } else {
            tokenizer = try parts.general(reading.general(), context)
        }
        tokenizer.notes = notes
        return tokenizer
    }
}

/// The parts of a file beside its model.
struct HuggingFaceParts: Sendable {
    var name: String
    var normalizer: NormalizerComponent?
    var preTokenizer: PreTokenizerComponent?
    var decoder: DecoderComponent?
    var template: TokenTemplate
    var addedTokens: [AddedToken] = []

    /// The tokenizer, where the model works on bytes and knows all of them; else nil.
    func byteLevelTokenizer(_ reading: ModelReading) throws(TokenizerFormatError) -> Tokenizer? {
        let context = reading.context
        guard reading.model.type == "BPE", let merges = reading.model.merges, !reading.hasAffixes, hasByteLevelEnds
        else { return nil }
        let parts = try ByteLevelVocabulary(reading.model.vocabulary, merges, context)
        let vocabulary: Vocabulary
        do throws(VocabularyError) {
            vocabulary = try Vocabulary(
                tokens: parts.tokens, joining: parts.merges,
                takesWholePieces: reading.model.settings["ignore_merges"]?.boolValue ?? false)
        } catch {
            // Without all bytes there are unknown characters, which only the general model knows how to treat.
            if case .missingByte = error { return nil }
            throw context.error("model", .vocabulary(error))
        }
        return try byteLevelTokenizer(vocabulary, unreachable: parts.unreachable, context)
    }

    /// Whether text becomes bytes at the end of the pre-tokenizer, and only there, and text again in the decoder.
    var hasByteLevelEnds: Bool {
        let components = preTokenizer?.flattened ?? []
        guard components.last?.isByteLevel == true, decoder == nil || decoder == .byteLevel else { return false }
        return !components.dropLast().contains(where: \.isByteLevel)
    }

    /// The tokenizer of a byte-level vocabulary, on the fast path where its split and normalization are known.
    ///
    /// - Precondition: `hasByteLevelEnds`; otherwise the components go the general way as they are.
    func byteLevelTokenizer(
        _ vocabulary: Vocabulary, unreachable: [(id: TokenID, bytes: [UInt8])], _ context: FormatContext
    ) throws(TokenizerFormatError) -> Tokenizer {
        var components = preTokenizer?.flattened ?? []
        guard case .byteLevel(let addsPrefixSpace, let usesRegex)? = components.popLast() else {
            return try general(
                .bytePairs(vocabulary), preTokenizer: preTokenizer, unreachable: unreachable, context)
        }
        if let policy = (normalizer ?? .sequence([])).policy,
            let pattern = Self.pattern(components, usesRegex: usesRegex, addsPrefixSpace: addsPrefixSpace)
        {
            return try context.tokenizer { () throws(TokenizationError) in
                try Tokenizer(
                    name: name, normalization: policy, preTokenizer: PreTokenizer(pattern), vocabulary: vocabulary,
                    addedTokens: addedTokens, unreachableTokens: unreachable, addsPrefixSpace: addsPrefixSpace,
                    template: template)
            }
        }
        components.append(.bytes(addsPrefixSpace: addsPrefixSpace, usesRegex: usesRegex))
        return try general(
            .bytePairs(vocabulary), preTokenizer: .sequence(components), unreachable: unreachable, context)
    }

    /// The pattern of a split that is hand-written as a whole.
    private static func pattern(
        _ components: [PreTokenizerComponent], usesRegex: Bool, addsPrefixSpace: Bool
    ) -> SplitPattern? {
        if components.isEmpty { return usesRegex ? .gpt2 : nil }
        guard components.count == 1, !usesRegex, !addsPrefixSpace, case .known(let pattern) = components[0] else {
            return nil
        }
        return pattern
    }

    func general(_ model: TokenModel, _ context: FormatContext) throws(TokenizerFormatError) -> Tokenizer {
        try general(model, preTokenizer: preTokenizer, unreachable: [], context)
    }

    func general(
        _ model: TokenModel, preTokenizer: PreTokenizerComponent?,
        unreachable: [(id: TokenID, bytes: [UInt8])], _ context: FormatContext
    ) throws(TokenizerFormatError) -> Tokenizer {
        var decoder = decoder
        // Joined with spaces, as the reference does without a decoder, bytes would be no text at all.
        if decoder == nil, case .bytePairs = model { decoder = .byteLevel }
        let parts = GeneralModel(normalizer: normalizer, preTokenizer: preTokenizer, model: model, decoder: decoder)
        return try context.tokenizer { () throws(TokenizationError) in
            try Tokenizer(
                name: name, model: parts, addedTokens: addedTokens, unreachableTokens: unreachable, template: template)
        }
    }
}

extension PreTokenizerComponent {
    fileprivate var isByteLevel: Bool {
        if case .byteLevel = self { true } else { false }
    }
}
