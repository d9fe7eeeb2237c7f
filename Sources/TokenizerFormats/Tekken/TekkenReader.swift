internal import BytePairEncoding
internal import JSONBytes
internal import TextNormalization
public import Tokenization

/// Reads `tekken.json`, the format of Mistral's tokenizers since Nemo.
///
/// Tokens have ranks as in tiktoken's format; their ids lie behind those of the special tokens, which come first. The
/// file lists more tokens than the vocabulary uses.
public enum TekkenReader {
    /// Reads a file.
    ///
    /// - Throws: `TokenizerFormatError`.
    /// - Complexity: O(*n*) in the size of the file.
    public static func read(_ path: String, name: String? = nil) throws(TokenizerFormatError) -> Tokenizer {
        let context = FormatContext(path: path)
        let file = try TekkenFile(context.bytes(), context)
        return try tokenizer(file, name: name ?? TokenizerLoader.name(of: path), context)
    }

    static func tokenizer(
        _ file: TekkenFile, name: String, _ context: FormatContext
    ) throws(TokenizerFormatError) -> Tokenizer {
        guard let pattern = SplitPattern(regexes: [file.pattern]) else {
            throw context.error("config.pattern", .unsupported(component: "a split by a regex that is not a known one"))
        }
        let count = file.vocabularySize - file.specialCount
        guard count > 0, count <= file.tokens.count else {
            throw context.invalid("config", "there are \(file.tokens.count) tokens for \(count) ids")
        }
        let shift = file.specialCount
        var tokens = TokenTable()
        for _ in 0..<shift { tokens.append([]) }
        for (rank, token) in file.tokens.prefix(count).enumerated() {
            guard let token else { throw context.invalid("vocab", "no token has the rank \(rank)") }
            tokens.append(token)
        }
        let vocabulary = try context.vocabulary(rankedTokens: tokens)
        let special = file.specialTokens.enumerated().map { index, content in
            AddedToken(id: TokenID(index: index), content: content)
        }
        return try context.tokenizer { () throws(TokenizationError) in
            try Tokenizer(
                name: name, normalization: .none, preTokenizer: PreTokenizer(pattern), vocabulary: vocabulary,
                addedTokens: special)
        }
    }
}

/// What a `tekken.json` says.
struct TekkenFile: Sendable {
    var pattern = ""
    /// How many ids there are, special ones included, and how many of these are special.
    var vocabularySize = 0
    var specialCount = 0
    /// By rank.
    var tokens: [[UInt8]?] = []
    /// By id.
    var specialTokens: [[UInt8]] = []

    /// The control tokens of files that do not list their own.
    private static let defaultSpecialTokens = [
        "<unk>", "<s>", "</s>", "[INST]", "[/INST]", "[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]", "[TOOL_RESULTS]",
        "[/TOOL_RESULTS]", "[TOOL_CALLS]", "[IMG]", "<pad>", "[IMG_BREAK]", "[IMG_END]", "[PREFIX]", "[MIDDLE]",
        "[SUFFIX]", "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]", "[TOOL_CONTENT]",
    ]

    init(_ bytes: [UInt8], _ context: FormatContext) throws(TokenizerFormatError) {
        var reader = JSONReader(bytes)
        var key: [UInt8] = []
        var config = JSONValue.null
        var special = JSONValue.null
        try context.json { () throws(JSONError) in try reader.beginObject() }
        while try context.json("", { () throws(JSONError) in try reader.nextKey(into: &key) }) {
            switch String(decoding: key, as: UTF8.self) {
            case "vocab": try readTokens(&reader, context)
            case "config": config = try context.json { () throws(JSONError) in try reader.readValue() }
            case "special_tokens": special = try context.json { () throws(JSONError) in try reader.readValue() }
            default: try context.json { () throws(JSONError) in _ = try reader.skipValue() }
            }
        }
        try context.json { () throws(JSONError) in try reader.finish() }
        try readConfiguration(config, special, context)
    }

    /// Whether a JSON file looks like this format rather than another.
    static func recognizes(_ bytes: [UInt8]) -> Bool {
        var reader = JSONReader(bytes)
        var key: [UInt8] = []
        guard (try? reader.beginObject()) != nil else { return false }
        for _ in 0..<8 {
            guard (try? reader.nextKey(into: &key)) == true else { return false }
            if key == Array("vocab".utf8) { return (try? reader.peek()) == .array }
            if key == Array("model".utf8) { return false }
            guard (try? reader.skipValue()) != nil else { return false }
        }
        return false
    }

    private mutating func readTokens(_ reader: inout JSONReader, _ context: FormatContext) throws(TokenizerFormatError)
    {
        var index = 0
        try context.json("vocab") { () throws(JSONError) in try reader.beginArray() }
        while try context.json("vocab", { () throws(JSONError) in try reader.nextElement() }) {
            let place = "vocab[\(index)]"
            let entry = try context.json(place) { () throws(JSONError) in try reader.readValue() }
            guard let rank = entry["rank"]?.intValue, let text = entry["token_bytes"]?.stringBytes else {
                throw context.invalid(place, "expected an object with rank and token_bytes")
            }
            var token: [UInt8] = []
            guard Base64.appendDecoded(text.span, to: &token), !token.isEmpty else {
                throw context.invalid(place, "token_bytes is not base64")
            }
            guard rank >= 0, rank <= index + 1_000_000 else { throw context.invalid(place, "\(rank) is no rank") }
            while tokens.count <= rank { tokens.append(nil) }
            guard tokens[rank] == nil else { throw context.invalid(place, "another token has the rank \(rank)") }
            tokens[rank] = token
            index += 1
        }
    }

    private mutating func readConfiguration(
        _ config: JSONValue, _ special: JSONValue, _ context: FormatContext
    ) throws(TokenizerFormatError) {
        func number(_ name: String) throws(TokenizerFormatError) -> Int {
            guard let number = config[name]?.intValue else { throw context.error("config", .missingField(name)) }
            return number
        }
        guard let regex = config["pattern"]?.stringValue else {
            throw context.error("config", .missingField("pattern"))
        }
        pattern = regex
        vocabularySize = try number("default_vocab_size")
        specialCount = try number("default_num_special_tokens")
        var names: [[UInt8]] = []
        for (index, entry) in (special.arrayValue ?? []).enumerated() {
            guard entry["rank"]?.intValue == index, let name = entry["token_str"]?.stringBytes else {
                throw context.invalid("special_tokens[\(index)]", "expected the token with the rank \(index)")
            }
            names.append(name)
        }
        if names.isEmpty { names = Self.defaultSpecialTokens.map { Array($0.utf8) } }
        guard (0..<1 << 28).contains(vocabularySize) else {
            throw context.invalid("config.default_vocab_size", "there cannot be \(vocabularySize) ids")
        }
        guard names.count <= specialCount, specialCount < 1_000_000 else {
            throw context.invalid("special_tokens", "there are \(names.count) tokens for \(specialCount) ids")
        }
        specialTokens = names + (names.count..<specialCount).map { Array("<SPECIAL_\($0)>".utf8) }
    }
}
