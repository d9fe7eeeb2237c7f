extension JSONReader {
    /// Reads a string, escapes decoded, as UTF-8.
    public mutating func readString() throws(JSONError) -> [UInt8] {
        var text: [UInt8] = []
        try appendString(to: &text)
        return text
    }

    /// Reads a string into `text`, replacing what was there and keeping its memory.
    public mutating func readString(into text: inout [UInt8]) throws(JSONError) {
        text.removeAll(keepingCapacity: true)
        try appendString(to: &text)
    }

    /// Reads a string and appends it to `text`: for callers that keep many strings in one array.
    /// - Throws: ``JSONError`` if the next value is not a string, or is one with invalid UTF-8, a lone
    ///   surrogate, a raw control character or no end.
    /// - Complexity: O(*n*); a run without escapes is found eight bytes at a time and copied at once.
    public mutating func appendString(to text: inout [UInt8]) throws(JSONError) {
        skipWhitespace()
        try expect(UInt8(ascii: "\""), "a string")
        while true {
            let run = try plainRun()
            if !run.isEmpty { appendRun(run, to: &text) }
            if bytes[position] == UInt8(ascii: "\"") {
                position += 1
                return
            }
            try appendEscape(to: &text)
        }
    }

    /// Reads a string and drops it, with the same checks.
    mutating func skipString() throws(JSONError) {
        try expect(UInt8(ascii: "\""), "a string")
        var dropped: [UInt8] = []
        while true {
            _ = try plainRun()
            if bytes[position] == UInt8(ascii: "\"") {
                position += 1
                return
            }
            dropped.removeAll(keepingCapacity: true)
            try appendEscape(to: &dropped)
        }
    }

    @inline(__always)
    private func appendRun(_ run: Range<Int>, to text: inout [UInt8]) {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe text.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[run]))
        }
    }

    /// Moves over bytes that stand for themselves, up to a quote or backslash, and checks their UTF-8.
    @inline(__always)
    private mutating func plainRun() throws(JSONError) -> Range<Int> {
        let first = position
        let limit = end
        let validates = !keepsInvalidUTF8
        let (stop, invalid) = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe PlainRun.scan(buffer, first, limit, validates: validates)
        }
        position = stop
        if let invalid { throw error(.invalidUTF8, at: invalid) }
        guard stop < limit else { throw error(.truncated(expected: "the end of a string")) }
        if bytes[stop] < 0x20 { throw error(.controlCharacter) }
        return first..<stop
    }

    // MARK: Escapes

    /// Decodes one escape at the backslash.
    private mutating func appendEscape(to text: inout [UInt8]) throws(JSONError) {
        let place = position
        guard position + 1 < end else { throw error(.truncated(expected: "the rest of an escape")) }
        let kind = bytes[position + 1]
        position += 2
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(kind)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            let unit = try readHexadecimal(place)
            var scalar = UInt32(unit)
            if unit & 0xFC00 == 0xD800, position + 1 < end, bytes[position] == UInt8(ascii: "\\"),
                bytes[position + 1] == UInt8(ascii: "u")
            {
                position += 2
                let low = try readHexadecimal(place)
                guard low & 0xFC00 == 0xDC00 else { throw error(.loneSurrogate, at: place) }
                scalar = 0x10000 + (UInt32(unit & 0x3FF) << 10) + UInt32(low & 0x3FF)
            }
            // A surrogate that is still alone is no scalar.
            guard let scalar = UnicodeScalar(scalar) else { throw error(.loneSurrogate, at: place) }
            text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        default: throw error(.invalidEscape, at: place)
        }
    }

    private mutating func readHexadecimal(_ place: Int) throws(JSONError) -> UInt16 {
        guard position + 4 <= end else { throw error(.truncated(expected: "four hexadecimal digits")) }
        var value: UInt16 = 0
        for index in position..<position + 4 {
            let digit: UInt8
            switch bytes[index] {
            case let byte where byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case let byte where byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "f"):
                digit = (byte | 0x20) - UInt8(ascii: "a") + 10
            default: throw error(.invalidEscape, at: place)
            }
            value = value << 4 | UInt16(digit)
        }
        position += 4
        return value
    }
}
