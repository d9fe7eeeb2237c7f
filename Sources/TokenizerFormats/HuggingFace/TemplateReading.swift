internal import BytePairEncoding
internal import JSONBytes
internal import Tokenization

extension ComponentReading {
    /// The tokens that the post-processor puts around a single text.
    func template() throws(TokenizerFormatError) -> TokenTemplate {
        if value.isNull { return TokenTemplate() }
        switch type {
        case "ByteLevel": return TokenTemplate()
        case "BertProcessing", "RobertaProcessing":
            return TokenTemplate(before: [try pairID("cls")], after: [try pairID("sep")])
        case "TemplateProcessing": return try templateProcessing()
        case "Sequence":
            var template = TokenTemplate()
            for part in try parts("processors") {
                template = try part.template().around(template)
            }
            return template
        default: throw unsupported("the post-processor \(type)")
        }
    }

    /// The id of a field `["[SEP]", 102]`.
    private func pairID(_ name: String) throws(TokenizerFormatError) -> TokenID {
        guard let id = value[name]?[1]?.intValue.flatMap({ UInt32(exactly: $0) }) else {
            throw invalid("the field \(name) must be a token and its id")
        }
        return TokenID(id)
    }

    private func templateProcessing() throws(TokenizerFormatError) -> TokenTemplate {
        guard let single = value["single"]?.arrayValue else { throw context.error(place, .missingField("single")) }
        var template = TokenTemplate()
        var hasText = false
        for part in single {
            if let sequence = part["Sequence"] {
                guard !hasText, sequence["id"]?.stringValue == "A" else {
                    throw unsupported("a template for a single text that has two in it")
                }
                hasText = true
                continue
            }
            guard let name = part["SpecialToken"]?["id"]?.stringBytes else {
                throw invalid("a part of the template is neither Sequence nor SpecialToken")
            }
            let ids = try specialIDs(name)
            if hasText { template.after += ids } else { template.before += ids }
        }
        guard hasText else { throw unsupported("a template without the text") }
        return template
    }

    private func specialIDs(_ name: [UInt8]) throws(TokenizerFormatError) -> [TokenID] {
        guard let ids = value["special_tokens"]?[name]?["ids"]?.arrayValue else {
            throw invalid("special_tokens has no \(String(decoding: name, as: UTF8.self))")
        }
        var result: [TokenID] = []
        for id in ids {
            guard let number = id.intValue.flatMap({ UInt32(exactly: $0) }) else {
                throw invalid("the ids of \(String(decoding: name, as: UTF8.self)) are not numbers")
            }
            result.append(TokenID(number))
        }
        return result
    }
}
