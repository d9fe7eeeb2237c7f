/// DeepSeek's split: three regexes, each applied to every piece that the one before made.
///
/// Digits in groups of at most three, then runs of Chinese characters and kana, then
/// `[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_\`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`.
/// The third regex sees each stretch as a text of its own. So a run of Chinese characters and kana is cut again where
/// punctuation and symbols stand in it (・ ゠ ゛), and for the text between such runs a digit or a Chinese character is
/// the end; what the regex does not match (control and unassigned characters) is a piece up to the next match.
enum DeepSeekSplit {
    /// What the third regex sees.
    private enum Stretch {
        /// Chinese characters and kana.
        case chineseOrKana
        /// Anything but these and digits.
        case other
    }

    /// - Complexity: O(*n*) for all pieces of a text of *n* bytes together.
    @inline(__always)
    static func endOfPiece(at start: Int, in text: borrowing ClassifiedText) -> Int {
        let first = text.step(at: start)
        if UnicodeClassSet.number.has(first.set) {
            var end = start &+ first.length
            for _ in 0..<2 {
                let next = text.step(at: end)
                guard UnicodeClassSet.number.has(next.set) else { break }
                end &+= next.length
            }
            return end
        }
        let stretch: Stretch = isChineseOrKana(at: start, in: text) ? .chineseOrKana : .other
        let end = endOfMatch(at: start, stretch, in: text)
        if end > start { return end }
        var gap = start &+ first.length
        while !step(at: gap, stretch, in: text).set.isEmpty, endOfMatch(at: gap, stretch, in: text) == gap {
            gap &+= text.step(at: gap).length
        }
        return gap
    }

    /// `[一-龥぀-ゟ゠-ヿ]`: U+4E00–9FA5, U+3040–30FF.
    @inline(__always)
    private static func isChineseOrKana(at offset: Int, in text: borrowing ClassifiedText) -> Bool {
        let lead = text.byte(at: offset)
        guard lead >= 0xE3, lead <= 0xE9 else { return false }
        let step = text.step(at: offset)
        guard step.length == 3 else { return false }
        let codePoint =
            UInt32(lead & 0xF) << 12 | UInt32(text.byte(at: offset &+ 1) & 0x3F) << 6
            | UInt32(text.byte(at: offset &+ 2) & 0x3F)
        return (0x4E00...0x9FA5).contains(codePoint) || (0x3040...0x30FF).contains(codePoint)
    }

    /// A character as the third regex sees it.
    @inline(__always)
    private static func step(
        at offset: Int, _ stretch: Stretch, in text: borrowing ClassifiedText
    ) -> ClassifiedText.Step {
        let step = text.step(at: offset)
        let isInside =
            isChineseOrKana(at: offset, in: text)
            ? stretch == .chineseOrKana : stretch == .other && !UnicodeClassSet.number.has(step.set)
        return isInside ? step : ClassifiedText.Step(set: .end, length: 0)
    }

    @inline(__always)
    private static func endOfRun(
        of wanted: UnicodeClassSet, from offset: Int, _ stretch: Stretch, in text: borrowing ClassifiedText
    ) -> Int {
        var offset = offset
        while true {
            let next = step(at: offset, stretch, in: text)
            guard wanted.has(next.set) else { return offset }
            offset &+= next.length
        }
    }

    /// The end of the third regex's match at an offset, or the offset itself where it does not match.
    @inline(__always)
    private static func endOfMatch(at start: Int, _ stretch: Stretch, in text: borrowing ClassifiedText) -> Int {
        let first = step(at: start, stretch, in: text)
        let byte = text.byte(at: start)
        if isASCIIPunctuation(byte), isASCIILetter(text.byte(at: start &+ 1)) {
            var end = start &+ 2
            while isASCIILetter(text.byte(at: end)) {
                end &+= 1
            }
            return end
        }
        let second = step(at: start &+ first.length, stretch, in: text)
        let mayLead: UnicodeClassSet = [.other, .space, .mark]
        if mayLead.has(first.set), !SplitGrammar.isLineEnd(byte), UnicodeClassSet.markedLetters.has(second.set) {
            return endOfRun(of: .markedLetters, from: start &+ first.length, stretch, in: text)
        }
        if UnicodeClassSet.markedLetters.has(first.set) {
            return endOfRun(of: .markedLetters, from: start, stretch, in: text)
        }
        let symbols: UnicodeClassSet = [.punctuation, .symbol]
        if symbols.has(first.set) || (byte == 0x20 && symbols.has(second.set)) {
            var end = endOfRun(of: symbols, from: start &+ first.length, stretch, in: text)
            while stretch == .other, SplitGrammar.isLineEnd(text.byte(at: end)) {
                end &+= 1
            }
            return end
        }
        return endOfWhiteSpace(from: start, stretch, in: text)
    }

    private static func endOfWhiteSpace(
        from start: Int, _ stretch: Stretch, in text: borrowing ClassifiedText
    ) -> Int {
        var end = start
        var lastStart = start
        var endOfLastLineEnd = start
        while true {
            let next = step(at: end, stretch, in: text)
            guard UnicodeClassSet.space.has(next.set) else { break }
            lastStart = end
            end &+= next.length
            if SplitGrammar.isLineEnd(text.byte(at: lastStart)) {
                endOfLastLineEnd = end
            }
        }
        if endOfLastLineEnd > start { return endOfLastLineEnd }
        if lastStart == start || step(at: end, stretch, in: text).set.isEmpty { return end }
        return lastStart
    }

    @inline(__always)
    private static func isASCIILetter(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20)
    }

    @inline(__always)
    private static func isASCIIPunctuation(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && !isASCIILetter(byte) && !(0x30...0x39).contains(byte)
    }
}
