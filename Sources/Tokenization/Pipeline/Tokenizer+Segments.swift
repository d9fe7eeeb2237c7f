import BytePairEncoding
import TextNormalization

/// A stretch of a document: an added token, or normalized text to be split and merged.
struct Segment {
    /// The text that `range` refers to: the document, or a normalized part of it.
    var bytes: [UInt8]
    var range: Range<Int>
    /// The added token that stands here, if one does.
    var token: AddedToken?
}

extension Tokenizer {
    /// Cuts a document into added tokens and the normalized text between them.
    ///
    /// Tokens that ignore normalization are found first, in the document as it stands; the others in what the
    /// normalizer makes of the text between those.
    func forEachSegment(
        of document: [UInt8], _ policy: SpecialTokenPolicy, _ body: (Segment) -> Void
    ) throws(TokenizationError) {
        try cut(document, 0..<document.count, rawMatcher, policy) { segment throws(TokenizationError) in
            if segment.token != nil {
                body(segment)
                return
            }
            let isWhole = segment.range.count == document.count
            let text = normalizer.normalize(isWhole ? document : Array(document[segment.range])).bytes
            try cut(text, 0..<text.count, normalizedMatcher, policy) { segment throws(TokenizationError) in
                body(addsPrefixSpace ? prefixed(segment) : segment)
            }
        }
    }

    /// A stretch of text with a space before it, unless it has one.
    private func prefixed(_ segment: Segment) -> Segment {
        guard segment.token == nil, let first = segment.bytes[segment.range].first, first != 0x20 else {
            return segment
        }
        return Segment(bytes: [0x20] + segment.bytes[segment.range], range: 0..<segment.range.count + 1)
    }

    private func cut(
        _ bytes: [UInt8], _ range: Range<Int>, _ matcher: AddedTokenMatcher, _ policy: SpecialTokenPolicy,
        _ body: (Segment) throws(TokenizationError) -> Void
    ) throws(TokenizationError) {
        var start = 0
        var searchStart = 0
        while !matcher.isEmpty, let match = matcher.firstMatch(in: bytes.span, from: searchStart, floor: start) {
            // Not behind the white space that the token takes in: the reference finds tokens of spaces in it again.
            searchStart = match.endOfText
            if match.token.isSpecial, policy != .allowed {
                if policy == .asText { continue }
                throw .specialTokenInText(
                    token: String(decoding: match.token.content, as: UTF8.self), byteOffset: match.range.lowerBound)
            }
            if start < match.range.lowerBound {
                try body(Segment(bytes: bytes, range: start..<match.range.lowerBound))
            }
            try body(Segment(bytes: bytes, range: match.range, token: match.token))
            start = match.range.upperBound
        }
        if start < bytes.count {
            try body(Segment(bytes: bytes, range: start..<bytes.count))
        }
    }
}
