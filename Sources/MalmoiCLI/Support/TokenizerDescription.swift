import BytePairEncoding
import JSONBytes
import Tokenization

/// What a tokenizer is, for people and programs: what `inspect` prints without a text.
struct TokenizerDescription {
    private let fields: [(key: String, label: String, value: JSONValue)]

    init(_ tokenizer: Tokenizer, path: String) {
        let summary = tokenizer.summary
        var fields: [(key: String, label: String, value: JSONValue)] = [
            ("name", "name", .text(tokenizer.name)),
            ("file", "from", .text(path)),
            ("ids", "ids", .integer(tokenizer.idCount)),
            ("model", "model", .text(summary.model)),
            ("normalization", "normalization", .text(summary.normalizer)),
            ("split", "split", .text(summary.split)),
            ("path", "path", .text(summary.isFast ? "hand-written" : "general")),
            ("regexes_on_icu", "regexes on ICU", .integer(tokenizer.regexCount)),
        ]
        if let vocabulary = tokenizer.vocabulary {
            let tokens = (0..<vocabulary.tokens.count).map { TokenID(index: $0) }
            let longest = tokens.max { vocabulary.tokens.byteCount(of: $0) < vocabulary.tokens.byteCount(of: $1) }
            fields += [
                ("merges", "merges", .integer(vocabulary.merges.count)),
                (
                    "merge_order", "merge order",
                    .text(vocabulary.order == .listed ? "as listed" : "by the id of the result")
                ),
                ("whole_pieces", "whole pieces first", .bool(vocabulary.takesWholePieces)),
                (
                    "longest_token_bytes", "bytes of the longest",
                    .integer(longest.map { vocabulary.tokens.byteCount(of: $0) } ?? 0)
                ),
            ]
        }
        func text(_ id: TokenID) -> JSONValue { .string(TokenText.escaped(tokenizer.bytes(of: id) ?? [])) }
        let special = tokenizer.addedTokens.filter(\.isSpecial)
        fields += [
            ("added_tokens", "added tokens", .integer(tokenizer.addedTokens.count)),
            ("special_tokens", "special tokens", .integer(special.count)),
            ("unreachable_tokens", "control tokens", .integer(tokenizer.unreachableTokens.count)),
            (
                "gaps", "ids without a token",
                .integer((0..<tokenizer.idCount).count { tokenizer.bytes(of: TokenID(index: $0)) == nil })
            ),
            ("before_text", "before a text", .array(tokenizer.template.before.map(text))),
            ("behind_text", "behind a text", .array(tokenizer.template.after.map(text))),
        ]
        self.fields = fields
    }

    func text() -> [UInt8] {
        var bytes: [UInt8] = []
        let width = fields.map(\.label.utf8.count).max() ?? 0
        for field in fields {
            bytes += Array((field.label + String(repeating: " ", count: width + 2 - field.label.utf8.count)).utf8)
            bytes += Self.plain(field.value) + [0x0A]
        }
        return bytes
    }

    func json() -> [UInt8] {
        var writer = JSONWriter(.pretty)
        writer.beginObject()
        for field in fields { writer.member(field.key, field.value) }
        writer.endObject()
        writer.newline()
        return writer.takeBytes()
    }

    private static func plain(_ value: JSONValue) -> [UInt8] {
        switch value {
        case .string(let bytes): bytes
        case .integer(let number): Array(String(number).utf8)
        case .bool(let bool): Array((bool ? "yes" : "no").utf8)
        case .array(let values):
            values.isEmpty ? Array("nothing".utf8) : Array(values.map { plain($0) }.joined(separator: [0x20]))
        default: []
        }
    }
}
