internal import Hangul

extension Normalizer {
    /// Whether a text can be cut at `offset` for this policy: normalizing the two parts and joining the results gives
    /// what normalizing the whole gives.
    ///
    /// True at both ends. False inside of a well-formed sequence, before a mark, between jamo that may belong to one
    /// block; a few cuts that would do no harm are refused too.
    ///
    /// - Parameter offset: a byte offset, 0 to the count of bytes.
    /// - Complexity: O(1).
    public func isBoundary(in bytes: Span<UInt8>, at offset: Int) -> Bool {
        precondition(offset >= 0 && offset <= bytes.count, "the offset must lie in the text")
        if policy == .none || offset == 0 || offset == bytes.count { return true }
        let (previous, isInside) = scalar(before: offset, in: bytes)
        if isInside { return false }
        // Runs of well-formed text are normalized apart.
        guard let previous, let next = decodeScalar(bytes, at: offset) else { return true }
        if policy == .jamo { return !JamoCode.interact(previous, next.value) }
        guard let rules = NormalizationRules(policy) else { return true }
        let classes = NormalizationClasses.shared(rules)
        switch classes[next.value] {
        case NormalizationClasses.stable, NormalizationClasses.changes:
            return classes[previous] != NormalizationClasses.leads || HangulSyllable(scalarValue: next.value) == nil
        case NormalizationClasses.leads: return classes[previous] != NormalizationClasses.leads
        default: return false
        }
    }

    /// The scalar that ends at `offset`, or nil when the byte before it belongs to none; and whether `offset` lies
    /// inside of one.
    private func scalar(before offset: Int, in bytes: Span<UInt8>) -> (UInt32?, Bool) {
        var start = offset - 1
        while start >= 0, offset - start <= 4 {
            if let scalar = decodeScalar(bytes, at: start) {
                let end = start + scalar.length
                return end < offset ? (nil, false) : end == offset ? (scalar.value, false) : (nil, true)
            }
            start -= 1
        }
        return (nil, false)
    }
}
