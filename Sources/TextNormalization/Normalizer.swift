/// Applies a ``NormalizationPolicy`` to bytes.
///
/// Text is UTF-8 that may be invalid. Every maximal run of well-formed UTF-8 is normalized as a text of its own;
/// bytes between such runs are kept as they are. Text that is already normal is scanned, never copied.
///
/// ```swift
/// let text = Normalizer(.nfc).normalize(Array("한".utf8))  // three jamo, nine bytes
/// text.bytes                                                // EA B0 80: one syllable
/// ```
public struct Normalizer: Sendable {
    /// The policy that this normalizer applies.
    public let policy: NormalizationPolicy

    private let rules: NormalizationRules?

    /// Makes a normalizer; the first text of a policy builds a table of characters, which takes about 2 ms.
    public init(_ policy: NormalizationPolicy) {
        self.policy = policy
        rules = NormalizationRules(policy)
    }

    /// Normalizes a whole text.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8, valid or not.
    ///   - recordingEdits: whether to record what ``NormalizedText/originalRange(of:)`` needs.
    /// - Returns: the normalized text; its bytes share the storage of `bytes` when nothing changed.
    /// - Complexity: O(*n*).
    public func normalize(_ bytes: [UInt8], recordingEdits: Bool = false) -> NormalizedText {
        if policy == .jamo { return JamoCode.encode(bytes, recordingEdits: recordingEdits) }
        guard let rules else { return NormalizedText(unchanged: bytes) }
        let span = bytes.span
        var scan = NormalScan(classes: .shared(rules))
        var segments = SegmentNormalizer(rules)
        var segment: [UInt8] = []
        var builder = NormalizedTextBuilder(bytes, recordingEdits: recordingEdits)
        while let stretch = scan.next(in: span) {
            segment.removeAll(keepingCapacity: true)
            segments.append(span, stretch, to: &segment)
            if !isEqual(span, stretch, to: segment) { builder.replace(stretch, by: segment) }
        }
        return builder.finish()
    }

    /// The offset of the first stretch between normalization boundaries that this policy would change, or nil when
    /// the text is already normal.
    ///
    /// - Complexity: O(*n*); more than 1 GB/s on normal Korean text.
    public func firstUnnormalizedOffset(in bytes: Span<UInt8>) -> Int? {
        if policy == .jamo { return JamoCode.firstEncodedOffset(in: bytes) }
        guard let rules else { return nil }
        var scan = NormalScan(classes: .shared(rules))
        var segments = SegmentNormalizer(rules)
        var segment: [UInt8] = []
        while let stretch = scan.next(in: bytes) {
            segment.removeAll(keepingCapacity: true)
            segments.append(bytes, stretch, to: &segment)
            if !isEqual(bytes, stretch, to: segment) { return stretch.lowerBound }
        }
        return nil
    }

    /// Whether a look at each character by itself shows that a text is normal; false where only normalizing it would tell.
    ///
    /// - Complexity: O(*n*), 64 bytes at a time on most text.
    package func isNormalAtFirstSight(_ bytes: Span<UInt8>) -> Bool {
        if policy == .jamo { return false }
        guard let rules else { return true }
        var scan = NormalScan(classes: .shared(rules))
        return scan.next(in: bytes) == nil
    }

    private func isEqual(_ bytes: Span<UInt8>, _ range: Range<Int>, to segment: [UInt8]) -> Bool {
        guard range.count == segment.count else { return false }
        for index in segment.indices where bytes[range.lowerBound + index] != segment[index] { return false }
        return true
    }
}

/// Puts a changed text together from kept stretches and replaced ones, and copies nothing as long as nothing is
/// replaced.
struct NormalizedTextBuilder {
    private let bytes: [UInt8]
    private let recordingEdits: Bool
    private var result: [UInt8] = []
    private var edits = NormalizationEdits()
    private var copied = 0
    private var isChanged = false

    init(_ bytes: [UInt8], recordingEdits: Bool) {
        self.bytes = bytes
        self.recordingEdits = recordingEdits
    }

    /// Replaces a stretch behind all others that were replaced.
    mutating func replace(_ range: Range<Int>, by replacement: [UInt8]) {
        if !isChanged { result.reserveCapacity(bytes.count) }
        isChanged = true
        append(bytes, copied..<range.lowerBound)
        let start = result.count
        append(replacement, replacement.indices)
        copied = range.upperBound
        if recordingEdits { edits.append(normalized: start..<result.count, original: range) }
    }

    mutating func finish() -> NormalizedText {
        guard isChanged else { return NormalizedText(unchanged: bytes) }
        append(bytes, copied..<bytes.count)
        return NormalizedText(changed: result, edits: recordingEdits ? edits : nil)
    }

    /// Appends a part of an array. Appending an array or a slice counts a reference up and down: half of the time
    /// where every syllable is replaced.
    private mutating func append(_ source: [UInt8], _ range: Range<Int>) {
        guard !range.isEmpty else { return }
        unsafe source.withUnsafeBufferPointer { buffer in
            unsafe result.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[range]))
        }
    }
}
