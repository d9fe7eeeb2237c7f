public import BytePairEncoding
internal import JSONBytes
internal import Tokenization

/// Adds tokens and merges to a `tokenizer.json` and leaves everything else as it is: normalizer, split, post-processor,
/// decoder, flags of added tokens.
public enum HuggingFaceExtension {
    /// What is added.
    public struct Addition: Sendable {
        /// The bytes of new tokens.
        public var tokens: [[UInt8]]
        /// Merges that rank behind the old ones.
        public var merges: [Merge]
        /// The id of the first new token; the others follow.
        public var firstID: Int
        /// Special tokens behind those.
        public var specialTokens: [String]

        public init(tokens: [[UInt8]], merges: [Merge], firstID: Int, specialTokens: [String] = []) {
            self.tokens = tokens
            self.merges = merges
            self.firstID = firstID
            self.specialTokens = specialTokens
        }
    }

    /// The bytes of the new file.
    ///
    /// The reference gives an added token that the model does not list the first free id behind the model's. New tokens
    /// would push it away, so those are listed in the model too, with the ids that they have.
    ///
    /// - Parameters:
    ///   - original: a file of a byte-level model, as `HuggingFaceReader` reads it.
    ///   - path: its name, for errors.
    /// - Throws: `TokenizerFormatError`.
    /// - Complexity: O(*n*) in the size of the file.
    public static func bytes(
        of original: [UInt8], path: String, adding addition: Addition
    ) throws(TokenizerFormatError) -> [UInt8] {
        let context = FormatContext(path: path)
        let file = try context.json { () throws(JSONError) in try JSONValue(parsing: original) }
        let tokenizer = try HuggingFaceReader.read(original, path: path, name: "")
        guard let base = tokenizer.vocabulary, case .object(let members) = file else {
            throw context.invalid("model", "it is no byte-level model")
        }
        let spelling = Spelling(base: base.tokens, addition: addition)
        var writer = JSONWriter(.pretty)
        writer.beginObject()
        for member in members {
            writer.key(member.key)
            if member.key == Array("model".utf8), case .object(let parts) = member.value {
                writer.beginObject()
                for part in parts {
                    writer.key(part.key)
                    switch (String(decoding: part.key, as: UTF8.self), part.value) {
                    case ("vocab", .object(let entries)):
                        writeVocabulary(entries, tokenizer.addedTokens, spelling, &writer)
                    case ("merges", .array(let merges)): writeMerges(merges, spelling, &writer)
                    default: writer.value(part.value)
                    }
                }
                writer.endObject()
            } else if member.key == Array("added_tokens".utf8), case .array(let tokens) = member.value {
                writer.value(.array(tokens + addition.specialTokens.indices.map { spelling.added($0) }))
            } else {
                writer.value(member.value)
            }
        }
        writer.endObject()
        writer.newline()
        return writer.bytes
    }

    private static func writeVocabulary(
        _ entries: [JSONValue.Member], _ addedTokens: [AddedToken], _ spelling: Spelling, _ writer: inout JSONWriter
    ) {
        writer.beginObject()
        var known: Set<[UInt8]> = []
        for entry in entries {
            writer.key(entry.key)
            writer.value(entry.value)
            known.insert(entry.key)
        }
        for token in addedTokens where known.insert(token.content).inserted {
            writer.key(token.content)
            writer.int(token.id.index)
        }
        for (index, token) in spelling.addition.tokens.enumerated() {
            writer.key(Spelling.encoded(token))
            writer.int(spelling.addition.firstID + index)
        }
        for (index, token) in spelling.addition.specialTokens.enumerated() {
            writer.key(token)
            writer.int(spelling.specialID(index))
        }
        writer.endObject()
    }

    /// Old merges as they are; new ones in the same form, `"a b"` or `["a", "b"]`.
    private static func writeMerges(_ merges: [JSONValue], _ spelling: Spelling, _ writer: inout JSONWriter) {
        writer.beginArray()
        func write(_ value: JSONValue) {
            // A merge a line: the pretty form would take four.
            var line = JSONWriter()
            line.value(value)
            writer.rawValue(line.bytes)
        }
        for merge in merges { write(merge) }
        let areStrings = merges.first?.kind == .string
        for merge in spelling.addition.merges {
            let (left, right) = (spelling.spelled(merge.left), spelling.spelled(merge.right))
            write(areStrings ? .string(left + [0x20] + right) : .array([.string(left), .string(right)]))
        }
        writer.endArray()
    }

    /// How tokens are written, old and new.
    private struct Spelling {
        let base: TokenTable
        let addition: Addition

        static func encoded(_ bytes: some Sequence<UInt8>) -> [UInt8] {
            var spelling: [UInt8] = []
            ByteLevelAlphabet.appendEncoded(bytes, to: &spelling)
            return spelling
        }

        func spelled(_ id: TokenID) -> [UInt8] {
            id.index < addition.firstID
                ? Self.encoded(base[id]) : Self.encoded(addition.tokens[id.index - addition.firstID])
        }

        func specialID(_ index: Int) -> Int { addition.firstID + addition.tokens.count + index }

        func added(_ index: Int) -> JSONValue {
            func member(_ key: String, _ value: JSONValue) -> JSONValue.Member {
                .init(key: Array(key.utf8), value: value)
            }
            return .object([
                member("id", .integer(specialID(index))), member("content", .text(addition.specialTokens[index])),
                member("single_word", .bool(false)), member("lstrip", .bool(false)), member("rstrip", .bool(false)),
                member("normalized", .bool(false)), member("special", .bool(true)),
            ])
        }
    }
}
