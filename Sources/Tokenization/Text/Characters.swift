/// A walk over text by characters: Unicode scalars, and bytes that belong to none.
///
/// The general pipeline works on these. An invalid byte is a character of its own that no component changes.
enum Characters {
    /// What stands for a byte that is not part of valid UTF-8.
    static let invalid = UInt32.max

    /// The character at an offset and its length in bytes.
    @inline(__always)
    static func decode(_ bytes: Span<UInt8>, at offset: Int) -> (value: UInt32, length: Int) {
        let lead = bytes[offset]
        if lead < 0x80 { return (UInt32(lead), 1) }
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        guard lead >= 0xC2, lead <= 0xF4, offset + length <= bytes.count else { return (invalid, 1) }
        var value = UInt32(lead) & (0x7F >> UInt32(length))
        for index in 1..<length {
            let byte = bytes[offset + index]
            guard byte & 0xC0 == 0x80 else { return (invalid, 1) }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        let isScalar = value >= (length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000)
        guard isScalar, value <= 0x10FFFF, value & 0xFFFF_F800 != 0xD800 else { return (invalid, 1) }
        return (value, length)
    }

    /// The number of characters.
    static func count(_ bytes: Span<UInt8>) -> Int {
        var count = 0
        var offset = 0
        while offset < bytes.count {
            offset += decode(bytes, at: offset).length
            count += 1
        }
        return count
    }

    /// The start of the character that ends at an offset.
    static func start(of bytes: Span<UInt8>, before end: Int) -> Int {
        var start = end - 1
        while start > 0, end - start < 4, bytes[start] & 0xC0 == 0x80 {
            start -= 1
        }
        return start >= 0 && start + decode(bytes, at: start).length == end ? start : end - 1
    }
}
