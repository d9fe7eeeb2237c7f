/// Text as a pre-tokenizer sees it: at every byte offset a character's class and length.
///
/// - Precondition: offsets passed in are starts of characters (or of invalid bytes), as the walk itself makes them.
package struct ClassifiedText: ~Escapable {
    let text: Span<UInt8>
    private let bits: Span<UInt16>

    @_lifetime(copy text, copy bits)
    init(_ text: Span<UInt8>, bits: Span<UInt16>) {
        self.text = text
        self.bits = bits
    }

    var count: Int { text.count }

    /// A character: the set of its one class (empty at the end of the text) and its length in bytes.
    struct Step {
        var set: UnicodeClassSet
        var length: Int
    }

    /// The byte at an offset, 0 at the end of the text.
    @inline(__always)
    func byte(at offset: Int) -> UInt8 {
        offset < text.count ? unsafe text[unchecked: offset] : 0
    }

    /// The character at an offset.
    @inline(__always)
    func step(at offset: Int) -> Step {
        guard offset < text.count else { return Step(set: .end, length: 0) }
        let lead = unsafe text[unchecked: offset]
        if lead < 0x80 {
            return Step(set: set(UInt32(lead)), length: 1)
        }
        return multiByteStep(at: offset, lead: lead)
    }

    /// The offset behind the longest run of characters of a set.
    @inline(__always)
    func endOfRun(of wanted: UnicodeClassSet, from offset: Int) -> Int {
        var offset = offset
        while true {
            let next = step(at: offset)
            guard wanted.has(next.set) else { return offset }
            offset &+= next.length
        }
    }

    @inline(__always)
    private func set(_ codePoint: UInt32) -> UnicodeClassSet {
        UnicodeClassSet(rawValue: unsafe bits[unchecked: Int(truncatingIfNeeded: codePoint)])
    }

    /// Decodes by the table of well-formed sequences (Unicode 16, table 3-7); anything else is one byte of `other`.
    @inline(__always)
    private func multiByteStep(at offset: Int, lead: UInt8) -> Step {
        let invalid = Step(set: .other, length: 1)
        let second = byte(at: offset &+ 1)
        guard second & 0xC0 == 0x80 else { return invalid }
        let first = UInt32(lead)
        let tail = UInt32(second & 0x3F)
        switch lead {
        case 0xE0...0xEF:
            let third = byte(at: offset &+ 2)
            guard third & 0xC0 == 0x80 else { return invalid }
            let codePoint = (first & 0xF) << 12 | tail << 6 | UInt32(third & 0x3F)
            guard codePoint >= 0x800, codePoint & 0xF800 != 0xD800 else { return invalid }
            return Step(set: set(codePoint), length: 3)
        case 0xC2...0xDF:
            return Step(set: set((first & 0x1F) << 6 | tail), length: 2)
        case 0xF0...0xF4:
            let third = byte(at: offset &+ 2)
            let fourth = byte(at: offset &+ 3)
            guard third & 0xC0 == 0x80, fourth & 0xC0 == 0x80 else { return invalid }
            let codePoint = (first & 7) << 18 | tail << 12 | UInt32(third & 0x3F) << 6 | UInt32(fourth & 0x3F)
            guard codePoint >= 0x10000, codePoint < 0x110000 else { return invalid }
            return Step(set: set(codePoint), length: 4)
        default:
            return invalid
        }
    }
}
