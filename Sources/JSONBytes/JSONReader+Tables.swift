// Long tables of files of tokenizers, a few hundred thousand items of the same plain form: two thirds of the time of
// reading such a file went into asking for each part of each item. What is not plain, or not well-formed, is left to the
// general way, which also knows what is wrong with it.
extension JSONReader {
    /// Reads members `"key": 123` of the innermost object as long as keys have no escapes and values are small whole
    /// numbers; what comes then is left unread. The caller goes on with ``nextKey()``.
    ///
    /// - Parameters:
    ///   - keys: where the keys are appended.
    ///   - ends: where the number of bytes in `keys` behind each is.
    public mutating func takeIntegerMembers(keys: inout [UInt8], ends: inout [Int], values: inout [UInt32]) {
        while let start = plainItem() {
            guard let key = plainString(at: start, validates: !keepsInvalidUTF8) else { return }
            var at = afterWhitespace(key.upperBound + 1)
            guard at < end, bytes[at] == UInt8(ascii: ":") else { return }
            at = afterWhitespace(at + 1)
            let first = at
            var value: UInt32 = 0
            while at < end, at < first + 9, case let digit = bytes[at] &- UInt8(ascii: "0"), digit < 10 {
                value = value &* 10 &+ UInt32(digit)
                at += 1
            }
            // A leading zero, a tenth digit, a fraction or an exponent is not plain.
            guard at > first, at < end, at == first + 1 || bytes[first] != UInt8(ascii: "0"),
                bytes[at] == UInt8(ascii: ",") || bytes[at] == UInt8(ascii: "}") || bytes[at] <= 0x20
            else { return }
            unsafe bytes.withUnsafeBufferPointer { buffer in
                unsafe keys.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[key]))
            }
            ends.append(keys.count)
            values.append(value)
            position = at
            isFresh = false
        }
    }

    /// Reads the next element of the innermost array if it is `["left", "right"]` without escapes.
    ///
    /// Eight more bytes stand behind the strings, so that a caller can read them by words; what is closer to the end is
    /// not taken. Whether the strings are UTF-8 is not looked at: the caller must only take what equals text that was.
    /// - Returns: where the two strings are in the bytes that were given to the reader; nil where the next element is
    ///   something else, which is left unread.
    public mutating func takeStringPair() -> (left: Range<Int>, right: Range<Int>)? {
        guard let start = plainItem(), bytes[start] == UInt8(ascii: "["),
            let left = plainString(at: afterWhitespace(start + 1), validates: false)
        else { return nil }
        let comma = afterWhitespace(left.upperBound + 1)
        guard comma < end, bytes[comma] == UInt8(ascii: ","),
            let right = plainString(at: afterWhitespace(comma + 1), validates: false)
        else { return nil }
        let close = afterWhitespace(right.upperBound + 1)
        guard close < end, bytes[close] == UInt8(ascii: "]"), right.upperBound <= end - Self.margin else { return nil }
        position = close + 1
        isFresh = false
        return (left, right)
    }

    /// Reads the next element of the innermost array if it is a string without escapes; otherwise as `takeStringPair`.
    public mutating func takePlainString() -> Range<Int>? {
        guard let start = plainItem(), let string = plainString(at: start, validates: false),
            string.upperBound <= end - Self.margin
        else { return nil }
        position = string.upperBound + 1
        isFresh = false
        return string
    }

    private static let margin = 8

    /// Where the next item of the innermost container begins, if there is one behind the right comma.
    @inline(__always)
    private func plainItem() -> Int? {
        var at = afterWhitespace(position)
        if !isFresh {
            guard at < end, bytes[at] == UInt8(ascii: ",") else { return nil }
            at = afterWhitespace(at + 1)
        }
        return at < end ? at : nil
    }

    /// Where the bytes of a string without escapes are; its closing quote stands behind them.
    @inline(__always)
    private func plainString(at start: Int, validates: Bool) -> Range<Int>? {
        guard start < end, bytes[start] == UInt8(ascii: "\"") else { return nil }
        let limit = end
        let (stop, invalid) = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe PlainRun.scan(buffer, start + 1, limit, validates: validates)
        }
        guard invalid == nil, stop < limit, bytes[stop] == UInt8(ascii: "\"") else { return nil }
        return start + 1..<stop
    }
}
