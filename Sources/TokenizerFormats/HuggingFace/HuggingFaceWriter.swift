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
        let vocabulary = try exported(tokenizer, path: path)
        let policy = tokenizer.normalization
        guard let normalizer = NormalizerComponent.value(of: policy, allowingLoss: allowingLoss) else {
            let reason = NormalizerComponent.refusal(of: policy)
            throw TokenizerFormatError(path: path, problem: .cannotExpress(format: format, reason: reason))
        }
        var writer = JSONWriter(.pretty)
        writer.beginObject()
        writer.member("version", "1.0")
        writer.member("truncation", .null)
        writer.member("padding", .null)
        writeAddedTokens(tokenizer, &writer)
        writer.member("normalizer", normalizer)
        writer.key("pre_tokenizer")
        writePreTokenizer(tokenizer, &writer)
        writer.member("post_processor", .null)
        writer.key("decoder")
        writer.value(byteLevel(addsPrefixSpace: true, usesRegex: true))
        writer.key("model")
        writeModel(tokenizer.vocabulary, vocabulary, &writer)
        writer.endObject()
        writer.newline()
        return writer.bytes
    }

    private static func exported(
        _ tokenizer: Tokenizer, path: String
    ) throws(TokenizerFormatError) -> ExportedVocabulary {
        func error(_ place: String, _ reason: String) -> TokenizerFormatError {
            TokenizerFormatError(path: path, place: place, problem: .cannotExpress(format: format, reason: reason))
        }
        if tokenizer.addsPrefixSpace, tokenizer.preTokenizer.pattern != .gpt2 {
            throw error("", "a prefix space is only known with GPT-2's split")
        }
        do throws(ExportedVocabulary.Problem) {
            return try ExportedVocabulary(tokenizer)
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

    /// `ByteLevel` alone for GPT-2's split, else the regexes and then `ByteLevel` without its own.
    private static func writePreTokenizer(_ tokenizer: Tokenizer, _ writer: inout JSONWriter) {
        let pattern = tokenizer.preTokenizer.pattern
        if pattern == .gpt2 {
            writer.value(byteLevel(addsPrefixSpace: tokenizer.addsPrefixSpace, usesRegex: true))
            return
        }
        writer.beginObject()
        writer.member("type", "Sequence")
        writer.key("pretokenizers")
        writer.beginArray()
        for regex in pattern.regexes {
            writer.beginObject()
            writer.member("type", "Split")
            writer.key("pattern")
            writer.value(.object([.init(key: Array("Regex".utf8), value: .text(regex))]))
            writer.member("behavior", "Isolated")
            writer.member("invert", false)
            writer.endObject()
        }
        writer.value(byteLevel(addsPrefixSpace: false, usesRegex: false))
        writer.endArray()
        writer.endObject()
    }

    private static func byteLevel(addsPrefixSpace: Bool, usesRegex: Bool) -> JSONValue {
        .object([
            .init(key: Array("type".utf8), value: .text("ByteLevel")),
            .init(key: Array("add_prefix_space".utf8), value: .bool(addsPrefixSpace)),
            .init(key: Array("trim_offsets".utf8), value: .bool(false)),
            .init(key: Array("use_regex".utf8), value: .bool(usesRegex)),
        ])
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
                ByteAlphabet.appendEncoded(vocabulary.tokens[side], to: &spelling)
                line.string(spelling)
            }
            line.endArray()
            writer.rawValue(line.bytes)
        }
        writer.endArray()
        writer.endObject()
    }
}
