import JSONBytes

/// A guess at the encoding of bytes that are not UTF-8, for a message that names the remedy.
///
/// Nothing is ever decoded because of a guess: bytes stay as they are until the user names the encoding.
public enum EncodingHint: Sendable, Hashable, CustomStringConvertible {
    /// The text reads as Korean in this encoding.
    case encoding(TextEncoding)
    /// Not UTF-8 at this byte, and nothing that is known here.
    case unknown(offset: Int)

    /// `nil` if the bytes are UTF-8.
    ///
    /// A text is called CP949 if all of it decodes and at least half of its characters beyond ASCII are Hangul
    /// syllables: Latin-1 and Shift JIS fail one or the other. UTF-16 is known by its byte-order mark.
    /// - Complexity: O(*n*); for text that is not UTF-8 only the first 1 MiB is decoded.
    public static func detect(_ bytes: [UInt8]) -> EncodingHint? {
        guard let offset = UTF8Validation.firstInvalid(in: bytes) else { return nil }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return .encoding(.utf16) }
        return isKorean(bytes, as: .cp949) ? .encoding(.cp949) : .unknown(offset: offset)
    }

    public var description: String {
        switch self {
        case .encoding(let encoding):
            "the text is not UTF-8 but reads as \(encoding); try --encoding \(encoding.rawValue.lowercased())"
        case .unknown(let offset): "the text is not UTF-8 from byte \(offset) on; the bytes are kept as they are"
        }
    }

    private static func isKorean(_ bytes: [UInt8], as encoding: TextEncoding) -> Bool {
        guard let decoder = TextDecoder(encoding) else { return false }
        let count = min(bytes.count, 1 << 20)
        // A character of two bytes becomes one of three.
        var text = [UInt8](repeating: 0, count: 2 * count + 16)
        guard
            let step = try? decoder.step(bytes, 0..<count, isLast: count == bytes.count, into: &text, at: 0),
            !step.isFull
        else { return false }
        var hangul = 0
        var others = 0
        for scalar in String(decoding: text[..<step.produced], as: UTF8.self).unicodeScalars where !scalar.isASCII {
            if (0xAC00...0xD7A3).contains(scalar.value) { hangul += 1 } else { others += 1 }
        }
        return hangul > 0 && hangul >= others
    }
}
