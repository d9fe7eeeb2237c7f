/// What the flags `single_word`, `lstrip` and `rstrip` of added tokens look at: the characters around a match.
enum WordBorders {
    /// Whether neither neighbour of a range is a word character (`\w` of the reference's regex engine).
    static func standsAlone(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
        if range.lowerBound > 0 {
            let start = Characters.start(of: text, before: range.lowerBound)
            if isWord(Characters.decode(text, at: start).value) { return false }
        }
        return range.upperBound >= text.count || !isWord(Characters.decode(text, at: range.upperBound).value)
    }

    static func startOfWhiteSpace(before end: Int, in text: Span<UInt8>, floor: Int) -> Int {
        var start = end
        while start > floor {
            let character = Characters.start(of: text, before: start)
            guard character >= floor, isWhiteSpace(Characters.decode(text, at: character).value) else { break }
            start = character
        }
        return start
    }

    static func endOfWhiteSpace(from start: Int, in text: Span<UInt8>) -> Int {
        var end = start
        while end < text.count {
            let (value, length) = Characters.decode(text, at: end)
            guard isWhiteSpace(value) else { break }
            end += length
        }
        return end
    }

    private static func isWord(_ value: UInt32) -> Bool {
        value != Characters.invalid && ReferenceSets.isWord(value)
    }

    private static func isWhiteSpace(_ value: UInt32) -> Bool {
        value != Characters.invalid && ReferenceSets.isWhiteSpace(value)
    }
}
