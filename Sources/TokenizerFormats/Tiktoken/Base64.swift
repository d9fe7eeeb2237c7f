/// Base64 (RFC 4648) over bytes, strictly: no white space, padding required.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, byte) in alphabet.enumerated() {
            values[Int(byte)] = UInt8(value)
        }
        return values
    }()

    /// Appends the bytes that a text stands for.
    ///
    /// - Returns: false where the text is not base64.
    static func appendDecoded(_ text: Span<UInt8>, to result: inout [UInt8]) -> Bool {
        guard text.count % 4 == 0 else { return false }
        let values = Self.values
        var index = 0
        while index < text.count {
            var group: UInt32 = 0
            var padding = 0
            for offset in 0..<4 {
                let byte = text[index + offset]
                let isPadding = byte == UInt8(ascii: "=") && offset >= 2 && index + 4 == text.count
                let value = values[Int(byte)]
                if isPadding {
                    padding += 1
                } else if value == 0xFF || padding > 0 {
                    return false
                }
                group = group << 6 | (isPadding ? 0 : UInt32(value))
            }
            for offset in 0..<3 - padding {
                result.append(UInt8(truncatingIfNeeded: group >> UInt32(16 - 8 * offset)))
            }
            index += 4
        }
        return true
    }

    /// Appends a text for bytes.
    static func appendEncoded(_ bytes: Span<UInt8>, to result: inout [UInt8]) {
        var index = 0
        while index < bytes.count {
            let count = min(3, bytes.count - index)
            var group: UInt32 = 0
            for offset in 0..<3 {
                group = group << 8 | (offset < count ? UInt32(bytes[index + offset]) : 0)
            }
            for offset in 0..<4 {
                let value = Int(group >> UInt32(18 - 6 * offset) & 0x3F)
                result.append(offset <= count ? alphabet[value] : UInt8(ascii: "="))
            }
            index += 3
        }
    }
}
