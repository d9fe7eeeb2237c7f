/// The tokens of a table in the order of their bytes, read from the front or from the back.
///
/// Sorted like that, whatever one token begins (or ends) with stands before it: a list of tokens gives up its structure
/// in a few sequential passes, where looking parts of tokens up takes a cache line for each of a million.
enum TokenOrder {
    /// From which end a token's bytes are read.
    enum Side {
        case front
        case back
    }

    /// A token and as much of it as fits a word: most tokens have no more, and order and ends are told by numbers.
    struct Entry: BitwiseCopyable {
        /// The first eight bytes from the side, zeros behind a shorter token; the first in the highest bits.
        var key: UInt64
        var index: UInt32
        var length: UInt32
    }

    /// The tokens in order; of those with the same bytes the lower id first. Ids without bytes are left out.
    ///
    /// - Parameters:
    ///   - bytes: of all tokens.
    ///   - offsets: where each starts, and where the last one ends.
    /// - Complexity: O(*n*) for tokens of at most eight bytes; for those that agree in eight, O(*k* log *k*) comparisons.
    static func sorted(_ bytes: Span<UInt8>, _ offsets: Span<UInt32>, from side: Side) -> [Entry] {
        var entries: [Entry] = []
        entries.reserveCapacity(offsets.count)
        for index in 0..<offsets.count - 1 {
            let range = range(index, offsets)
            if range.isEmpty { continue }
            entries.append(
                Entry(
                    key: word(bytes, range, side, behind: 0), index: UInt32(truncatingIfNeeded: index),
                    length: UInt32(truncatingIfNeeded: range.count)))
        }
        sortByKey(&entries)
        unsafe entries.withUnsafeMutableBufferPointer { unsafe sortWithinKeys($0, bytes, offsets, side) }
        return entries
    }

    /// Whether a token is another one, or the other one begins with it, as read from a side.
    @inline(__always)
    static func isEnd(
        _ part: Entry, of whole: Entry, _ bytes: Span<UInt8>, _ offsets: Span<UInt32>, from side: Side
    ) -> Bool {
        guard part.length <= whole.length, (part.key ^ whole.key) & mask(Int(part.length)) == 0 else { return false }
        return part.length <= 8 || agree(part, whole, bytes, offsets, side)
    }

    // MARK: Sorting

    /// Sorts by the keys alone, a byte at a time from the last; equal ones stay in their order.
    private static func sortByKey(_ entries: inout [Entry]) {
        var counts = [UInt32](repeating: 0, count: 8 * 256)
        var tallies = counts.mutableSpan
        for entry in entries {
            for digit in 0..<8 {
                unsafe tallies[unchecked: tally(entry, digit)] &+= 1
            }
        }
        var other = entries
        for digit in 0..<8 {
            var start: UInt32 = 0
            var isOne = false
            for tally in digit * 256..<(digit + 1) * 256 {
                let count = tallies[tally]
                isOne = isOne || Int(count) == entries.count
                tallies[tally] = start
                start += count
            }
            // Behind short tokens all have zeros.
            if isOne { continue }
            var target = other.mutableSpan
            for entry in entries {
                let place = unsafe tallies[unchecked: tally(entry, digit)]
                unsafe tallies[unchecked: tally(entry, digit)] = place &+ 1
                unsafe target[unchecked: Int(place)] = entry
            }
            swap(&entries, &other)
        }
    }

    /// Where entries with the same byte are counted, the last byte of the key first.
    @inline(__always)
    private static func tally(_ entry: Entry, _ digit: Int) -> Int {
        digit &* 256 &+ Int(truncatingIfNeeded: entry.key &>> UInt64(truncatingIfNeeded: digit &* 8) & 255)
    }

    /// Sorts what has the same key by what is behind its eight bytes.
    ///
    /// - Parameter entries: as memory, since a part of an array would be sorted as a copy.
    @unsafe
    private static func sortWithinKeys(
        _ entries: UnsafeMutableBufferPointer<Entry>, _ bytes: Span<UInt8>, _ offsets: Span<UInt32>, _ side: Side
    ) {
        var first = 0
        while first < entries.count {
            var end = first + 1
            while end < entries.count, unsafe entries[end].key == entries[first].key { end += 1 }
            if end - first > 1 { unsafe entries[first..<end].sort { stands($0, before: $1, bytes, offsets, side) } }
            first = end
        }
    }

    /// Whether one of two tokens with the same key comes first.
    private static func stands(
        _ left: Entry, before right: Entry, _ bytes: Span<UInt8>, _ offsets: Span<UInt32>, _ side: Side
    ) -> Bool {
        let (first, second) = (range(Int(left.index), offsets), range(Int(right.index), offsets))
        var offset = 8
        while offset < min(first.count, second.count) {
            let one = word(bytes, first, side, behind: offset)
            let two = word(bytes, second, side, behind: offset)
            if one != two { return one < two }
            offset += 8
        }
        return (left.length, left.index) < (right.length, right.index)
    }

    // MARK: Bytes

    @inline(__always)
    private static func range(_ index: Int, _ offsets: Span<UInt32>) -> Range<Int> {
        Int(offsets[index])..<Int(offsets[index + 1])
    }

    /// Whether all of a token behind its first eight bytes is in another one.
    private static func agree(
        _ part: Entry, _ whole: Entry, _ bytes: Span<UInt8>, _ offsets: Span<UInt32>, _ side: Side
    ) -> Bool {
        let (first, second) = (range(Int(part.index), offsets), range(Int(whole.index), offsets))
        var offset = 8
        while offset < first.count {
            let difference = word(bytes, first, side, behind: offset) ^ word(bytes, second, side, behind: offset)
            if difference & mask(first.count - offset) != 0 { return false }
            offset += 8
        }
        return true
    }

    /// Ones for the first bytes of a word.
    @inline(__always)
    private static func mask(_ count: Int) -> UInt64 {
        count >= 8 ? .max : ~(.max &>> UInt64(truncatingIfNeeded: count &* 8))
    }

    /// Eight bytes of a range behind the first `offset` ones from a side, with zeros where it ends.
    @inline(__always)
    private static func word(_ bytes: Span<UInt8>, _ range: Range<Int>, _ side: Side, behind offset: Int) -> UInt64 {
        let start = side == .front ? range.lowerBound + offset : range.upperBound - offset - 8
        guard start >= 0, start + 8 <= bytes.count else { return shortWord(bytes, range, side, behind: offset) }
        let word = unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self)
        return (side == .front ? UInt64(bigEndian: word) : UInt64(littleEndian: word)) & mask(range.count - offset)
    }

    /// The same near the ends of the table, where eight bytes cannot be read.
    @inline(never)
    private static func shortWord(
        _ bytes: Span<UInt8>, _ range: Range<Int>, _ side: Side, behind offset: Int
    ) -> UInt64 {
        var word: UInt64 = 0
        for index in 0..<min(range.count - offset, 8) {
            let place = side == .front ? range.lowerBound + offset + index : range.upperBound - offset - 1 - index
            word |= UInt64(bytes[place]) << UInt64(56 - index * 8)
        }
        return word
    }
}
