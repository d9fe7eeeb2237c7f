internal import BytePairEncoding
internal import JSONBytes
internal import Tokenization

/// Reads added tokens, in the form of `tokenizer.json` and of `tokenizer_config.json`.
struct AddedTokenReading {
    let context: FormatContext

    /// The tokens of `added_tokens`.
    ///
    /// The reference library does not use the ids of this list: a token takes the id that the model's vocabulary has
    /// for its text, or the next free one. Where the file says otherwise it contradicts what users of the reference
    /// get, and is refused; only an id that belongs to another token of the vocabulary cannot be meant, and the
    /// reference's is taken with a note (a published KoGPT2 file is like that).
    func tokens(
        _ values: [JSONValue], vocabulary: SpelledVocabulary, notes: inout [String]
    ) throws(TokenizerFormatError) -> [AddedToken] {
        var tokens: [AddedToken] = []
        var seen = Set<[UInt8]>()
        let size = vocabulary.currentCount
        var highest: Int?
        for (index, value) in values.enumerated() {
            let place = "added_tokens[\(index)]"
            var token = try token(value, id: value["id"]?.intValue, place)
            if token.content.isEmpty || !seen.insert(token.content).inserted { continue }
            var expected = vocabulary.id(of: token.content).map { Int($0) }
            if expected == nil {
                expected = highest.map { $0 >= size || size == 0 ? $0 + 1 : size } ?? size
            }
            guard let expected, let id = UInt32(exactly: expected) else { continue }
            if expected != token.id.index {
                let text = String(decoding: token.content, as: UTF8.self)
                let contradiction =
                    "the id of \(text) is \(token.id), but the reference library gives it \(expected)"
                guard vocabulary.ids.contains(token.id.rawValue) else {
                    throw context.invalid(place, contradiction)
                }
                notes.append("\(place): \(contradiction), which is taken: \(token.id) is another token's")
                token.id = TokenID(id)
            }
            highest = max(highest ?? 0, expected)
            tokens.append(token)
        }
        return tokens
    }

    /// The tokens of `added_tokens_decoder`, an object by id.
    func tokens(decoder value: JSONValue) throws(TokenizerFormatError) -> [AddedToken] {
        var tokens: [AddedToken] = []
        for member in value.objectValue ?? [] {
            let name = String(decoding: member.key, as: UTF8.self)
            let place = "added_tokens_decoder.\(name)"
            guard let id = Int(name) else { throw context.invalid(place, "\"\(name)\" is not an id") }
            tokens.append(try token(member.value, id: id, place))
        }
        return tokens
    }

    private func token(
        _ value: JSONValue, id: Int?, _ place: String
    ) throws(TokenizerFormatError) -> AddedToken {
        guard let id else { throw context.error(place, .missingField("id")) }
        guard let number = UInt32(exactly: id) else { throw context.invalid(place, "\(id) is not an id") }
        guard let content = value["content"]?.stringBytes else { throw context.error(place, .missingField("content")) }
        let isSpecial = value["special"]?.boolValue ?? false
        return AddedToken(
            id: TokenID(number), content: content, isSpecial: isSpecial,
            isNormalized: value["normalized"]?.boolValue ?? !isSpecial,
            stripsLeft: value["lstrip"]?.boolValue ?? false, stripsRight: value["rstrip"]?.boolValue ?? false,
            isSingleWord: value["single_word"]?.boolValue ?? false)
    }
}
