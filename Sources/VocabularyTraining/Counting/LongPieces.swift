/// Pieces that are too long to be learnt from as a whole.
///
/// A merge costs the length of every word it changes, so that a "word" of a gigabyte (a genome, data in base64, a text
/// without spaces) would never come to an end. As long as more than `limit` bytes of a piece are left, a part of
/// `partBytes` is counted for itself: cut before a single space where it has one, so that words stay whole, else between
/// characters. Where it is cut depends on the piece alone.
enum LongPieces {
    /// The longest piece that is kept whole. Text has none so long; runs of spaces of 8 KB were seen.
    static let limit = 1 << 16
    private static let partBytes = 1 << 12

    /// Where the part of a piece that starts at an offset ends.
    @inline(__always)
    static func partEnd(of text: Span<UInt8>, from start: Int, to end: Int) -> Int {
        end &- start <= limit ? end : cut(text, from: start)
    }

    private static func cut(_ text: Span<UInt8>, from start: Int) -> Int {
        var space = start + partBytes
        while space > start + partBytes / 2 {
            if text[space] == 0x20, text[space - 1] != 0x20 { return space }
            space -= 1
        }
        var end = start + partBytes
        while end > start + partBytes - 4, text[end] & 0xC0 == 0x80 { end -= 1 }
        return end
    }
}
