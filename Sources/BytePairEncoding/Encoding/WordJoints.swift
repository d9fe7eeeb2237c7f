internal import CSplit

/// The spaces between words at which a wide piece must not be cut, because some token lies across them.
///
/// A wide piece is several words, and a vocabulary of superwords has few tokens that reach from one word into the next:
/// some fifteen thousand in Malmoi's. At a space that no token can lie across nothing ever merges, so each side is
/// encoded by itself, with the word cache. Which spaces these are is told by up to four bytes on each side: for each
/// token across a space a bit is set for the hash of those next to it, as many as the token has. In a text the bytes
/// beside a space are looked at in all of these ways (`csplit_joint`). Other bytes with the same hash only stay together
/// needlessly.
@safe
final class WordJoints: @unchecked Sendable {
    // Never changed once it is made: that is why it may be shared.
    let bits: UnsafePointer<UInt64>
    private static let wordCount = 1 << 14

    /// - Returns: nil where some token ends with a space behind a letter, so that what follows does not tell, and where
    ///   whole pieces are taken whatever the merges say.
    init?(_ vocabulary: Vocabulary) {
        guard !vocabulary.looksForWholePieces else { return nil }
        let bits = UnsafeMutablePointer<UInt64>.allocate(capacity: Self.wordCount)
        unsafe bits.initialize(repeating: 0, count: Self.wordCount)
        unsafe self.bits = unsafe UnsafePointer(bits)
        let bytes = vocabulary.tokens.bytes.span
        var token = 0
        var range = 0..<0
        for place in bytes.indices where unsafe bytes[unchecked: place] == 0x20 {
            while range.upperBound <= place {
                range = vocabulary.tokens.range(of: TokenID(index: token))
                token += 1
            }
            guard place > range.lowerBound, Self.mayBelongToLetter(bytes[place - 1]) else { continue }
            guard place + 1 < range.upperBound else {
                if Self.isLetter(before: place, range, bytes) { return nil }
                continue
            }
            guard Self.mayBelongToLetter(bytes[place + 1]) else { continue }
            let bit = Self.joint(at: place, range, bytes)
            unsafe bits[Int(bit >> 6)] |= 1 << UInt64(bit & 63)
        }
    }

    deinit {
        unsafe bits.deallocate()
    }

    /// The bit of the space at a place of a token: by as many bytes as the token has beside it.
    private static func joint(at place: Int, _ token: Range<Int>, _ bytes: Span<UInt8>) -> UInt32 {
        let before = place - token.lowerBound
        let behind = token.upperBound - place - 1
        let levels = UInt32(csplit_joint_levels)
        // The last level needs one byte on each side, which there are.
        let level =
            (0..<levels).first { csplit_joint_before($0) <= before && csplit_joint_behind($0) <= behind } ?? levels - 1
        var left: UInt32 = 0
        var right: UInt32 = 0
        for offset in 0..<min(before, 4) {
            left |= UInt32(bytes[place - 1 - offset]) << UInt32(24 - 8 * offset)
        }
        for offset in 0..<min(behind, 4) {
            right |= UInt32(bytes[place + 1 + offset]) << UInt32(8 * offset)
        }
        return csplit_joint(level, left, right)
    }

    /// Whether the character before a place of a token is a letter or a mark, or what is there does not tell.
    private static func isLetter(before place: Int, _ token: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        var start = place - 1
        while start > token.lowerBound, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        let character = String(decoding: (start..<place).map { bytes[$0] }, as: UTF8.self).unicodeScalars
        guard let scalar = character.first, character.count == 1, scalar != "\u{FFFD}" else { return true }
        return scalar.properties.isAlphabetic || scalar.properties.canonicalCombiningClass != .notReordered
            || [.nonspacingMark, .spacingMark, .enclosingMark, .modifierLetter, .otherLetter].contains(
                scalar.properties.generalCategory)
    }

    /// Pieces are only cut at spaces between two letters.
    private static func mayBelongToLetter(_ byte: UInt8) -> Bool {
        byte >= 0x80 || 0x61...0x7A ~= byte | 0x20
    }
}
