/// Cuts text by looking at one character at a time.
enum CharacterRuns {
    /// Every matching character is a stretch of its own; what lies between is one.
    static func stretches(of text: AlignedText, _ isMatch: (UInt32) -> Bool) -> [Stretch] {
        var stretches: [Stretch] = []
        text.forEachCharacter { value, range in
            let matches = value != Characters.invalid && isMatch(value)
            if !matches, let last = stretches.last, !last.isMatch {
                stretches[stretches.count - 1].range = last.range.lowerBound..<range.upperBound
            } else {
                stretches.append(Stretch(range: range, isMatch: matches))
            }
        }
        return stretches
    }

    /// Runs of word characters, and runs of what is neither word nor white space.
    static func wordsAndOthers(in text: AlignedText) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var last: Bool?
        text.forEachCharacter { value, range in
            if value != Characters.invalid, ReferenceSets.isWhiteSpace(value) {
                last = nil
                return
            }
            let isWord = value != Characters.invalid && ReferenceSets.isWord(value)
            if isWord == last, let previous = ranges.last {
                ranges[ranges.count - 1] = previous.lowerBound..<range.upperBound
            } else {
                ranges.append(range)
            }
            last = isWord
        }
        return ranges
    }

    static func chunks(of text: AlignedText, length: Int) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var count = length
        text.forEachCharacter { _, range in
            if count < length, let last = ranges.last {
                ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
                count += 1
            } else {
                ranges.append(range)
                count = 1
            }
        }
        return ranges
    }
}
