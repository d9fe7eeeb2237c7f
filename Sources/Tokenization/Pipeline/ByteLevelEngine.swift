import BytePairEncoding
import TextNormalization

/// Encodes with the fast path: documents are cut at added tokens, normalized, split and merged as bytes.
///
/// A class, since a value would be copied with all its parts for each document.
final class ByteLevelEngine: Sendable {
    let model: ByteLevelModel
    let normalizer: ReferenceNormalizer
    let rawMatcher: AddedTokenMatcher
    let normalizedMatcher: AddedTokenMatcher
    let pool: TextEncoderPool

    init(_ model: ByteLevelModel, _ addedTokens: [AddedToken]) {
        self.model = model
        let normalizer = ReferenceNormalizer(model.normalization)
        self.normalizer = normalizer
        rawMatcher = AddedTokenMatcher(addedTokens.filter { !$0.isNormalized })
        normalizedMatcher = AddedTokenMatcher(
            addedTokens.filter(\.isNormalized).map { token in
                var token = token
                token.content = normalizer.normalize(token.content).bytes
                return token
            })
        pool = TextEncoderPool(model.vocabulary, model.preTokenizer)
    }

    func encode(_ text: [UInt8], _ policy: SpecialTokenPolicy) throws(TokenizationError) -> [TokenID] {
        try pool.withEncoder { encoder throws(TokenizationError) in
            var ids: [TokenID] = []
            // Half as many ids as bytes is more than any text has; long texts grow into what they need.
            ids.reserveCapacity(text.count < 1 << 16 ? text.count / 2 : text.count / 4)
            if isOneStretch(text) {
                encoder.encode(text.span, into: &ids)
                return ids
            }
            try forEachSegment(of: text, policy) { segment in
                if let token = segment.token {
                    ids.append(token.id)
                } else {
                    encoder.encode(segment.bytes.span.extracting(segment.range), into: &ids)
                }
            }
            return ids
        }
    }

    /// Whether nothing has to be done to a document before it is split: most are like that, and short ones would pay for
    /// being cut into segments.
    private func isOneStretch(_ text: [UInt8]) -> Bool {
        !model.addsPrefixSpace && rawMatcher.findsNothing(in: text.span) && normalizer.leaves(text.span)
            && normalizedMatcher.findsNothing(in: text.span)
    }

    func count(_ text: [UInt8], _ policy: SpecialTokenPolicy) throws(TokenizationError) -> Int {
        try pool.withEncoder { encoder throws(TokenizationError) in
            if isOneStretch(text) { return encoder.count(text.span) }
            var count = 0
            try forEachSegment(of: text, policy) { segment in
                count += segment.token != nil ? 1 : encoder.count(segment.bytes.span.extracting(segment.range))
            }
            return count
        }
    }
}
