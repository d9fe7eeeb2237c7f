import TextNormalization

/// Unicode's normalization forms as the reference library applies them.
///
/// Its tables are those of Unicode 9. Characters that are newer are to it like unassigned ones: nothing happens to
/// them, and nothing moves or composes across them. So text with such a character is normalized in the stretches
/// between them. They are a few hundred marks and letters of rare scripts; text without them takes the usual way.
struct ReferenceNormalizer: Sendable {
    private let normalizer: Normalizer

    init(_ policy: NormalizationPolicy) {
        normalizer = Normalizer(policy)
    }

    var policy: NormalizationPolicy { normalizer.policy }

    /// Whether a text is surely left as it is.
    func leaves(_ bytes: Span<UInt8>) -> Bool { normalizer.isNormalAtFirstSight(bytes) }

    /// Normalizes a text.
    ///
    /// - Parameter recordingEdits: whether `originalRange(of:)` will be asked of the result.
    func normalize(_ bytes: [UInt8], recordingEdits: Bool = false) -> ReferenceText {
        let whole = normalizer.normalize(bytes, recordingEdits: recordingEdits)
        // What is normal by newer tables is normal by older ones too. Malmoi's own policies have no other reference.
        guard whole.isChanged, policy.huggingFaceComponent != nil, Self.hasUnknown(bytes) else {
            return ReferenceText(whole)
        }
        var text = ReferenceText()
        var start = 0
        var offset = 0
        while offset < bytes.count {
            let (value, length) = Characters.decode(bytes.span, at: offset)
            if Self.isUnknown(value) {
                text.append(normalizer.normalize(Array(bytes[start..<offset]), recordingEdits: true), at: start)
                text.append(Normalizer(.none).normalize(Array(bytes[offset..<offset + length])), at: offset)
                start = offset + length
            }
            offset += length
        }
        text.append(normalizer.normalize(Array(bytes[start...]), recordingEdits: true), at: start)
        text.isChanged = text.bytes != bytes
        return text
    }

    /// Only bytes that can begin a character of those blocks are decoded: every changed text is looked through, eight bytes
    /// at a time.
    private static func hasUnknown(_ bytes: [UInt8]) -> Bool {
        let span = bytes.span
        var start = 0
        while start < span.count {
            let end = min(start &+ 8, span.count)
            // A byte more than the eight, for what stands behind the last one.
            if end < span.count {
                let here = unsafe span.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: UInt64.self)
                let next = unsafe span.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start &+ 1, as: UInt64.self)
                if !mayBegin(here, before: next) {
                    start = end
                    continue
                }
            }
            for offset in start..<end where isUnknown(Characters.decode(span, at: offset).value) { return true }
            start = end
        }
        return false
    }

    /// Whether one of eight bytes can begin such a character; sometimes true where none can.
    @inline(__always)
    private static func mayBegin(_ bytes: UInt64, before next: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        /// Marks bytes that are the same as another by their highest bits, and perhaps some above such a one.
        func equal(_ bytes: UInt64, _ byte: UInt64) -> UInt64 {
            let difference = bytes ^ (byte &* ones)
            return (difference &- ones) & ~difference
        }
        let pairs = equal(bytes & 0xFEFE_FEFE_FEFE_FEFE, 0xE0)
        let singles = equal(bytes, 0xDF) | equal(bytes, 0xE3) | equal(bytes, 0xF0)
        // U+A7F2 to U+AB69 begin with EA; syllables do too, from U+AC00 on, EA B0.
        let early = equal(bytes, 0xEA) & (~(next & (next << 1)) << 2)
        return (pairs | singles | early) & 0x8080_8080_8080_8080 != 0
    }

    private static func isUnknown(_ value: UInt32) -> Bool {
        // Nearly all text is outside of the few blocks where there are any.
        switch value {
        case 0x7FD...0xEBA, 0x1715...0x1DFA, 0x32FF, 0xA7F2...0xAB69, 0x105C9...0x1FBF9:
            ReferenceSets.unknownToNormalization.contains(value)
        default: false
        }
    }
}

/// Text after a `ReferenceNormalizer`, in one part or several.
struct ReferenceText: Sendable {
    private struct Part: Sendable {
        /// Where the part begins in the normalized text, and in the original.
        var start: Int
        var original: Int
        var text: NormalizedText
    }

    private(set) var bytes: [UInt8]
    var isChanged: Bool
    private var parts: [Part]

    init() {
        bytes = []
        isChanged = false
        parts = []
    }

    init(_ text: NormalizedText) {
        bytes = text.bytes
        isChanged = text.isChanged
        parts = [Part(start: 0, original: 0, text: text)]
    }

    mutating func append(_ text: NormalizedText, at original: Int) {
        guard !text.bytes.isEmpty else { return }
        parts.append(Part(start: bytes.count, original: original, text: text))
        bytes += text.bytes
    }

    /// The bytes of the original that became a range of the normalized text.
    func originalRange(of range: Range<Int>) -> Range<Int> {
        guard let first = part(holding: range.lowerBound) else { return range }
        if range.isEmpty {
            let place = range.lowerBound - first.start
            let origin = first.text.originalRange(of: place..<place)
            return first.original + origin.lowerBound..<first.original + origin.upperBound
        }
        guard let last = part(holding: range.upperBound - 1) else { return range }
        let lower = first.text.originalRange(of: range.lowerBound - first.start..<range.lowerBound - first.start + 1)
        let upper = last.text.originalRange(of: range.upperBound - 1 - last.start..<range.upperBound - last.start)
        return first.original + lower.lowerBound..<last.original + upper.upperBound
    }

    private func part(holding offset: Int) -> Part? {
        var low = 0
        var high = parts.count
        while low < high {
            let middle = (low + high) / 2
            if parts[middle].start <= offset { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? parts[low - 1] : nil
    }
}
