import BytePairEncoding
import Files
import JSONBytes
import Tokenization
import TokenizerFormats

/// Answers requests for ids, a JSON object a line, for the parity check beside it.
///
/// A request names a tokenizer and texts: `{"tokenizer": path, "pattern": name, "special": "allowed", "texts": […]}`.
/// The answer is `{"ids": [[…], …]}` or `{"error": "…"}`; `"decode": true` adds the texts of the ids, `"offsets": true`
/// where the tokens begin and end in the text, in characters. A request `{"pieces": name, "texts": […]}` asks for the byte
/// offsets at which the pieces of a split pattern end, `{"patterns": true}` for the regexes of all of them.
@main
struct ParityIDs {
    static func main() throws {
        var tokenizers: [[UInt8]: Tokenizer] = [:]
        while let line = readLine() {
            var writer = JSONWriter()
            writer.beginObject()
            do {
                let request = try JSONValue(parsing: Array(line.utf8))
                if let name = request["pieces"]?.stringValue {
                    answerPieces(request, SplitPattern(rawValue: name) ?? .gpt2, &writer)
                } else if request["patterns"] != nil {
                    for pattern in SplitPattern.allCases {
                        writer.member(pattern.rawValue, .array(pattern.regexes.map { .text($0) }))
                    }
                } else {
                    let path = request["tokenizer"]?.stringBytes ?? []
                    let tokenizer = try tokenizers[path] ?? load(request)
                    tokenizers[path] = tokenizer
                    try convert(request, tokenizer)
                    try answer(request, tokenizer, &writer)
                }
            } catch {
                writer.member("error", "\(error)")
            }
            writer.endObject()
            writer.newline()
            var output = try AtomicFile(path: "/dev/stdout")
            try output.write(writer.bytes)
            try output.commit()
        }
    }

    static func load(_ request: JSONValue) throws -> Tokenizer {
        let pattern = request["pattern"]?.stringValue.flatMap { SplitPatternNames.pattern(named: $0) }
        return try TokenizerLoader.load(request["tokenizer"]?.stringValue ?? "", pattern: pattern)
    }

    static func answerPieces(_ request: JSONValue, _ pattern: SplitPattern, _ writer: inout JSONWriter) {
        let preTokenizer = PreTokenizer(pattern)
        writer.key("pieces")
        writer.beginArray()
        for text in request["texts"]?.arrayValue ?? [] {
            writer.beginArray()
            for piece in preTokenizer.pieces(in: text.stringBytes ?? []) { writer.int(piece.upperBound) }
            writer.endArray()
        }
        writer.endArray()
    }

    /// Writes the tokenizer in other formats, where the request asks for it.
    static func convert(_ request: JSONValue, _ tokenizer: Tokenizer) throws {
        if let path = request["huggingface"]?.stringValue { try HuggingFaceWriter.write(tokenizer, to: path) }
        if let path = request["tiktoken"]?.stringValue {
            try TiktokenWriter.write(tokenizer, to: path, allowingLoss: true)
        }
        if let path = request["listing"]?.stringValue { try VocabularyListing.write(tokenizer, to: path) }
    }

    static func answer(_ request: JSONValue, _ tokenizer: Tokenizer, _ writer: inout JSONWriter) throws {
        let policy: SpecialTokenPolicy = request["special"]?.stringValue == "allowed" ? .allowed : .asText
        if request["summary"]?.boolValue == true {
            writer.key("summary")
            writer.beginObject()
            writer.member("path", tokenizer.summary.isFast ? "fast" : "general")
            writer.member("model", tokenizer.summary.model)
            writer.endObject()
        }
        writer.key("ids")
        writer.beginArray()
        for text in request["texts"]?.arrayValue ?? [] {
            writer.beginArray()
            let ids = try tokenizer.encode(
                text.stringBytes ?? [], specialTokens: policy, addingTemplate: request["template"]?.boolValue == true)
            for id in ids {
                writer.int(Int(id.rawValue))
            }
            writer.endArray()
        }
        writer.endArray()
        if request["offsets"]?.boolValue == true {
            writer.key("offsets")
            writer.beginArray()
            for text in request["texts"]?.arrayValue ?? [] {
                let bytes = text.stringBytes ?? []
                let places = try tokenizer.places(in: bytes, specialTokens: policy).map(\.bytes)
                writer.beginArray()
                for range in Tokenizer.characterRanges(of: places, in: bytes) {
                    writer.int(range.lowerBound)
                    writer.int(range.upperBound)
                }
                writer.endArray()
            }
            writer.endArray()
        }
        if request["decode"]?.boolValue == true {
            writer.key("decoded")
            writer.beginArray()
            for text in request["texts"]?.arrayValue ?? [] {
                let ids = try tokenizer.encode(text.stringBytes ?? [], specialTokens: policy)
                writer.string(try tokenizer.decodeBytes(ids))
            }
            writer.endArray()
        }
    }
}
