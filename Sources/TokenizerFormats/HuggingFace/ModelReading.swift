internal import BytePairEncoding
internal import JSONBytes
internal import Tokenization

/// Makes the models of the general pipeline out of what a `tokenizer.json` says.
struct ModelReading: Sendable {
    let context: FormatContext
    let model: HuggingFaceModel

    private var settings: ComponentReading {
        ComponentReading(context: context, place: "model", value: model.settings)
    }

    /// The model, of whatever kind.
    func general() throws(TokenizerFormatError) -> TokenModel {
        switch model.type {
        case "BPE": return .characterPairs(try characterPairs())
        case "Unigram": return .unigram(try unigram())
        case "WordPiece": return .wordPiece(try wordPiece())
        case "WordLevel":
            let unknown = try id(of: settings.text("unk_token"))
            return .wordLevel(WordLevelModel(spellings: try spellings(), unknown: unknown))
        default: throw context.error("model", .unsupported(component: "a model of the type \(model.type)"))
        }
    }

    /// Settings that make encoding random.
    func checkDropout() throws(TokenizerFormatError) {
        if let dropout = model.settings["dropout"]?.doubleValue, dropout != 0 {
            throw context.error("model.dropout", .unsupported(component: "a BPE model with dropout \(dropout)"))
        }
    }

    /// Whether a BPE model has prefixes or suffixes for symbols.
    var hasAffixes: Bool {
        ["continuing_subword_prefix", "end_of_word_suffix"].contains {
            !(model.settings[$0]?.stringBytes ?? []).isEmpty
        }
    }

    private func characterPairs() throws(TokenizerFormatError) -> CharacterPairModel {
        guard let merges = model.merges else { throw context.error("model", .missingField("merges")) }
        var options = CharacterPairModel.Settings()
        if let unknown = try settings.optionalText("unk_token") { options.unknown = try id(of: unknown) }
        options.fusesUnknown = try settings.bool("fuse_unk", default: false)
        options.fallsBackToBytes = try settings.bool("byte_fallback", default: false)
        options.takesWholePieces = try settings.bool("ignore_merges", default: false)
        options.continuingPrefix = try settings.optionalText("continuing_subword_prefix") ?? []
        options.endSuffix = try settings.optionalText("end_of_word_suffix") ?? []
        let ids = model.vocabulary.ids
        return CharacterPairModel(
            spellings: try spellings(), merges: merges.rules.map { (ids[$0.left], ids[$0.right], ids[$0.result]) },
            settings: options)
    }

    private func unigram() throws(TokenizerFormatError) -> UnigramModel {
        guard let scores = model.scores, let lowest = scores.min(), let highest = scores.max() else {
            throw context.invalid("model.vocab", "a Unigram model must have tokens with scores")
        }
        guard model.settings["unk_id"]?.isNull == false else {
            throw context.error("model", .unsupported(component: "a Unigram model without unk_id"))
        }
        let unknown = try settings.int("unk_id")
        guard scores.indices.contains(unknown) else {
            throw context.invalid("model.unk_id", "there is no token \(unknown)")
        }
        return UnigramModel(
            spellings: try spellings(), pieces: scores.map { UnigramModel.Piece(score: $0) },
            scoredRange: lowest...highest, unknown: TokenID(index: unknown),
            fallsBackToBytes: try settings.bool("byte_fallback", default: false), arithmetic: .double)
    }

    private func wordPiece() throws(TokenizerFormatError) -> WordPieceModel {
        WordPieceModel(
            spellings: try spellings(), unknown: try id(of: settings.text("unk_token", default: "[UNK]")),
            continuingPrefix: try settings.text("continuing_subword_prefix", default: "##"),
            maximumCharacters: try settings.int("max_input_chars_per_word", default: 100))
    }

    private func id(of spelling: [UInt8]) throws(TokenizerFormatError) -> TokenID {
        guard let id = model.vocabulary.id(of: spelling) else {
            throw context.invalid(
                "model", "the token \(String(decoding: spelling, as: UTF8.self)) is not in the vocabulary")
        }
        return TokenID(id)
    }

    private func spellings() throws(TokenizerFormatError) -> TokenSpellings {
        let vocabulary = model.vocabulary
        var table = TokenTable()
        let order = try vocabulary.entriesByID(context)
        table.reserveCapacity(tokens: order.count, bytes: vocabulary.text.count)
        for entry in order {
            table.append(entry < 0 ? [] : vocabulary.text[vocabulary.range(of: Int(entry))])
        }
        return TokenSpellings(table)
    }
}
