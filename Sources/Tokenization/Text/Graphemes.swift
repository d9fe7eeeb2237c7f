/// Grapheme clusters of text that may have invalid bytes, each of which is a cluster of its own.
enum Graphemes {
    /// The clusters of a text, in order.
    ///
    /// - Complexity: O(*n*), but slow: the standard library's breaking of characters.
    static func ranges(in bytes: [UInt8]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var offset = 0
        while offset < bytes.count {
            var end = offset
            while end < bytes.count {
                let (value, length) = Characters.decode(bytes.span, at: end)
                if value == Characters.invalid { break }
                end += length
            }
            if end == offset {
                ranges.append(offset..<offset + 1)
                offset += 1
                continue
            }
            for character in String(decoding: bytes[offset..<end], as: UTF8.self) {
                let length = character.utf8.count
                ranges.append(offset..<offset + length)
                offset += length
            }
        }
        return ranges
    }
}
