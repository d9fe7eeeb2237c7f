public import BytePairEncoding
import TextNormalization

/// A token and the part of the text that it came from.
public struct PlacedToken: Sendable, Equatable {
    public var id: TokenID
    /// Bytes of the text as it was given, before normalization. Where normalization changed characters, the whole of
    /// what was changed together; tokens that share a changed character share its bytes. Empty for what was inserted.
    public var bytes: Range<Int>
    /// Whether it is an added token.
    public var isAdded: Bool
}

extension Tokenizer {
    /// The tokens of a text with their places in it.
    ///
    /// ```swift
    /// for token in try tokenizer.places(in: text) { … text[token.bytes] … }
    /// ```
    ///
    /// - Complexity: O(*n* log *n*).
    public func places(
        in text: [UInt8], specialTokens: SpecialTokenPolicy = .asText
    ) throws(TokenizationError) -> [PlacedToken] {
        var places: [PlacedToken] = []
        switch engine {
        case .byteLevel(let engine):
            try engine.forEachToken(of: text, specialTokens) { id, origin, isAdded in
                places.append(PlacedToken(id: id, bytes: origin, isAdded: isAdded))
            }
        case .general(let engine):
            try engine.forEachToken(of: text, specialTokens) { id, origin, isAdded in
                places.append(PlacedToken(id: id, bytes: origin, isAdded: isAdded))
            }
        }
        return places
    }

    /// Byte ranges of a text as ranges of its characters (Unicode scalars); a range that begins or ends inside a
    /// character takes in all of it. Every byte that is not valid UTF-8 is a character.
    ///
    /// - Parameter ranges: in any order.
    /// - Complexity: O(*n* + *m* log *n*) for *n* bytes and *m* ranges.
    public static func characterRanges(of ranges: [Range<Int>], in text: [UInt8]) -> [Range<Int>] {
        var starts: [Int] = []
        var offset = 0
        while offset < text.count {
            starts.append(offset)
            offset += Characters.decode(text.span, at: offset).length
        }
        /// The number of characters that begin before an offset.
        func count(before offset: Int) -> Int {
            var low = 0
            var high = starts.count
            while low < high {
                let middle = (low + high) / 2
                if starts[middle] < offset { low = middle + 1 } else { high = middle }
            }
            return low
        }
        return ranges.map { range in
            // The character that holds the first byte is the last one that begins at or before it.
            let lower = max(count(before: range.lowerBound + 1) - 1, 0)
            return range.isEmpty
                ? count(before: range.lowerBound)..<count(before: range.lowerBound)
                : lower..<count(before: range.upperBound)
        }
    }
}

extension ByteLevelEngine {
    /// Calls a closure with every token and the part of the document that it came from.
    func forEachToken(
        of document: [UInt8], _ policy: SpecialTokenPolicy,
        _ body: (_ id: TokenID, _ origin: Range<Int>, _ isAdded: Bool) -> Void
    ) throws(TokenizationError) {
        try pool.withEncoder { encoder throws(TokenizationError) in
            var ids: [TokenID] = []
            try rawMatcher.cut(document, policy) { segment throws(TokenizationError) in
                let base = segment.range.lowerBound
                if let token = segment.token {
                    body(token.id, segment.range, true)
                    return
                }
                let text = normalizer.normalize(Array(document[segment.range]), recordingEdits: true)
                func origin(_ range: Range<Int>) -> Range<Int> {
                    let origin = text.originalRange(of: range)
                    return base + origin.lowerBound..<base + origin.upperBound
                }
                try normalizedMatcher.cut(text.bytes, policy) { segment throws(TokenizationError) in
                    if let token = segment.token {
                        body(token.id, origin(segment.range), true)
                        return
                    }
                    let whole = model.addsPrefixSpace ? prefixed(segment) : segment
                    // A space that was put before the text is no part of the document.
                    let inserted = whole.range.count - segment.range.count
                    ids.removeAll(keepingCapacity: true)
                    encoder.encode(whole.bytes.span.extracting(whole.range), into: &ids)
                    var end = segment.range.lowerBound - inserted
                    for id in ids {
                        let start = end
                        end += model.vocabulary.tokens.byteCount(of: id)
                        let first = segment.range.lowerBound
                        body(id, origin(max(start, first)..<max(end, first)), false)
                    }
                }
            }
        }
    }
}
