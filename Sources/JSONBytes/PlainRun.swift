/// Finds the bytes of a string that JSON writes as they are: the reader copies them, the writer keeps them.
enum PlainRun {
    /// The position of the first quote, backslash or control character from `first` on (or `limit`), and
    /// the first invalid UTF-8 before it, if that is asked for.
    /// - Safety: `first...limit` must be inside the buffer.
    @unsafe
    static func scan(
        _ bytes: UnsafeBufferPointer<UInt8>, _ first: Int, _ limit: Int, validates: Bool
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
                    return unsafe (at + index, validated(bytes, first, at + index, validates ? high & tops : 0))
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
        return unsafe (at, validated(bytes, first, at, validates ? high : 0))
    }

    @unsafe @inline(__always)
    private static func validated(
        _ bytes: UnsafeBufferPointer<UInt8>, _ first: Int, _ stop: Int, _ high: UInt64
    ) -> Int? {
        if high == 0 { return nil }
        let run = unsafe UnsafeBufferPointer(rebasing: bytes[first..<stop])
        return unsafe UTF8Validation.firstInvalid(in: run, from: 0).map { $0 + first }
    }
}
