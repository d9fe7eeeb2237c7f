/// One step through bytes that should be UTF-8.
enum UTF8Character {
    case scalar(UInt32, length: Int)
    /// The bytes end inside what may still become a character.
    case incomplete
    /// The byte belongs to no character; it counts by itself.
    case invalid

    /// The character that begins with the byte at `index`, which must not be ASCII.
    ///
    /// Overlong forms, surrogates and numbers beyond the last code point are invalid, byte by byte.
    ///
    /// - Complexity: O(1).
    static func decode(_ text: Span<UInt8>, at index: Int) -> UTF8Character {
        let first = text[index]
        let length: Int
        var value: UInt32
        switch first {
        case 0xC2...0xDF:
            length = 2
            value = UInt32(first & 0x1F)
        case 0xE0...0xEF:
            length = 3
            value = UInt32(first & 0x0F)
        case 0xF0...0xF4:
            length = 4
            value = UInt32(first & 0x07)
        default:
            return .invalid
        }
        var next = index + 1
        while next < index + length {
            guard next < text.count else { return .incomplete }
            let byte = text[next]
            guard byte & 0xC0 == 0x80 else { return .invalid }
            value = value << 6 | UInt32(byte & 0x3F)
            next += 1
        }
        let valid =
            switch length {
            case 2: true
            case 3: value >= 0x800 && !(0xD800...0xDFFF).contains(value)
            default: value >= 0x10000 && value <= 0x10FFFF
            }
        return valid ? .scalar(value, length: length) : .invalid
    }
}
