import JSONBytes

/// Counts what is not UTF-8 in a text.
public struct UTF8Validity: Sendable, Hashable {
    /// How many ill-formed sequences there are: what a lossy decoder shows as U+FFFD, one each.
    public var invalidSequences = 0
    /// The place of the first of them.
    public var firstOffset: Int?

    public var isValid: Bool { invalidSequences == 0 }

    /// Looks through all of `bytes`.
    /// - Complexity: O(*n*); about a gigabyte a second.
    public init(of bytes: [UInt8]) {
        self.init(of: bytes.span)
    }

    /// Looks through all of `bytes`.
    public init(of bytes: Span<UInt8>) {
        var start = 0
        while let place = UTF8Validation.firstInvalid(in: bytes, from: start) {
            invalidSequences += 1
            if firstOffset == nil { firstOffset = place }
            start = place + UTF8Validation.invalidLength(in: bytes, at: place)
        }
    }

    /// Whether all of `bytes` is UTF-8; stops at the first place that is not.
    public static func isValid(_ bytes: [UInt8]) -> Bool {
        UTF8Validation.firstInvalid(in: bytes) == nil
    }
}
