/// Text after a normalization policy; only a ``Normalizer`` makes one, so that a function which takes one need not
/// ask whether its input was normalized.
public struct NormalizedText: Sendable {
    /// The normalized bytes; when nothing changed, the very storage that was handed in.
    public let bytes: [UInt8]

    /// Whether any byte differs from the original.
    public let isChanged: Bool

    /// Where the text was changed, or nil when it was and edits were not asked for.
    public let edits: NormalizationEdits?

    init(unchanged bytes: [UInt8]) {
        self.bytes = bytes
        isChanged = false
        edits = NormalizationEdits()
    }

    init(changed bytes: [UInt8], edits: NormalizationEdits?) {
        self.bytes = bytes
        isChanged = true
        self.edits = edits
    }

    /// The bytes of the original text that became `range` of the normalized bytes.
    ///
    /// Outside of edits the answer is exact; a range that touches part of an edit is widened to all of it, because
    /// no part of ㅎ, ㅏ and ㄴ corresponds to the second byte of 한.
    ///
    /// - Parameter range: byte offsets in ``bytes``.
    /// - Precondition: the normalizer was asked to record edits.
    /// - Complexity: O(log *n*) in the number of edits.
    public func originalRange(of range: Range<Int>) -> Range<Int> {
        precondition(
            range.lowerBound >= 0 && range.upperBound <= bytes.count, "the range must lie inside the normalized bytes")
        guard let edits else {
            preconditionFailure("original ranges must be asked of a text whose edits were recorded")
        }
        return edits.originalRange(of: range)
    }
}
