internal import Hangul

/// Gives the original text back from normalized bytes, piece by piece, where the policy has an inverse; hands the
/// bytes through where it has none.
///
/// A decoder of tokens puts every token's bytes in and prints what comes out. A syllable is held back until what
/// follows shows that it is complete, so nothing that comes out is ever taken back.
///
/// ```swift
/// var restorer = TextRestorer(.jamo)
/// var text: [UInt8] = []
/// restorer.restore([0xE1, 0x84, 0x92, 0xE1, 0x85, 0xA1], into: &text)  // ㅎ ㅏ: nothing yet
/// restorer.restore([0xE1, 0x86, 0xAB, 0x21], into: &text)              // ㄴ !: "한!"
/// restorer.finish(into: &text)
/// ```
public struct TextRestorer: Sendable {
    private enum State: Sendable {
        case start
        case leading(UInt32)
        case open(HangulSyllable)
        case marker
    }

    private let isJamo: Bool
    private var state = State.start
    /// The beginning of a sequence whose end has not come yet.
    private var incomplete: [UInt8] = []

    /// A restorer for text that a policy was applied to.
    public init(_ policy: NormalizationPolicy) {
        isJamo = policy == .jamo
    }

    /// Gives a whole text back.
    public static func restore(_ bytes: [UInt8], from policy: NormalizationPolicy) -> [UInt8] {
        var restorer = TextRestorer(policy)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        restorer.restore(bytes, into: &result)
        restorer.finish(into: &result)
        return result
    }

    /// Takes the next bytes, cut anywhere, and appends to `result` what is certain now.
    ///
    /// - Complexity: O(*n*) in the count of bytes.
    public mutating func restore(_ bytes: [UInt8], into result: inout [UInt8]) {
        guard isJamo else {
            result.append(contentsOf: bytes)
            return
        }
        let input = incomplete.isEmpty ? bytes : incomplete + bytes
        incomplete.removeAll(keepingCapacity: true)
        let span = input.span
        var offset = 0
        while offset < span.count {
            if let scalar = decodeScalar(span, at: offset) {
                restore(scalar.value, into: &result)
                offset += scalar.length
            } else if isIncomplete(span, from: offset) {
                incomplete.append(contentsOf: input[offset...])
                return
            } else {
                flush(into: &result)
                result.append(span[offset])
                offset += 1
            }
        }
    }

    /// Appends what was held back, at the end of the text; the restorer can be used again.
    public mutating func finish(into result: inout [UInt8]) {
        flush(into: &result)
        result.append(contentsOf: incomplete)
        incomplete.removeAll(keepingCapacity: true)
    }

    private mutating func restore(_ scalar: UInt32, into result: inout [UInt8]) {
        switch state {
        case .marker where scalar == JamoCode.marker || JamoCode.isVowel(scalar) || JamoCode.isTrailing(scalar):
            state = .start
            appendUTF8(scalar, to: &result)
            return
        case .leading(let leading):
            if let syllable = HangulSyllable(leadingJamo: leading, vowelJamo: scalar) {
                state = .open(syllable)
                return
            }
        case .open(let syllable):
            if JamoCode.isTrailing(scalar), let closed = syllable.withTrailing(Int(scalar - 0x11A7)) {
                state = .start
                appendUTF8(closed.scalarValue, to: &result)
                return
            }
        default: break
        }
        flush(into: &result)
        if scalar == JamoCode.marker {
            state = .marker
        } else if JamoCode.isLeading(scalar) {
            state = .leading(scalar)
        } else {
            appendUTF8(scalar, to: &result)
        }
    }

    private mutating func flush(into result: inout [UInt8]) {
        switch state {
        case .start: return
        case .leading(let leading): appendUTF8(leading, to: &result)
        case .open(let syllable): appendUTF8(syllable.scalarValue, to: &result)
        case .marker: appendUTF8(JamoCode.marker, to: &result)
        }
        state = .start
    }

    /// Whether the last bytes may be the beginning of a sequence that the next ones complete.
    private func isIncomplete(_ bytes: Span<UInt8>, from offset: Int) -> Bool {
        let first = bytes[offset]
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard first >= 0xC2, first <= 0xF4, bytes.count - offset < length else { return false }
        for index in offset + 1..<bytes.count where bytes[index] & 0xC0 != 0x80 { return false }
        return true
    }
}
