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
        let (stop, invalid) = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe Self.scanPlain(buffer, first, limit)
        }
        position = stop
        if let invalid { throw error(.invalidUTF8, at: invalid) }
        guard stop < limit else { throw error(.truncated(expected: "the end of a string")) }
        if bytes[stop] < 0x20 { throw error(.controlCharacter) }
        return first..<stop
    }

    /// The position of the first quote, backslash or control character from `first` on (or `limit`), and
    /// the first invalid UTF-8 before it.
    /// - Safety: `first...limit` must be inside the buffer.
    @unsafe
    private static func scanPlain(
        _ bytes: UnsafeBufferPointer<UInt8>, _ first: Int, _ limit: Int
    ) -> (stop: Int, invalid: Int?) {
        var at = first
        var high: UInt64 = 0
        if let base = unsafe UnsafeRawPointer(bytes.baseAddress) {
            let ones: UInt64 = 0x0101_0101_0101_0101
            let tops: UInt64 = 0x8080_8080_8080_8080
            while at + 8 <= limit {
                let word = unsafe UInt64(littleEndian: base.loadUnaligned(fromByteOffset: at, as: UInt64.self))
                // A byte of `x` is zero where `word` has the byte looked for; (x - 1) & ~x marks the
                // lowest such byte exactly. Marks above it may be false, and are not looked at.
                let quote = word ^ (ones &* 0x22)
                let backslash = word ^ (ones &* 0x5C)
                let found =
                    ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
                    | ((word &- (ones &* 0x20)) & ~word)
                let marks = found & tops
                if marks != 0 {
                    let index = marks.trailingZeroBitCount >> 3
                    high |= word & ((1 << UInt64(index * 8)) &- 1)
                    return unsafe (at + index, validated(bytes, first, at + index, high & tops))
                }
                high |= word
                at += 8
            }
            high &= tops
        }
        while at < limit {
            let byte = unsafe bytes[at]
            if byte == 0x22 || byte == 0x5C || byte < 0x20 { break }
            high |= UInt64(byte & 0x80)
            at += 1
        }
        return unsafe (at, validated(bytes, first, at, high))
    }

    @unsafe @inline(__always)
    private static func validated(
        _ bytes: UnsafeBufferPointer<UInt8>, _ first: Int, _ stop: Int, _ high: UInt64
    ) -> Int? {
        if high == 0 { return nil }
        let run = unsafe UnsafeBufferPointer(rebasing: bytes[first..<stop])
        return unsafe UTF8Validation.firstInvalid(in: run, from: 0).map { $0 + first }
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
