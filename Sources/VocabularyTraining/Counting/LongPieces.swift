/// Pieces that are too long to be learnt from as a whole.
///
/// A merge costs the length of every word it changes, so that a "word" of a gigabyte (a genome, data in base64, a text
/// without spaces) would never come to an end. A longer piece is counted as several: cut before a single space where it
/// has one, so that its words stay whole, else between characters. Where it is cut depends on the piece alone.
enum LongPieces {
    /// The longest piece in bytes. Ordinary text has none so long: the longest words have some hundred bytes.
    static let limit = 4096

    /// Where the part of a piece that starts at an offset ends.
    @inline(__always)
    static func partEnd(of text: Span<UInt8>, from start: Int, to end: Int) -> Int {
        end &- start <= limit ? end : cut(text, from: start)
    }

    private static func cut(_ text: Span<UInt8>, from start: Int) -> Int {
        var space = start + limit
        while space > start + limit / 2 {
            if text[space] == 0x20, text[space - 1] != 0x20 { return space }
            space -= 1
        }
        var end = start + limit
        while end > start + limit - 4, text[end] & 0xC0 == 0x80 { end -= 1 }
        return end
    }
}
