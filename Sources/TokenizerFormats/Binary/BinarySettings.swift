internal import BytePairEncoding
internal import JSONBytes
internal import Tokenization

/// The part of a `.malmoi` file that is JSON: the pipeline's components as `tokenizer.json` has them, how the model
/// merges, the tokens around a text, and the file that it was made from.
enum BinarySettings {
    static func bytes(
        of tokenizer: Tokenizer, _ vocabulary: Vocabulary, _ source: BinarySource?
    ) throws(ComponentWriting.Refusal) -> [UInt8] {
        let pipeline = try WrittenPipeline(tokenizer, allowingLoss: true)
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("name", tokenizer.name)
        writer.member("normalizer", pipeline.normalizer)
        writer.member("pre_tokenizer", pipeline.preTokenizer)
        writer.member("decoder", pipeline.decoder)
        writer.member("before", ids(tokenizer.template.before))
        writer.member("after", ids(tokenizer.template.after))
        writer.member("merge_order", vocabulary.order == .listed ? "listed" : "by_result")
        writer.member("ignore_merges", vocabulary.takesWholePieces)
        if vocabulary.mergesMakeAllTokens { writer.member("merges_make_all_tokens", true) }
        if let source {
            writer.member("source_bytes", source.byteCount)
            writer.member("source_checksum", String(source.checksum, radix: 16))
        }
        writer.endObject()
        return writer.bytes
    }

    private static func ids(_ ids: [TokenID]) -> JSONValue {
        .array(ids.map { .integer($0.index) })
    }

    /// The source that a file records; nil where it records none.
    static func source(_ value: JSONValue) -> BinarySource? {
        guard let byteCount = value["source_bytes"]?.intValue,
            let checksum = value["source_checksum"]?.stringValue.flatMap({ UInt64($0, radix: 16) })
        else { return nil }
        return BinarySource(byteCount: byteCount, checksum: checksum)
    }

    static func template(_ reading: ComponentReading) throws(TokenizerFormatError) -> TokenTemplate {
        func list(_ name: String) throws(TokenizerFormatError) -> [TokenID] {
            guard let values = reading.value[name]?.arrayValue else {
                throw reading.context.error(reading.place, .missingField(name))
            }
            var ids: [TokenID] = []
            for value in values {
                guard let id = value.intValue.flatMap({ UInt32(exactly: $0) }) else {
                    throw reading.invalid("the field \(name) must be ids")
                }
                ids.append(TokenID(id))
            }
            return ids
        }
        return TokenTemplate(before: try list("before"), after: try list("after"))
    }

    static func order(_ reading: ComponentReading) throws(TokenizerFormatError) -> MergeOrder {
        switch try reading.text("merge_order") {
        case Array("listed".utf8): .listed
        case Array("by_result".utf8): .byResult
        default: throw reading.unsupported("this order of merges")
        }
    }
}
