extension SplitGrammar {
    /// The end of the piece that starts at an offset.
    ///
    /// The alternatives are tried in the order of the regexes; each comment names the alternative it stands for.
    ///
    /// - Precondition: `start` must be below `text.count`.
    /// - Returns: an offset above `start`.
    /// - Complexity: O(*n*) for all pieces of a text of *n* bytes together: no piece's search reads further than twice
    ///   the piece, or one run of white space or capitals that the next piece takes.
    @inline(__always)
    func endOfPiece(at start: Int, in text: borrowing ClassifiedText) -> Int {
        let first = text.step(at: start)
        let isSpaceCharacter = text.byte(at: start) == 0x20

        if contractions == .separate || contractions == .separateLowercase {
            let end = endOfContraction(at: start, in: text, anyCase: contractions == .separate)
            if end > start { return end }
        }

        // Words. A letter opens one at once; so may one leading character before a letter.
        if UnicodeClassSet.letters.has(first.set) {
            return endOfWord(from: start, in: text)
        }
        let second = text.step(at: start &+ first.length)
        switch lead {
        case .space:
            if isSpaceCharacter, UnicodeClassSet.letters.has(second.set) {
                return endOfWord(from: start &+ 1, in: text)
            }
        case .any:
            if word == .cased, UnicodeClassSet.mark.has(first.set) {
                return endOfCasedWord(openedByMark: first.length, at: start, in: text)
            }
            if UnicodeClassSet.nonWord.has(first.set), !Self.isLineEnd(text.byte(at: start)) {
                let opens = word == .cased ? UnicodeClassSet.markedLetters : UnicodeClassSet.letters
                if opens.has(second.set) {
                    return endOfWord(from: start &+ first.length, in: text)
                }
            }
        }

        // Digits.
        if UnicodeClassSet.number.has(first.set) {
            return endOfDigits(from: start, in: text)
        }
        if isSpaceCharacter, digits == .spacedRun || digits == .spacedUpToThree,
            UnicodeClassSet.number.has(second.set)
        {
            return endOfDigits(from: start &+ 1, in: text)
        }

        // ` ?[^\s\p{L}\p{N}]+` and its tail.
        if UnicodeClassSet.symbols.has(first.set) || (isSpaceCharacter && UnicodeClassSet.symbols.has(second.set)) {
            return endOfPunctuation(from: start &+ first.length, in: text)
        }
        return endOfWhiteSpace(from: start, in: text)
    }

    @inline(__always)
    static func isLineEnd(_ byte: UInt8) -> Bool {
        byte == 0x0A || byte == 0x0D
    }

    /// `[\r\n]*`
    @inline(__always)
    static func endOfLineEnds(from start: Int, in text: borrowing ClassifiedText) -> Int {
        var end = start
        while isLineEnd(text.byte(at: end)) {
            end &+= 1
        }
        return end
    }

    @inline(__always)
    private func endOfDigits(from start: Int, in text: borrowing ClassifiedText) -> Int {
        switch digits {
        case .spacedRun:
            return text.endOfRun(of: .number, from: start)
        case .single:
            return start &+ text.step(at: start).length
        case .upToThree, .spacedUpToThree:
            var end = start
            for _ in 0..<3 {
                let next = text.step(at: end)
                guard UnicodeClassSet.number.has(next.set) else { break }
                end &+= next.length
            }
            return end
        }
    }

    @inline(__always)
    private func endOfPunctuation(from start: Int, in text: borrowing ClassifiedText) -> Int {
        var end = text.endOfRun(of: .symbols, from: start)
        switch punctuationTail {
        case .none:
            break
        case .lineEnds:
            end = Self.endOfLineEnds(from: end, in: text)
        case .lineEndsAndSlashes:
            while Self.isLineEnd(text.byte(at: end)) || text.byte(at: end) == 0x2F {
                end &+= 1
            }
        case .oneLineEndOrSlash:
            // A slash is a symbol, so the run has taken it: only a line end can follow.
            if Self.isLineEnd(text.byte(at: end)) {
                end &+= 1
            }
        }
        return end
    }

    /// White space: up to the last line end of the run where the grammar says so; else the run without its last
    /// character, which may open the next piece, unless the run is one character long or ends the text.
    private func endOfWhiteSpace(from start: Int, in text: borrowing ClassifiedText) -> Int {
        var end = start
        var lastStart = start
        var endOfLastLineEnd = start
        while true {
            let next = text.step(at: end)
            guard UnicodeClassSet.space.has(next.set) else { break }
            lastStart = end
            end &+= next.length
            if Self.isLineEnd(text.byte(at: lastStart)) {
                endOfLastLineEnd = end
            }
        }
        if whiteSpace == .endOfTextFirst, end == text.count { return end }
        if whiteSpace != .plain, endOfLastLineEnd > start { return endOfLastLineEnd }
        if end == text.count || lastStart == start { return end }
        return lastStart
    }
}
