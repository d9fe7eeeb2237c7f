/// The places where normalization changed a text: a compact map from offsets in the normalized text back to the
/// original.
///
/// The text is cut into stretches that are alternately kept and edited, except that edits may touch one another.
/// A stretch is one breakpoint of two integers, so that text in NFD, where every syllable is an edit, costs 16 bytes
/// a syllable.
public struct NormalizationEdits: Sendable, Hashable {
    /// Where a stretch begins: `start` in the normalized text, shifted left by one, the lowest bit set when the
    /// stretch is an edit; and the offset in the original.
    private struct Breakpoint: Sendable, Hashable {
        var startAndKind: Int
        var original: Int

        init(start: Int, original: Int, isEdit: Bool) {
            startAndKind = start << 1 | (isEdit ? 1 : 0)
            self.original = original
        }

        var start: Int { startAndKind >> 1 }
        var isEdit: Bool { startAndKind & 1 == 1 }
    }

    private var breakpoints: [Breakpoint] = []

    /// The number of edits.
    public private(set) var count = 0

    init() {}

    /// Adds an edit behind all others.
    mutating func append(normalized: Range<Int>, original: Range<Int>) {
        if let last = breakpoints.last, !last.isEdit, last.start == normalized.lowerBound {
            breakpoints.removeLast()
        }
        breakpoints.append(
            Breakpoint(start: normalized.lowerBound, original: original.lowerBound, isEdit: true))
        breakpoints.append(
            Breakpoint(start: normalized.upperBound, original: original.upperBound, isEdit: false))
        count += 1
    }

    /// Where the original was edited, in order.
    public var originalRanges: [Range<Int>] {
        breakpoints.indices.filter { breakpoints[$0].isEdit }.map {
            breakpoints[$0].original..<breakpoints[$0 + 1].original
        }
    }

    /// The smallest range of the original that holds everything that became `range`.
    ///
    /// An empty range on the edge of an edit gives an empty range; inside of one it gives all of the edit.
    /// - Complexity: O(log *n*) in the number of edits.
    public func originalRange(of range: Range<Int>) -> Range<Int> {
        if range.isEmpty {
            let index = stretch(holding: range.lowerBound)
            guard index >= 0 else { return range }
            let point = breakpoints[index]
            if point.isEdit, point.start < range.lowerBound { return point.original..<breakpoints[index + 1].original }
            let offset = point.original + (range.lowerBound - point.start)
            return offset..<offset
        }
        let first = stretch(holding: range.lowerBound)
        let last = stretch(holding: range.upperBound - 1)
        let lower: Int
        let upper: Int
        if first < 0 {
            lower = range.lowerBound
        } else {
            let point = breakpoints[first]
            lower = point.isEdit ? point.original : point.original + (range.lowerBound - point.start)
        }
        if last < 0 {
            upper = range.upperBound
        } else {
            let point = breakpoints[last]
            upper =
                point.isEdit
                ? breakpoints[last + 1].original : point.original + (range.upperBound - point.start)
        }
        return lower..<upper
    }

    /// The index of the last breakpoint at or before `offset`, or -1.
    private func stretch(holding offset: Int) -> Int {
        var low = 0
        var high = breakpoints.count
        while low < high {
            let middle = (low + high) / 2
            if breakpoints[middle].start <= offset { low = middle + 1 } else { high = middle }
        }
        return low - 1
    }
}
