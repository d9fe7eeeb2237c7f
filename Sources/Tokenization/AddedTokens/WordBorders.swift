import BytePairEncoding

/// What the flags `single_word`, `lstrip` and `rstrip` of added tokens look at: the characters around a match.
enum WordBorders {
    /// Whether neither neighbour of a range is a letter, mark, digit or underscore.
    static func standsAlone(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
        let before = characterStart(before: range.lowerBound, in: text)
        return !isWordCharacter(at: before, below: range.lowerBound, in: text)
            && !isWordCharacter(at: range.upperBound, below: text.count, in: text)
    }

    static func startOfWhiteSpace(before end: Int, in text: Span<UInt8>, floor: Int) -> Int {
        var start = end
        while start > floor {
            let character = characterStart(before: start, in: text)
            guard character >= floor, unicodeClass(at: character, below: start, in: text) == .space else { break }
            start = character
        }
        return start
    }

    static func endOfWhiteSpace(from start: Int, in text: Span<UInt8>) -> Int {
        var end = start
        while end < text.count, unicodeClass(at: end, below: text.count, in: text) == .space {
            end += length(of: text[end])
        }
        return end
    }

    private static func isWordCharacter(at offset: Int, below limit: Int, in text: Span<UInt8>) -> Bool {
        guard offset < limit else { return false }
        if text[offset] == UInt8(ascii: "_") { return true }
        switch unicodeClass(at: offset, below: limit, in: text) {
        case .uppercase, .lowercase, .titlecase, .modifierLetter, .otherLetter, .mark, .number: return true
        default: return false
        }
    }

    private static func characterStart(before end: Int, in text: Span<UInt8>) -> Int {
        var start = end
        repeat {
            start -= 1
        } while start > 0 && end - start < 4 && text[start] & 0xC0 == 0x80
        return max(start, 0)
    }

    private static func unicodeClass(at offset: Int, below limit: Int, in text: Span<UInt8>) -> UnicodeClass {
        let size = length(of: text[offset])
        guard offset + size <= limit else { return .other }
        var codePoint = size == 1 ? UInt32(text[offset]) : UInt32(text[offset]) & (0x7F >> UInt32(size))
        for index in 1..<max(size, 1) {
            codePoint = codePoint << 6 | UInt32(text[offset + index] & 0x3F)
        }
        return UnicodeClassTable.shared.unicodeClass(of: codePoint)
    }

    private static func length(of lead: UInt8) -> Int {
        lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    }
}
