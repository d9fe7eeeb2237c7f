public import BytePairEncoding

extension Tokenizer {
    /// The ids of a text.
    ///
    /// - Parameters:
    ///   - text: UTF-8; invalid bytes are encoded byte for byte.
    ///   - specialTokens: what to do where the text spells a special token; by default that is ordinary text.
    ///   - addingTemplate: whether the tokens that the model expects around a text are put there.
    /// - Throws: `TokenizationError.specialTokenInText` under the policy `refused`, and `pattern` where a regex of the
    ///   file reaches its limits.
    /// - Complexity: O(*n*) on text; O(*n* log *n*) at worst.
    public func encode(
        _ text: [UInt8], specialTokens: SpecialTokenPolicy = .asText, addingTemplate: Bool = false
    ) throws(TokenizationError) -> [TokenID] {
        let ids: [TokenID]
        switch engine {
        case .byteLevel(let engine): ids = try engine.encode(text, specialTokens)
        case .general(let engine):
            var list: [TokenID] = []
            try engine.forEachToken(of: text, specialTokens) { id, _, _ in list.append(id) }
            ids = list
        }
        return addingTemplate && !template.isEmpty ? template.before + ids + template.after : ids
    }

    /// The ids of a text.
    public func encode(
        _ text: String, specialTokens: SpecialTokenPolicy = .asText, addingTemplate: Bool = false
    ) throws(TokenizationError) -> [TokenID] {
        try encode(Array(text.utf8), specialTokens: specialTokens, addingTemplate: addingTemplate)
    }

    /// The number of ids of a text, faster than making them.
    public func count(
        _ text: [UInt8], specialTokens: SpecialTokenPolicy = .asText, addingTemplate: Bool = false
    ) throws(TokenizationError) -> Int {
        var count = addingTemplate ? template.before.count + template.after.count : 0
        switch engine {
        case .byteLevel(let engine): count += try engine.count(text, specialTokens)
        case .general(let engine): try engine.forEachToken(of: text, specialTokens) { _, _, _ in count += 1 }
        }
        return count
    }

    /// The number of ids of a text.
    public func count(
        _ text: String, specialTokens: SpecialTokenPolicy = .asText, addingTemplate: Bool = false
    ) throws(TokenizationError) -> Int {
        try count(Array(text.utf8), specialTokens: specialTokens, addingTemplate: addingTemplate)
    }
}
