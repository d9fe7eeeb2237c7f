internal import JSONBytes
internal import Tokenization

/// What matters of a `tokenizer_config.json`: added tokens and the prefix space.
struct TokenizerConfiguration: Sendable {
    var hasFile = false
    var addedTokens: [AddedToken] = []
    var addsPrefixSpace = false

    /// Reads a file; without one there is nothing to say.
    init(_ path: String?) throws(TokenizerFormatError) {
        guard let path else { return }
        let context = FormatContext(path: path)
        let bytes = try context.bytes()
        let value = try context.json { () throws(JSONError) in try JSONValue(parsing: bytes) }
        hasFile = true
        addedTokens = try AddedTokenReading(context: context).tokens(decoder: value["added_tokens_decoder"] ?? .null)
        addsPrefixSpace = value["add_prefix_space"]?.boolValue ?? false
    }
}
