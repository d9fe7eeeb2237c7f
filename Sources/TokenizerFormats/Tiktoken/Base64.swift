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

    /// For how many bytes there must be room where a text of so many is decoded.
    static func maximumDecodedCount(_ textCount: Int) -> Int { textCount / 4 * 3 }

    /// Appends the bytes that a text stands for.
    ///
    /// - Returns: false where the text is not base64; nothing is appended then.
    static func appendDecoded(_ text: Span<UInt8>, to result: inout [UInt8]) -> Bool {
        let start = result.count
        result.append(contentsOf: repeatElement(0, count: maximumDecodedCount(text.count)))
        var room = result.mutableSpan
        let end = decode(text, to: &room, at: start)
        result.removeLast(result.count - (end ?? start))
        return end != nil
    }

    /// Writes the bytes that a text stands for.
    ///
    /// - Returns: where they end; nil where the text is not base64.
    /// - Precondition: there must be room for `maximumDecodedCount` of them behind `start`.
    static func decode(_ text: Span<UInt8>, to result: inout MutableSpan<UInt8>, at start: Int) -> Int? {
        guard text.count % 4 == 0 else { return nil }
        precondition(
            start >= 0 && start + maximumDecodedCount(text.count) <= result.count, "the decoded bytes must have room")
        let values = Self.values.span
        var index = 0
        var end = start
        while index < text.count {
            // Inside the text, and at most 255.
            let first = unsafe values[unchecked: Int(text[unchecked: index])]
            let second = unsafe values[unchecked: Int(text[unchecked: index &+ 1])]
            var third = unsafe values[unchecked: Int(text[unchecked: index &+ 2])]
            var fourth = unsafe values[unchecked: Int(text[unchecked: index &+ 3])]
            index &+= 4
            var count = 3
            // All values are below 64 and what is none is 255.
            if (first | second | third | fourth) > 63 {
                guard index == text.count, first | second <= 63, text[index - 1] == UInt8(ascii: "=") else {
                    return nil
                }
                fourth = 0
                count = 2
                if text[index - 2] == UInt8(ascii: "=") {
                    third = 0
                    count = 1
                }
                guard third <= 63 else { return nil }
            }
            let group = UInt32(first) << 18 | UInt32(second) << 12 | UInt32(third) << 6 | UInt32(fourth)
            unsafe result[unchecked: end] = UInt8(truncatingIfNeeded: group >> 16)
            if count > 1 { unsafe result[unchecked: end &+ 1] = UInt8(truncatingIfNeeded: group >> 8) }
            if count > 2 { unsafe result[unchecked: end &+ 2] = UInt8(truncatingIfNeeded: group) }
            end &+= count
        }
        return end
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
