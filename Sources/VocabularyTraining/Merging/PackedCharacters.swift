/// Walks bytes by characters; a multi-byte character is its bytes packed into one number.
enum PackedCharacters {
    enum Character {
        case ascii(UInt8)
        case multiByte(UInt32)
        /// A byte that belongs to no well-formed character.
        case invalid(UInt8)
    }

    static func forEach(in bytes: ArraySlice<UInt8>, _ body: (Character) -> Void) {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let lead = bytes[index]
            if lead < 0x80 {
                body(.ascii(lead))
                index += 1
                continue
            }
            let length = wellFormedLength(bytes[index...])
            if length == 0 {
                body(.invalid(lead))
                index += 1
            } else {
                body(.multiByte(bytes[index..<index + length].reduce(0) { $0 << 8 | UInt32($1) }))
                index += length
            }
        }
    }

    static func bytes(of packed: UInt32) -> [UInt8] {
        Array([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: packed >> $0) }.drop { $0 == 0 })
    }

    /// The length of the well-formed multi-byte character at the start, or 0 (Unicode 16, table 3-7).
    private static func wellFormedLength(_ bytes: ArraySlice<UInt8>) -> Int {
        func byte(_ offset: Int) -> UInt8 {
            bytes.startIndex + offset < bytes.endIndex ? bytes[bytes.startIndex + offset] : 0
        }
        func continues(_ offset: Int) -> Bool { byte(offset) & 0xC0 == 0x80 }
        switch byte(0) {
        case 0xC2...0xDF:
            return continues(1) ? 2 : 0
        case 0xE0...0xEF:
            guard continues(1), continues(2) else { return 0 }
            if byte(0) == 0xE0, byte(1) < 0xA0 { return 0 }
            if byte(0) == 0xED, byte(1) >= 0xA0 { return 0 }
            return 3
        case 0xF0...0xF4:
            guard continues(1), continues(2), continues(3) else { return 0 }
            if byte(0) == 0xF0, byte(1) < 0x90 { return 0 }
            if byte(0) == 0xF4, byte(1) >= 0x90 { return 0 }
            return 4
        default:
            return 0
        }
    }
}
