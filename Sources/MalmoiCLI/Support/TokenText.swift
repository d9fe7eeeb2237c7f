/// Tokens as text for people.
enum TokenText {
    /// The token's text with control characters and invalid bytes escaped (`\n`, `\t`, `\\`, `\xEA`).
    static func escaped(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case 0x0A: result += Array(#"\n"#.utf8)
            case 0x0D: result += Array(#"\r"#.utf8)
            case 0x09: result += Array(#"\t"#.utf8)
            case UInt8(ascii: "\\"): result += Array(#"\\"#.utf8)
            case 0x20..<0x7F: result.append(byte)
            default:
                let length = characterLength(bytes[index...])
                if length > 1 {
                    result += bytes[index..<index + length]
                    index += length
                    continue
                }
                result += Array(#"\x"#.utf8) + hexadecimal(byte)
            }
            index += 1
        }
        return result
    }

    private static func characterLength(_ bytes: ArraySlice<UInt8>) -> Int {
        for length in 2...4 where length <= bytes.count {
            if let text = String(validating: bytes.prefix(length), as: UTF8.self), text.unicodeScalars.count == 1 {
                return length
            }
        }
        return 1
    }

    private static func hexadecimal(_ byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}
