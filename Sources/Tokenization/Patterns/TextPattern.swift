/// What a component looks for in text: a literal or a regex.
public enum TextPattern: Sendable, Equatable {
    /// These bytes, UTF-8.
    case literal([UInt8])
    case regex(RegexPattern)

    /// Matches and gaps in turn, covering a text.
    func stretches(in text: [UInt8]) throws(RegexError) -> [Stretch] {
        if text.isEmpty { return [Stretch(range: 0..<0, isMatch: false)] }
        var stretches: [Stretch] = []
        var end = 0
        for match in try matches(in: text) {
            if match.lowerBound > end {
                stretches.append(Stretch(range: end..<match.lowerBound, isMatch: false))
            }
            stretches.append(Stretch(range: match, isMatch: true))
            end = match.upperBound
        }
        if end < text.count {
            stretches.append(Stretch(range: end..<text.count, isMatch: false))
        }
        return stretches
    }

    /// All matches, from the left, none overlapping.
    func matches(in text: [UInt8]) throws(RegexError) -> [Range<Int>] {
        switch self {
        case .regex(let regex): return try regex.matches(in: text)
        case .literal(let bytes): return Self.occurrences(of: bytes, in: text)
        }
    }

    private static func occurrences(of bytes: [UInt8], in text: [UInt8]) -> [Range<Int>] {
        guard let first = bytes.first else { return [] }
        var ranges: [Range<Int>] = []
        var offset = 0
        while offset + bytes.count <= text.count {
            if text[offset] == first, text[offset..<offset + bytes.count].elementsEqual(bytes) {
                ranges.append(offset..<offset + bytes.count)
                offset += bytes.count
            } else {
                offset += 1
            }
        }
        return ranges
    }
}

/// A part of a text that a pattern matched, or that lies between two matches.
struct Stretch: Equatable {
    var range: Range<Int>
    var isMatch: Bool
}

/// What becomes of the matches where text is split by a pattern.
public enum SplitBehavior: String, Sendable, CaseIterable {
    case removed = "Removed"
    case isolated = "Isolated"
    case mergedWithPrevious = "MergedWithPrevious"
    case mergedWithNext = "MergedWithNext"
    case contiguous = "Contiguous"

    /// The pieces of a text, in order; empty ones are left out.
    ///
    /// - Parameter isInverted: whether the gaps are what is split by, and the matches what lies between.
    func pieces(of stretches: [Stretch], isInverted: Bool) -> [Range<Int>] {
        let stretches = stretches.map { Stretch(range: $0.range, isMatch: $0.isMatch != isInverted) }
        var pieces: [Range<Int>] = []
        switch self {
        case .isolated:
            pieces = stretches.map(\.range)
        case .removed:
            pieces = stretches.filter { !$0.isMatch }.map(\.range)
        case .contiguous:
            var previous: Bool?
            for stretch in stretches {
                if let last = pieces.last, stretch.isMatch == previous {
                    pieces[pieces.count - 1] = last.lowerBound..<stretch.range.upperBound
                } else {
                    pieces.append(stretch.range)
                }
                previous = stretch.isMatch
            }
        case .mergedWithPrevious:
            var previous = false
            for stretch in stretches {
                if stretch.isMatch, !previous, let last = pieces.last {
                    pieces[pieces.count - 1] = last.lowerBound..<stretch.range.upperBound
                } else {
                    pieces.append(stretch.range)
                }
                previous = stretch.isMatch
            }
        case .mergedWithNext:
            var previous = false
            for stretch in stretches.reversed() {
                if stretch.isMatch, !previous, let last = pieces.last {
                    pieces[pieces.count - 1] = stretch.range.lowerBound..<last.upperBound
                } else {
                    pieces.append(stretch.range)
                }
                previous = stretch.isMatch
            }
            pieces.reverse()
        }
        return pieces.filter { !$0.isEmpty }
    }
}
