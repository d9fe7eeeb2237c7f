/// GPT-2's alphabet: a printable character for each byte, so that tokens can be written in JSON.
///
/// Bytes that are printable in Latin-1 stand for themselves; the others are U+0100 and up, in their order. So a space
/// is written Ġ, a line end Ċ.
enum ByteAlphabet {
    /// The code point of each byte; all are below U+0144.
    static let codePoints: [UInt16] = {
        var next: UInt16 = 0x100
        return (0..<256).map { byte in
            if isPrintable(byte) { return UInt16(byte) }
            defer { next += 1 }
            return next
        }
    }()

    /// From code points below `limit` to bytes; -1 where a code point is not in the alphabet.
    private static let bytes: [Int16] = {
        var bytes = [Int16](repeating: -1, count: 0x200)
        for (byte, codePoint) in codePoints.enumerated() {
            bytes[Int(codePoint)] = Int16(byte)
        }
        return bytes
    }()

    private static func isPrintable(_ byte: Int) -> Bool {
        (0x21...0x7E).contains(byte) || (0xA1...0xAC).contains(byte) || (0xAE...0xFF).contains(byte)
    }

    /// Appends the bytes that a token spelled in this alphabet stands for.
    ///
    /// - Returns: false, with nothing appended, where some character is not in the alphabet.
    static func appendDecoded(_ token: Span<UInt8>, to result: inout [UInt8]) -> Bool {
        let start = result.count
        var index = 0
        while index < token.count {
            let lead = token[index]
            var codePoint = Int(lead)
            index += 1
            if lead >= 0x80 {
                // The whole alphabet is one or two bytes of UTF-8.
                guard lead & 0xE0 == 0xC0, index < token.count else { return undo(&result, start) }
                codePoint = Int(lead & 0x1F) << 6 | Int(token[index] & 0x3F)
                index += 1
            }
            guard codePoint < bytes.count, bytes[codePoint] >= 0 else { return undo(&result, start) }
            result.append(UInt8(truncatingIfNeeded: bytes[codePoint]))
        }
        return true
    }

    private static func undo(_ result: inout [UInt8], _ count: Int) -> Bool {
        result.removeLast(result.count - count)
        return false
    }

    /// Appends bytes, spelled in this alphabet, as UTF-8.
    static func appendEncoded(_ bytes: some Sequence<UInt8>, to result: inout [UInt8]) {
        for byte in bytes {
            let codePoint = codePoints[Int(byte)]
            if codePoint < 0x80 {
                result.append(UInt8(codePoint))
            } else {
                result.append(UInt8(0xC0 | codePoint >> 6))
                result.append(UInt8(0x80 | codePoint & 0x3F))
            }
        }
    }
}
