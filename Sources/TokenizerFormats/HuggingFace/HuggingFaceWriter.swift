internal import BytePairEncoding
internal import Files
internal import JSONBytes
internal import TextNormalization
public import Tokenization

/// Writes a byte-level tokenizer as `tokenizer.json`, which Hugging Face's `tokenizers` and everything built on it loads.
///
/// The file is a function of the tokenizer alone: the same tokenizer gives the same bytes.
public enum HuggingFaceWriter {
    /// The format's name in messages.
    static let format = "tokenizer.json"

    /// Writes a file, atomically.
    ///
    /// - Parameter allowingLoss: whether a normalization that is no standard component may be written as the nearest
    ///   one (`NormalizationPolicy.huggingFaceApproximation` says what other programs lose). Malmoi itself reads the
    ///   exact policy back.
    /// - Throws: `TokenizerFormatError` where the tokenizer does something that the format cannot say, or the file
    ///   cannot be written.
    public static func write(
        _ tokenizer: Tokenizer, to path: String, allowingLoss: Bool = false
    ) throws(TokenizerFormatError) {
        let bytes = try bytes(of: tokenizer, path: path, allowingLoss: allowingLoss)
        do throws(FileError) {
            try AtomicFile.write(bytes, to: path)
        } catch {
            throw TokenizerFormatError(path: path, problem: .file(error))
        }
    }

    /// The bytes of the file.
    ///
    /// - Parameters:
    ///   - path: the file's name, for errors.
    ///   - allowingLoss: as for `write`.
    /// - Complexity: O(*n*) in the size of the vocabulary; O(*n* *m*²) for one of ranked tokens of *m* bytes.
    public static func bytes(
        of tokenizer: Tokenizer, path: String, allowingLoss: Bool = false
    ) throws(TokenizerFormatError) -> [UInt8] {
        func refusal(_ reason: String) -> TokenizerFormatError {
            TokenizerFormatError(path: path, problem: .cannotExpress(format: format, reason: reason))
        }
        guard let vocabulary = tokenizer.vocabulary else {
            throw refusal("the model is not byte-level byte-pair encoding (\(tokenizer.summary.model))")
        }
        let exported = try exported(tokenizer, vocabulary, path: path)
        let pipeline: WrittenPipeline
        do throws(ComponentWriting.Refusal) {
            pipeline = try WrittenPipeline(tokenizer, allowingLoss: allowingLoss)
        } catch {
            throw refusal(error.reason)
        }
        var writer = JSONWriter(.pretty)
        writer.beginObject()
        writer.member("version", "1.0")
        writer.member("truncation", .null)
        writer.member("padding", .null)
        writeAddedTokens(tokenizer, &writer)
        writer.member("normalizer", pipeline.normalizer)
        writer.member("pre_tokenizer", pipeline.preTokenizer)
        writer.key("post_processor")
        writeTemplate(tokenizer, &writer)
        writer.member("decoder", pipeline.decoder)
        writer.key("model")
        writeModel(vocabulary, exported, &writer)
        writer.endObject()
        writer.newline()
        return writer.bytes
    }

    private static func exported(
        _ tokenizer: Tokenizer, _ vocabulary: Vocabulary, path: String
    ) throws(TokenizerFormatError) -> ExportedVocabulary {
        do throws(ExportedVocabulary.Problem) {
            return try ExportedVocabulary(tokenizer, vocabulary)
        } catch {
            throw TokenizerFormatError(
                path: path, place: "id \(error.id)", problem: .cannotExpress(format: format, reason: error.reason))
        }
    }

    private static func writeAddedTokens(_ tokenizer: Tokenizer, _ writer: inout JSONWriter) {
        writer.key("added_tokens")
        writer.beginArray()
        for token in tokenizer.addedTokens {
            writer.beginObject()
            writer.member("id", token.id.index)
            writer.key("content")
            writer.string(token.content)
            writer.member("single_word", token.isSingleWord)
            writer.member("lstrip", token.stripsLeft)
            writer.member("rstrip", token.stripsRight)
            writer.member("normalized", token.isNormalized)
            writer.member("special", token.isSpecial)
            writer.endObject()
        }
        writer.endArray()
    }

    /// The tokens around a text, by their texts; null where there are none.
    private static func writeTemplate(_ tokenizer: Tokenizer, _ writer: inout JSONWriter) {
        let template = tokenizer.template
        if template.isEmpty {
            writer.null()
            return
        }
        func name(_ id: TokenID) -> [UInt8] { tokenizer.bytes(of: id) ?? [] }
        func part(_ kind: String, _ id: [UInt8]) -> JSONValue {
            let fields = JSONValue.object([
                .init(key: Array("id".utf8), value: .string(id)), .init(key: Array("type_id".utf8), value: .integer(0)),
            ])
            return .object([.init(key: Array(kind.utf8), value: fields)])
        }
        let sequence = [part("Sequence", Array("A".utf8))]
        let single =
            template.before.map { part("SpecialToken", name($0)) } + sequence
            + template.after.map { part("SpecialToken", name($0)) }
        writer.beginObject()
        writer.member("type", "TemplateProcessing")
        writer.member("single", .array(single))
        // A pair of texts is not something that Malmoi encodes; the format wants both all the same.
        writer.member("pair", .array(single + [part("Sequence", Array("B".utf8))]))
        writer.key("special_tokens")
        writer.beginObject()
        for id in Set(template.before + template.after).sorted() {
            writer.key(name(id))
            writer.beginObject()
            writer.key("id")
            writer.string(name(id))
            writer.member("ids", .array([.integer(id.index)]))
            writer.member("tokens", .array([.string(name(id))]))
            writer.endObject()
        }
        writer.endObject()
        writer.endObject()
    }

    private static func writeModel(
        _ vocabulary: Vocabulary, _ exported: ExportedVocabulary, _ writer: inout JSONWriter
    ) {
        writer.beginObject()
        writer.member("type", "BPE")
        writer.member("dropout", .null)
        writer.member("unk_token", .null)
        writer.member("continuing_subword_prefix", .null)
        writer.member("end_of_word_suffix", .null)
        writer.member("fuse_unk", false)
        writer.member("byte_fallback", false)
        writer.member("ignore_merges", vocabulary.takesWholePieces)
        writer.key("vocab")
        writer.beginObject()
        for entry in exported.entries {
            writer.key(entry.spelling)
            writer.int(entry.id.index)
        }
        writer.endObject()
        writer.key("merges")
        writer.beginArray()
        for merge in vocabulary.listedMerges {
            // A merge a line: the pretty form would take four.
            var line = JSONWriter()
            line.beginArray()
            for side in [merge.left, merge.right] {
                var spelling: [UInt8] = []
                ByteLevelAlphabet.appendEncoded(vocabulary.tokens[side], to: &spelling)
                line.string(spelling)
            }
            line.endArray()
            writer.rawValue(line.bytes)
        }
        writer.endArray()
        writer.endObject()
    }
}
