internal import CSplit

/// The borders between two characters of three bytes at which a piece must not be cut, because some token lies across
/// them.
///
/// Two syllables or ideographs that stand beside each other in no token never merge, nor does anything across the border
/// between them: what is on each side is encoded by itself. Few stand beside each other in tokens (of Hangul 696 pairs in
/// qwen3's, 1,051 in o200k's), so that a new word mostly falls into parts that have been met before. For each pair that
/// does a bit is set for the hash of its six bytes (`csplit_border`); other pairs with the same hash only stay together
/// needlessly. Where a token starts or ends inside of a character, all that it could be part of are meant.
@safe
final class CharacterBorders: @unchecked Sendable {
    // Never changed once it is made: that is why it may be shared.
    private let bits: UnsafeMutablePointer<UInt64>
    private let edges: UnsafeMutablePointer<UInt64>
    private static let wordCount = 1 << (Int(csplit_border_bits) - 6)
    private static let firstLead = UInt8(csplit_first_lead)
    private static let leads = firstLead..<firstLead + UInt8(csplit_lead_count)
    private static let leadsOfSyllables: ClosedRange<UInt8> = 0xEA...0xED
    private static let others: Range<UInt8> = 0x80..<0xC0
    private static let edgeCount = 16
    /// Where a token could stand for more pairs, all with the same edge are meant; and where all tokens together have
    /// named so many (qwen3's name 61,762), which bounds the time that a file can take.
    private static let mostPairs = 1 << 12
    private static let mostPairsInAll = 1 << 20
    /// o200k's tokens join 1,051 pairs of syllables, those of Malmoi's vocabulary 27,089.
    private static let mostSyllablePairs = 8_000

    /// - Returns: nil where tokens join so many pairs of syllables that new words have new parts, too.
    /// - Complexity: O(*n*) in the bytes of the vocabulary.
    init?(_ vocabulary: Vocabulary) {
        unsafe bits = .allocate(capacity: Self.wordCount)
        unsafe bits.initialize(repeating: 0, count: Self.wordCount)
        unsafe edges = .allocate(capacity: Self.edgeCount)
        unsafe edges.initialize(repeating: 0, count: Self.edgeCount)
        let bytes = vocabulary.tokens.bytes.span
        let starts = vocabulary.tokens.startsAndEnd.span
        var syllablePairs = 0
        var named = 0
        var token = 0
        var place = 0
        while place < bytes.count {
            // Eight bytes of ASCII are passed over at once.
            if place + 8 <= bytes.count, unsafe Self.word(bytes, at: place) & 0x8080_8080_8080_8080 == 0 {
                place += 8
                continue
            }
            if unsafe Self.isLead(bytes[unchecked: place]) {
                while Int(starts[token + 1]) <= place { token += 1 }
                let isNewPair = mark(place, Int(starts[token])..<Int(starts[token + 1]), bytes, &named)
                if isNewPair { syllablePairs += 1 }
                guard syllablePairs <= Self.mostSyllablePairs else { return nil }
            }
            place += 1
        }
    }

    deinit {
        unsafe bits.deallocate()
        unsafe edges.deallocate()
    }

    /// The table as cutting reads it.
    var view: csplit_borders {
        unsafe csplit_borders(bits: bits, edges: edges)
    }

    @inline(__always)
    private static func isLead(_ byte: UInt8) -> Bool {
        byte &- firstLead < UInt8(csplit_lead_count)
    }

    /// What may be at each of the six places around a border: before it a character of three bytes, and behind it.
    private static func choices(_ offset: Int) -> Range<UInt8> {
        offset % 3 == 0 ? leads : others
    }

    /// Eight bytes, the first lowest.
    ///
    /// - Safety: they must be there.
    @unsafe @inline(__always)
    private static func word(_ bytes: Span<UInt8>, at place: Int) -> UInt64 {
        unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian
    }

    /// Marks the border before a lead at a place of a token, if there is one.
    ///
    /// - Returns: whether it is that of two syllables, and was not marked before.
    @inline(__always)
    private func mark(_ place: Int, _ token: Range<Int>, _ bytes: Span<UInt8>, _ named: inout Int) -> Bool {
        let first = place - 3
        guard first >= token.lowerBound, place + 3 <= token.upperBound, first + 8 <= bytes.count else {
            if place > token.lowerBound { markPart(place, token, bytes, &named) }
            return false
        }
        // Nearly all borders have three bytes of the token on both sides.
        let window = unsafe Self.word(bytes, at: first)
        guard window & 0xC0C0_F0C0_C0F0 == 0x8080_E080_80E0, Self.isLead(UInt8(truncatingIfNeeded: window)) else {
            return false
        }
        return mark(window) && Self.leadsOfSyllables.contains(UInt8(truncatingIfNeeded: window))
            && Self.leadsOfSyllables.contains(UInt8(truncatingIfNeeded: window >> 24))
    }

    /// - Returns: whether the border was not marked before.
    @inline(__always)
    private func mark(_ window: UInt64) -> Bool {
        let bit = csplit_border(window)
        let (word, flag) = (Int(bit >> 6), 1 << UInt64(bit & 63) as UInt64)
        let old = unsafe bits[word]
        unsafe bits[word] = old | flag
        return old & flag == 0
    }

    /// Marks all borders that one could be of which a token has a part.
    ///
    /// - Parameter named: how many were marked in this way, by all tokens.
    private func markPart(_ place: Int, _ token: Range<Int>, _ bytes: Span<UInt8>, _ named: inout Int) {
        var window: UInt64 = 0
        var missing: [Int] = []
        var pairCount = 1
        for offset in 0..<6 {
            let index = place - 3 + offset
            if token.contains(index) {
                // Otherwise these are no two such characters, in no text.
                guard Self.choices(offset).contains(bytes[index]) else { return }
                window |= UInt64(bytes[index]) << UInt64(8 * offset)
            } else {
                missing.append(offset)
                pairCount *= Self.choices(offset).count
            }
        }
        guard pairCount <= Self.mostPairs, named < Self.mostPairsInAll else {
            unsafe edges[Int(bytes[place] - Self.firstLead)] |= 1 << UInt64(bytes[place - 1] & 63)
            return
        }
        named += pairCount
        markAll(window, missing[...])
    }

    /// Marks all borders that a window of some of the six bytes could be.
    private func markAll(_ window: UInt64, _ missing: ArraySlice<Int>) {
        guard let offset = missing.first else {
            _ = mark(window)
            return
        }
        for byte in Self.choices(offset) {
            markAll(window | UInt64(byte) << UInt64(8 * offset), missing.dropFirst())
        }
    }
}
