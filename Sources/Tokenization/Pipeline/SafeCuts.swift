/// Places where a document can be cut without changing its pre-tokens or its normalization.
///
/// Between a line end (U+000A) and an ASCII letter or a precomposed Hangul syllable there is a border in every split
/// known here: no piece that takes a line end along goes on with a letter, and no word may start with a line end.
/// Both characters begin normalization segments, so each side normalizes by itself. Before the line end there must be a
/// character that is no white space: GPT-2's split gives the last character of a run of white space to what follows, so
/// a run of several would be cut in another way at the end of a part than before a letter.
package enum SafeCuts {
    /// Cuts a document into parts of about a size, so that threads can share a long one.
    ///
    /// - Returns: ranges that follow each other and cover the document; one range where it has no safe place.
    /// - Complexity: O(*n*) at worst.
    package static func parts(of document: [UInt8], targetSize: Int) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = 0
        while document.count - start > targetSize * 2, let cut = firstCut(in: document, from: start + targetSize) {
            parts.append(start..<cut)
            start = cut
        }
        parts.append(start..<document.count)
        return parts
    }

    /// The last safe place in the first bytes of a stretch of a document, nil if it has none.
    ///
    /// - Parameter count: how many bytes to look at; all of them by default.
    package static func lastCut(in document: [UInt8], count: Int? = nil) -> Int? {
        var offset = (count ?? document.count) - 4
        while offset >= 0 {
            if isCut(document, offset) { return offset + 1 }
            offset -= 1
        }
        return nil
    }

    /// Whether the line end at an offset has a safe place behind it.
    private static func isCut(_ document: [UInt8], _ offset: Int) -> Bool {
        document[offset] == 0x0A && isLetter(document, at: offset + 1) && isVisible(document, before: offset)
    }

    private static func firstCut(in document: [UInt8], from start: Int) -> Int? {
        var offset = start
        while offset + 2 < document.count {
            if isCut(document, offset) { return offset + 1 }
            offset += 1
        }
        return nil
    }

    /// An ASCII character that can be seen, or a character of U+A000–DFFF (Hangul, mostly; no white space among them).
    private static func isVisible(_ document: [UInt8], before offset: Int) -> Bool {
        guard offset > 0 else { return false }
        let byte = document[offset - 1]
        if byte < 0x80 { return (0x21...0x7E).contains(byte) }
        return byte < 0xC0 && offset >= 3 && (0xEA...0xED).contains(document[offset - 3])
    }

    /// An ASCII letter, or a syllable whose lead byte is EB or EC (all of those are precomposed Hangul, U+B000–CFFF).
    private static func isLetter(_ document: [UInt8], at offset: Int) -> Bool {
        let byte = document[offset]
        if byte < 0x80 { return (0x61...0x7A).contains(byte | 0x20) }
        guard byte == 0xEB || byte == 0xEC, offset + 2 < document.count else { return false }
        return document[offset + 1] & 0xC0 == 0x80 && document[offset + 2] & 0xC0 == 0x80
    }
}
