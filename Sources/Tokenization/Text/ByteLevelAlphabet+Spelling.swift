package import BytePairEncoding

extension ByteLevelAlphabet {
    /// From code points to bytes; -1 where a code point is not in the alphabet.
    private static let bytes: [Int16] = {
        var bytes = [Int16](repeating: -1, count: 0x200)
        for (byte, codePoint) in codePoints.enumerated() {
            bytes[Int(codePoint)] = Int16(byte)
        }
        return bytes
    }()

    /// Appends the bytes that a token spelled in this alphabet stands for.
    ///
    /// - Returns: false, with nothing appended, where some character is not in the alphabet.
    package static func appendDecoded(_ token: Span<UInt8>, to result: inout [UInt8]) -> Bool {
        let start = result.count
        // As many as the spelling has; those that are too many are taken away again.
        result.append(contentsOf: repeatElement(0, count: token.count))
        var room = result.mutableSpan
        let end = decode(token, to: &room, at: start)
        result.removeLast(result.count - (end ?? start))
        return end != nil
    }

    /// Writes the bytes that a token spelled in this alphabet stands for.
    ///
    /// - Returns: where they end; nil where some character is not in the alphabet.
    /// - Precondition: there must be room for as many bytes as the spelling has behind `start`.
    package static func decode(_ token: Span<UInt8>, to result: inout MutableSpan<UInt8>, at start: Int) -> Int? {
        precondition(start >= 0 && start + token.count <= result.count, "the decoded bytes must have room")
        let bytes = Self.bytes.span
        var end = start
        var index = 0
        while index < token.count {
            let lead = unsafe token[unchecked: index]
            var codePoint = Int(lead)
            index &+= 1
            if lead >= 0x80 {
                // The whole alphabet is one or two bytes of UTF-8.
                guard lead & 0xE0 == 0xC0, index < token.count else { return nil }
                codePoint = unsafe Int(lead & 0x1F) << 6 | Int(token[unchecked: index] & 0x3F)
                index &+= 1
            }
            guard codePoint < bytes.count, unsafe bytes[unchecked: codePoint] >= 0 else { return nil }
            unsafe result[unchecked: end] = UInt8(truncatingIfNeeded: bytes[unchecked: codePoint])
            end &+= 1
        }
        return end
    }

    /// Appends bytes, spelled in this alphabet, as UTF-8.
    package static func appendEncoded(_ bytes: some Sequence<UInt8>, to result: inout [UInt8]) {
        for byte in bytes {
            let codePoint = codePoints[Int(byte)]
            if codePoint < 0x80 {
                result.append(UInt8(codePoint))
            } else {
                result.append(UInt8(0xC0 | codePoint >> 6))
                result.append(UInt8(0x80 | codePoint & 0x3F))
            }
        }
    }

    /// A text with every byte spelled.
    static func spelled(_ text: AlignedText) -> AlignedText {
        var result = AlignedText()
        result.reserveCapacity(text.count * 2)
        var spelling: [UInt8] = []
        for (index, byte) in text.bytes.enumerated() {
            spelling.removeAll(keepingCapacity: true)
            appendEncoded(CollectionOfOne(byte), to: &spelling)
            result.append(spelling, from: text.origin(of: index..<index + 1))
        }
        return result
    }
}
