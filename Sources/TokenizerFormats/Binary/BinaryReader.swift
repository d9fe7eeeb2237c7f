internal import BytePairEncoding
internal import JSONBytes
public import Tokenization

/// Opens `.malmoi` files: maps the file, checks it, and uses its tables where they lie.
///
/// What is checked keeps a hostile file from reading outside of itself or ending the process: sizes, offsets, ids and
/// lengths, everywhere. What a file's checksums cover is checked too, so that damage is seen; a file whose maker wants
/// other ids than those of its tokens and merges can have them.
public enum BinaryReader {
    /// Opens a file.
    ///
    /// - Parameter name: a name for people; by default the one in the file.
    /// - Throws: `TokenizerFormatError` where the file is damaged, cut short, or made for another version.
    /// - Complexity: O(*n*) in the size of the file, at the speed of reading it once.
    public static func read(_ path: String, name: String? = nil) throws(TokenizerFormatError) -> Tokenizer {
        try tokenizer(BinaryFile(FormatContext(path: path)), name: name, FormatContext(path: path))
    }

    /// Opens a file if it was made from another, as that is now; nil where it was not, or cannot be read.
    static func read(_ path: String, madeFrom source: String, name: String) -> Tokenizer? {
        let context = FormatContext(path: path)
        guard let file = try? BinaryFile(context), let settings = try? settings(file, context),
            let record = BinarySettings.source(settings.value), let now = try? BinarySource(source), record == now
        else { return nil }
        return try? tokenizer(file, name: name, context)
    }

    private static func settings(
        _ file: BinaryFile, _ context: FormatContext
    ) throws(TokenizerFormatError) -> ComponentReading {
        let memory = try file.requiredSection(BinaryLayout.Kind.settings, "settings")
        let bytes = memory.array(of: UInt8.self) ?? []
        let value = try context.json("settings") { () throws(JSONError) in try JSONValue(parsing: bytes) }
        return ComponentReading(context: context, place: "settings", value: value)
    }

    static func tokenizer(
        _ file: BinaryFile, name: String?, _ context: FormatContext
    ) throws(TokenizerFormatError) -> Tokenizer {
        let settings = try settings(file, context)
        func component(_ name: String) -> ComponentReading {
            ComponentReading(context: context, place: "settings.\(name)", value: settings.value[name] ?? .null)
        }
        let recordedName = try settings.text("name")
        var parts = HuggingFaceParts(
            name: String(decoding: name.map { Array($0.utf8) } ?? recordedName, as: UTF8.self),
            normalizer: try component("normalizer").normalizer()?.simplified,
            preTokenizer: try component("pre_tokenizer").preTokenizer(),
            decoder: try component("decoder").decoder(), template: try BinarySettings.template(settings))
        parts.addedTokens = try tokens(file, BinaryLayout.Kind.addedTokens, "added tokens", context)
        let unreachable = try tokens(file, BinaryLayout.Kind.unreachableTokens, "unreachable tokens", context)
        let vocabulary = try vocabulary(file, settings, context)
        let list = unreachable.map { (id: $0.id, bytes: $0.content) }
        return parts.hasByteLevelEnds
            ? try parts.byteLevelTokenizer(vocabulary, unreachable: list, context)
            : try parts.general(
                .bytePairs(vocabulary), preTokenizer: parts.preTokenizer, unreachable: list, context)
    }

    private static func vocabulary(
        _ file: BinaryFile, _ settings: ComponentReading, _ context: FormatContext
    ) throws(TokenizerFormatError) -> Vocabulary {
        var tables: [VocabularyImage.Part: SharedMemory] = [:]
        for part in VocabularyImage.Part.allCases {
            tables[part] = file.section(part.rawValue)
        }
        let image = VocabularyImage(
            order: try BinarySettings.order(settings), takesWholePieces: try settings.bool("ignore_merges"),
            mergesMakeAllTokens: try settings.bool("merges_make_all_tokens", default: false), parts: tables)
        do throws(VocabularyImage.Problem) {
            return try Vocabulary(image)
        } catch {
            throw context.invalid("section \(error.part.rawValue) (\(error.part))", error.reason)
        }
    }

    private static func tokens(
        _ file: BinaryFile, _ kind: UInt32, _ name: String, _ context: FormatContext
    ) throws(TokenizerFormatError) -> [AddedToken] {
        let memory = try file.requiredSection(kind, name)
        guard let tokens = BinaryRecords.tokens(in: memory.array(of: UInt8.self) ?? []) else {
            throw context.invalid("section \(kind)", "the list of \(name) is cut short")
        }
        return tokens
    }
}
