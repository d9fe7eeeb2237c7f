extension SplitGrammar {
    /// The end of a word whose first letter (or, in a cased word, mark) is at `start`.
    @inline(__always)
    func endOfWord(from start: Int, in text: borrowing ClassifiedText) -> Int {
        switch word {
        case .letters:
            return text.endOfRun(of: .letters, from: start)
        case .marked:
            return endWithTail(text.endOfRun(of: .markedLetters, from: start), in: text)
        case .wide:
            return endWithTail(endOfWideWord(from: start, in: text), in: text)
        case .cased:
            return endWithSuffix(endOfCasedWord(from: start, in: text).end, in: text)
        }
    }

    /// The end of a word with the mark behind it that ends a clause, if there is one, and the line ends behind that.
    @inline(__always)
    private func endWithTail(_ end: Int, in text: borrowing ClassifiedText) -> Int {
        guard wordTail == .clauseEnd else { return end }
        switch text.byte(at: end) {
        case UInt8(ascii: "."), UInt8(ascii: ","):
            let next = text.step(at: end &+ 1)
            guard next.set.isEmpty || UnicodeClassSet.space.has(next.set) else { return end }
            return Self.endOfLineEnds(from: end &+ 1, in: text)
        default:
            return end
        }
    }

    /// Words of letters and marks, joined by single spaces before letters.
    @inline(__always)
    private func endOfWideWord(from start: Int, in text: borrowing ClassifiedText) -> Int {
        var end = start
        while true {
            end = text.endOfRun(of: .markedLetters, from: end)
            guard text.byte(at: end) == 0x20, UnicodeClassSet.letters.has(text.step(at: end &+ 1).set) else {
                return end
            }
            end &+= 1
        }
    }

    /// `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+`, else the first half alone.
    ///
    /// The first half is greedy. If a lower-case letter follows it, the second half runs on from there. If none does,
    /// the regex gives back characters until one fits the second half too, which is the last one without case; what
    /// is behind it starts the next piece. Only where there is none does the other alternative take the capitals.
    ///
    /// - Returns: the end, and whether the first half stands alone (the second alternative).
    private func endOfCasedWord(from start: Int, in text: borrowing ClassifiedText) -> (end: Int, isFirstHalf: Bool) {
        var end = start
        var endOfLastUncased = start
        while true {
            let next = text.step(at: end)
            guard UnicodeClassSet.upperHalf.has(next.set) else { break }
            end &+= next.length
            if UnicodeClassSet.uncased.has(next.set) {
                endOfLastUncased = end
            }
        }
        let endOfSecondHalf = text.endOfRun(of: .lowerHalf, from: end)
        if endOfSecondHalf > end { return (endOfSecondHalf, false) }
        return endOfLastUncased > start ? (endOfLastUncased, false) : (end, true)
    }

    /// The end of a cased word that a mark opens: `mark` is its length, at `start`.
    ///
    /// A mark may be the leading character or a letter of the word. It leads if the first alternative matches behind
    /// it; if only capitals are there, the first alternative matches the mark by itself and comes before the second.
    func endOfCasedWord(openedByMark mark: Int, at start: Int, in text: borrowing ClassifiedText) -> Int {
        let behind = endOfCasedWord(from: start &+ mark, in: text)
        return endWithSuffix(behind.isFirstHalf ? start &+ mark : behind.end, in: text)
    }

    @inline(__always)
    private func endWithSuffix(_ end: Int, in text: borrowing ClassifiedText) -> Int {
        contractions == .suffix ? endOfContraction(at: end, in: text, anyCase: true) : end
    }

    /// The end of a contraction, or `start` where there is none.
    ///
    /// Without regard to case, `s` is also U+017F (ſ): both reference engines fold it so.
    @inline(__always)
    func endOfContraction(at start: Int, in text: borrowing ClassifiedText, anyCase: Bool) -> Int {
        guard text.byte(at: start) == 0x27 else { return start }
        let fold: UInt8 = anyCase ? 0x20 : 0
        let second = text.byte(at: start &+ 1)
        switch second | fold {
        case UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "m"), UInt8(ascii: "d"):
            return start &+ 2
        default:
            break
        }
        if anyCase, second == 0xC5, text.byte(at: start &+ 2) == 0xBF { return start &+ 3 }
        let pair = (second | fold, text.byte(at: start &+ 2) | fold)
        switch pair {
        case (UInt8(ascii: "r"), UInt8(ascii: "e")), (UInt8(ascii: "v"), UInt8(ascii: "e")),
            (UInt8(ascii: "l"), UInt8(ascii: "l")):
            return start &+ 3
        default:
            return start
        }
    }

}
