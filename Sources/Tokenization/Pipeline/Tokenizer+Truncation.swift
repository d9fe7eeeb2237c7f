public import BytePairEncoding

extension Tokenizer {
    /// The first ids of a text, at most so many, ending at the end of a character.
    ///
    /// A character whose tokens would not all fit is left out whole, so the result may have a few ids less than the
    /// limit. The ids are the first of the whole text's.
    ///
    /// ```swift
    /// let ids = try tokenizer.encode(text, truncating: 512)
    /// ```
    ///
    /// - Parameters:
    ///   - limit: the most ids, those of the template included.
    ///   - addingTemplate: whether the tokens that the model expects around a text are put there, also around one that
    ///     was cut. A limit that they alone exceed leaves no ids at all.
    public func encode(
        _ text: [UInt8], truncating limit: Int, specialTokens: SpecialTokenPolicy = .asText,
        addingTemplate: Bool = false
    ) throws(TokenizationError) -> [TokenID] {
        if !addingTemplate || template.isEmpty {
            return try prefix(of: text, tokenLimit: limit, specialTokens: specialTokens).ids
        }
        let room = limit - template.before.count - template.after.count
        if room < 0 { return [] }
        let ids = try prefix(of: text, tokenLimit: room, specialTokens: specialTokens).ids
        return template.before + ids + template.after
    }

    /// The first ids of a text, at most so many, ending at the end of a character.
    public func encode(
        _ text: String, truncating limit: Int, specialTokens: SpecialTokenPolicy = .asText,
        addingTemplate: Bool = false
    ) throws(TokenizationError) -> [TokenID] {
        try encode(
            Array(text.utf8), truncating: limit, specialTokens: specialTokens, addingTemplate: addingTemplate)
    }

    /// The longest beginning of a text that has at most so many tokens and ends at the end of a character.
    ///
    /// The ids are the first of the whole text's; encoding the beginning by itself may give others.
    ///
    /// - Returns: the ids, and how many bytes of the text they stand for.
    /// - Complexity: O(*m*) in the bytes that the tokens stand for, where the text can be cut into parts; else O(*n*).
    public func prefix(
        of text: [UInt8], tokenLimit: Int, specialTokens: SpecialTokenPolicy = .asText
    ) throws(TokenizationError) -> (ids: [TokenID], byteCount: Int) {
        let limit = max(tokenLimit, 0)
        var places: [PlacedToken] = []
        // A document of megabytes is not encoded to its end for the sake of its first tokens. Under `refused` a special
        // token anywhere counts.
        let size = max(1 << 12, min(limit, 1 << 20) * 4)
        for part in specialTokens == .refused ? [0..<text.count] : parts(of: text, size: size) {
            let slice = part.count == text.count ? text : Array(text[part])
            for place in try self.places(in: slice, specialTokens: specialTokens) {
                let bytes = part.lowerBound + place.bytes.lowerBound..<part.lowerBound + place.bytes.upperBound
                places.append(PlacedToken(id: place.id, bytes: bytes, isAdded: place.isAdded))
            }
            if places.count > limit { break }
        }
        if places.count <= limit { return (places.map(\.id), text.count) }
        var count = limit
        // Where each token and all before it end.
        var ends: [Int] = []
        for place in places[..<count] { ends.append(max(ends.last ?? 0, place.bytes.upperBound)) }
        while count > 0 {
            let end = ends[count - 1]
            if places[count].bytes.lowerBound >= end, Self.isCharacterBoundary(end, in: text) { break }
            count -= 1
        }
        return (places[..<count].map(\.id), count == 0 ? 0 : ends[count - 1])
    }

    private static func isCharacterBoundary(_ offset: Int, in text: [UInt8]) -> Bool {
        guard offset > 0, offset < text.count else { return true }
        var start = offset
        while start > 0, offset - start < 3, text[start] & 0xC0 == 0x80 {
            start -= 1
        }
        return start == offset || start + Characters.decode(text.span, at: start).length <= offset
    }
}
