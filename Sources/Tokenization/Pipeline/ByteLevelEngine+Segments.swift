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

extension ByteLevelEngine {
    /// Cuts a document into added tokens and the normalized text between them.
    ///
    /// Tokens that ignore normalization are found first, in the document as it stands; the others in what the
    /// normalizer makes of the text between those.
    func forEachSegment(
        of document: [UInt8], _ policy: SpecialTokenPolicy, _ body: (Segment) -> Void
    ) throws(TokenizationError) {
        try rawMatcher.cut(document, policy) { segment throws(TokenizationError) in
            if segment.token != nil {
                body(segment)
                return
            }
            let isWhole = segment.range.count == document.count
            let text = normalizer.normalize(isWhole ? document : Array(document[segment.range])).bytes
            try normalizedMatcher.cut(text, policy) { segment throws(TokenizationError) in
                body(model.addsPrefixSpace ? prefixed(segment) : segment)
            }
        }
    }

    /// A stretch of text with a space before it, unless it has one.
    func prefixed(_ segment: Segment) -> Segment {
        guard segment.token == nil, let first = segment.bytes[segment.range].first, first != 0x20 else {
            return segment
        }
        return Segment(bytes: [0x20] + segment.bytes[segment.range], range: 0..<segment.range.count + 1)
    }
}

extension AddedTokenMatcher {
    /// Cuts text into added tokens and what lies between them.
    func cut(
        _ bytes: [UInt8], _ policy: SpecialTokenPolicy,
        _ body: (Segment) throws(TokenizationError) -> Void
    ) throws(TokenizationError) {
        var start = 0
        var searchStart = 0
        while !isEmpty, let match = firstMatch(in: bytes.span, from: searchStart, floor: start) {
            searchStart = match.text.upperBound
            if match.token.isSpecial, policy != .allowed {
                if policy == .asText { continue }
                throw .specialTokenInText(
                    token: String(decoding: match.token.content, as: UTF8.self), byteOffset: match.range.lowerBound)
            }
            if start < match.range.lowerBound {
                try body(Segment(bytes: bytes, range: start..<match.range.lowerBound))
            }
            // A token of white space that the one before has taken in is found again, as in the reference; nothing is
            // left of it only where it would take in white space on its own left.
            if match.range.isEmpty { continue }
            try body(Segment(bytes: bytes, range: match.range, token: match.token))
            start = match.range.upperBound
        }
        if start < bytes.count {
            try body(Segment(bytes: bytes, range: start..<bytes.count))
        }
    }
}
