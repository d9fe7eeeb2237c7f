internal import BytePairEncoding
internal import JSONBytes
internal import Tokenization

/// What a `tokenizer.json` says, before anything is made of it.
///
/// The large parts (vocabulary, merges) are read straight into tables; the small ones are kept as values.
struct HuggingFaceFile: Sendable {
    var addedTokens: [JSONValue] = []
    var normalizer = JSONValue.null
    var preTokenizer = JSONValue.null
    var postProcessor = JSONValue.null
    var decoder = JSONValue.null
    var truncation = JSONValue.null
    var padding = JSONValue.null
    var model = HuggingFaceModel()

    /// Reads a file.
    init(_ context: FormatContext) throws(TokenizerFormatError) {
        try self.init(context.bytes(), context)
    }

    init(_ bytes: [UInt8], _ context: FormatContext) throws(TokenizerFormatError) {
        var reader = JSONReader(bytes)
        var key: [UInt8] = []
        var hasModel = false
        try context.json { () throws(JSONError) in try reader.beginObject() }
        while try context.json("", { () throws(JSONError) in try reader.nextKey(into: &key) }) {
            if key == Array("model".utf8) {
                model = try HuggingFaceModel(&reader, bytes, context)
                hasModel = true
                continue
            }
            let value = try context.json { () throws(JSONError) in try reader.readValue() }
            switch String(decoding: key, as: UTF8.self) {
            case "added_tokens": addedTokens = value.arrayValue ?? []
            case "normalizer": normalizer = value
            case "pre_tokenizer": preTokenizer = value
            case "post_processor": postProcessor = value
            case "decoder": decoder = value
            case "truncation": truncation = value
            case "padding": padding = value
            default: break
            }
        }
        try context.json { () throws(JSONError) in try reader.finish() }
        guard hasModel else { throw context.error("", .missingField("model")) }
    }

    /// What the file says that is no part of a tokenizer here.
    var notes: [String] {
        [("truncation", truncation), ("padding", padding)].compactMap { name, value in
            value.isNull ? nil : "\(name): the section is ignored; every token of a text is given, and nothing else"
        }
    }
}
