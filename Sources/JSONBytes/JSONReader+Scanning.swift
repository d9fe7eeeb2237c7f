extension JSONReader {
    @inline(__always)
    mutating func skipWhitespace() {
        if position < end, bytes[position] <= 0x20 { position = afterWhitespace(position) }
    }

    /// The position of the first byte at or behind a position that is not white space.
    @inline(__always)
    func afterWhitespace(_ start: Int) -> Int {
        let limit = end
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            var at = start
            guard let base = unsafe UnsafeRawPointer(buffer.baseAddress) else { return at }
            while at < limit {
                switch unsafe buffer[at] {
                case 0x0A, 0x0D, 0x09: at &+= 1
                case 0x20:
                    // A line of a file made for people begins with many spaces.
                    at &+= 1
                    while at &+ 8 <= limit {
                        let word = unsafe UInt64(littleEndian: base.loadUnaligned(fromByteOffset: at, as: UInt64.self))
                        let others = word ^ 0x2020_2020_2020_2020
                        at &+= others.trailingZeroBitCount >> 3
                        if others != 0 { break }
                    }
                default: return at
                }
            }
            return at
        }
    }

    func kind(of byte: UInt8) -> JSONKind? {
        switch byte {
        case UInt8(ascii: "{"): .object
        case UInt8(ascii: "["): .array
        case UInt8(ascii: "\""): .string
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): .number
        case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
        case UInt8(ascii: "n"): .null
        default: nil
        }
    }

    mutating func expect(_ byte: UInt8, _ expected: String) throws(JSONError) {
        guard position < end, bytes[position] == byte else { throw unexpected(expected) }
        position += 1
    }

    mutating func enter() throws(JSONError) {
        depth += 1
        if depth > maximumDepth { throw error(.tooDeep(maximum: maximumDepth), at: position - 1) }
        isFresh = true
    }

    /// The colon after a key and the white space around it.
    @inline(__always)
    mutating func colon() throws(JSONError) {
        skipWhitespace()
        try expect(UInt8(ascii: ":"), "a colon")
    }

    /// Moves to the next item of the innermost container; `false` if it ended.
    @inline(__always)
    mutating func nextItem(closing: UInt8, _ expected: @autoclosure () -> String) throws(JSONError) -> Bool {
        precondition(depth > 0, "an array or object must have been entered")
        skipWhitespace()
        guard position < end else { throw error(.truncated(expected: expected())) }
        let byte = bytes[position]
        if byte == closing {
            position += 1
            depth -= 1
            isFresh = false
            return false
        }
        if isFresh {
            isFresh = false
            return true
        }
        guard byte == UInt8(ascii: ",") else { throw unexpected(expected()) }
        position += 1
        skipWhitespace()
        if position < end, bytes[position] == closing { throw unexpected("an item after the comma") }
        return true
    }

    mutating func takeLiteral(_ literal: StaticString) -> Bool {
        let length = literal.utf8CodeUnitCount
        guard end - position >= length else { return false }
        for index in 0..<length where unsafe bytes[position + index] != literal.utf8Start[index] { return false }
        position += length
        return true
    }

    // MARK: Errors

    func error(_ problem: JSONError.Problem, at place: Int? = nil) -> JSONError {
        let place = place ?? position
        var line = 1
        for index in start..<min(place, end) where bytes[index] == 0x0A { line += 1 }
        return JSONError(problem: problem, offset: place - start, line: line)
    }

    /// The error for something other than `expected` at the position.
    func unexpected(_ expected: String) -> JSONError {
        guard position < end else { return error(.truncated(expected: expected)) }
        let found =
            switch bytes[position] {
            case UInt8(ascii: "{"): "an object"
            case UInt8(ascii: "["): "an array"
            case UInt8(ascii: "\""): "a string"
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): "a number"
            case let byte where byte > 0x20 && byte < 0x7F: "'\(Character(UnicodeScalar(byte)))'"
            case let byte: "byte 0x" + String(byte, radix: 16)
            }
        return error(.unexpected(expected: expected, found: found))
    }
}
