internal import CSplit

/// The spaces between words at which a wide piece must not be cut, because some token lies across them.
///
/// A wide piece is several words, and a vocabulary of superwords has few tokens that reach from one word into the next:
/// fifteen thousand in Malmoi's. At a space that no token can lie across nothing ever merges, so each side is encoded by
/// itself, with the word cache. Which spaces these are is told by the two characters beside them: a bit is set for the
/// hash of each pair that is beside a space inside some token. Other pairs with the same hash only stay together
/// needlessly.
@safe
final class WordJoints: @unchecked Sendable {
    // Never changed once it is made: that is why it may be shared.
    let bits: UnsafePointer<UInt64>
    private static let wordCount = 1 << 14

    /// - Returns: nil where some token ends inside a character beside such a space, or with the space, so that a pair of
    ///   characters does not tell, and where whole pieces are taken whatever the merges say.
    init?(_ vocabulary: Vocabulary) {
        guard !vocabulary.takesWholePieces else { return nil }
        let bits = UnsafeMutablePointer<UInt64>.allocate(capacity: Self.wordCount)
        unsafe bits.initialize(repeating: 0, count: Self.wordCount)
        unsafe self.bits = unsafe UnsafePointer(bits)
        let bytes = vocabulary.tokens.bytes.span
        for index in 0..<vocabulary.tokens.count {
            let range = vocabulary.tokens.range(of: TokenID(index: index))
            for place in range.dropFirst() where bytes[place] == 0x20 {
                switch Self.joint(at: place, range, bytes) {
                case .none: continue
                case .unclear: return nil
                case .between(let before, let after):
                    let bit = csplit_joint(before, after)
                    unsafe bits[Int(bit >> 6)] |= 1 << UInt64(bit & 63)
                }
            }
        }
    }

    deinit {
        unsafe bits.deallocate()
    }

    private enum Joint {
        /// The words are never parted here: one of the characters is not of one or of three bytes, or it is no letter.
        case none
        case unclear
        case between(UInt32, UInt32)
    }

    /// What is beside the space at a place of a token.
    private static func joint(at place: Int, _ token: Range<Int>, _ bytes: Span<UInt8>) -> Joint {
        var start = place - 1
        while start > token.lowerBound, bytes[start] & 0xC0 == 0x80, place - start < 4 { start -= 1 }
        guard let before = character(at: start, end: place, bytes) else {
            return bytes[start] & 0xC0 == 0x80 ? .unclear : .none
        }
        if before < 0x80, !isASCIILetter(before) { return .none }
        guard place + 1 < token.upperBound else { return .unclear }
        let lead = bytes[place + 1]
        if lead >= 0x80, lead & 0xF0 != 0xE0 { return .none }
        let end = place + (lead < 0x80 ? 2 : 4)
        guard end <= token.upperBound, let after = character(at: place + 1, end: end, bytes) else { return .unclear }
        return after < 0x80 && !isASCIILetter(after) ? .none : .between(before, after)
    }

    /// The bytes of a character of one byte or of three as one number; nil for any other bytes.
    private static func character(at start: Int, end: Int, _ bytes: Span<UInt8>) -> UInt32? {
        switch (end - start, bytes[start]) {
        case (1, 0..<0x80): UInt32(bytes[start])
        case (3, 0xE0..<0xF0): UInt32(bytes[start]) << 16 | UInt32(bytes[start + 1]) << 8 | UInt32(bytes[start + 2])
        default: nil
        }
    }

    private static func isASCIILetter(_ value: UInt32) -> Bool {
        0x61...0x7A ~= value | 0x20
    }
}
