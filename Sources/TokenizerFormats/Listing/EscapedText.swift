/// Bytes as text on one line, from which the bytes can be read again.
enum EscapedText {
    /// Appends bytes; characters that cannot be seen and bytes that are not UTF-8 are escaped.
    static func append(_ bytes: [UInt8], to result: inout [UInt8]) {
        var iterator = bytes.makeIterator()
        var offset = 0
        var decoder = UTF8()
        while true {
            switch decoder.decode(&iterator) {
            case .emptyInput:
                return
            case .scalarValue(let scalar):
                append(scalar, to: &result)
                offset += UTF8.width(scalar)
            case .error:
                // Resume a byte later: the decoder may have swallowed more than the one invalid byte.
                let hex = String(bytes[offset], radix: 16, uppercase: true)
                result += (hex.utf8.count == 1 ? "\\x0" : "\\x").utf8
                result += hex.utf8
                offset += 1
                iterator = Array(bytes[offset...]).makeIterator()
                decoder = UTF8()
            }
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to result: inout [UInt8]) {
        switch scalar {
        case "\n": result += "\\n".utf8
        case "\r": result += "\\r".utf8
        case "\t": result += "\\t".utf8
        case "\\": result += "\\\\".utf8
        case " ": result.append(0x20)
        default:
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
                .spaceSeparator:
                result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".utf8
            default:
                UTF8.encode(scalar, into: { result.append($0) })
            }
        }
    }
}
