public import BytePairEncoding

extension Tokenizer {
    /// The ids of a text.
    ///
    /// - Parameters:
    ///   - text: UTF-8; invalid bytes are encoded byte for byte.
    ///   - specialTokens: what to do where the text spells a special token; by default that is ordinary text.
    /// - Throws: `TokenizationError.specialTokenInText` under the policy `refused`, and nothing otherwise.
    /// - Complexity: O(*n*) on text; O(*n* log *n*) at worst.
    public func encode(
        _ text: [UInt8], specialTokens: SpecialTokenPolicy = .asText
    ) throws(TokenizationError) -> [TokenID] {
        try pool.withEncoder { encoder throws(TokenizationError) in
            var ids: [TokenID] = []
            ids.reserveCapacity(text.count / 4)
            try forEachSegment(of: text, specialTokens) { segment in
                if let token = segment.token {
                    ids.append(token.id)
                } else {
                    encoder.encode(segment.bytes.span.extracting(segment.range), into: &ids)
                }
            }
            return ids
        }
    }

    /// The ids of a text.
    public func encode(
        _ text: String, specialTokens: SpecialTokenPolicy = .asText
    ) throws(TokenizationError) -> [TokenID] {
        try encode(Array(text.utf8), specialTokens: specialTokens)
    }

    /// The number of ids of a text, faster than making them.
    public func count(
        _ text: [UInt8], specialTokens: SpecialTokenPolicy = .asText
    ) throws(TokenizationError) -> Int {
        try pool.withEncoder { encoder throws(TokenizationError) in
            var count = 0
            try forEachSegment(of: text, specialTokens) { segment in
                count += segment.token != nil ? 1 : encoder.count(segment.bytes.span.extracting(segment.range))
            }
            return count
        }
    }

    /// The number of ids of a text.
    public func count(_ text: String, specialTokens: SpecialTokenPolicy = .asText) throws(TokenizationError) -> Int {
        try count(Array(text.utf8), specialTokens: specialTokens)
    }
}
