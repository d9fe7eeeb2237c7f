/// SentencePiece's compiled table of replacements (`precompiled_charsmap`).
///
/// The format: the size of a double-array trie in bytes (little-endian, 32 bits), the trie, then the replacements, each
/// ended by a zero byte. A value of the trie is the place of a replacement. The trie is that of darts-clone.
public struct CharacterMap: Sendable, Equatable {
    private let units: [UInt32]
    private let replacements: [UInt8]

    /// SentencePiece looks at no more matches than this.
    private static let maximumMatches = 32

    /// Reads a table; nil where the bytes are not one.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count > 4 else { return nil }
        let size = Int(Self.word(bytes, 0))
        guard size > 0, size % 4 == 0, size <= bytes.count - 4 else { return nil }
        units = stride(from: 4, to: 4 + size, by: 4).map { Self.word(bytes, $0) }
        replacements = Array(bytes[(4 + size)...])
    }

    private static func word(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) }
    }

    /// Calls a closure with the length and the value of every key that begins at an offset, the shortest first.
    private func forEachMatch(in bytes: Span<UInt8>, _ range: Range<Int>, _ body: (Int, Int) -> Void) {
        var node = Self.offset(units[0])
        for index in range {
            let byte = bytes[index]
            node ^= Int(byte)
            guard node < units.count else { return }
            let unit = units[node]
            guard unit & 0x8000_00FF == UInt32(byte) else { return }
            node ^= Self.offset(unit)
            guard node < units.count else { return }
            if unit >> 8 & 1 == 1 {
                body(index - range.lowerBound + 1, Int(units[node] & 0x7FFF_FFFF))
            }
        }
    }

    private static func offset(_ unit: UInt32) -> Int {
        Int(unit >> 10) << Int((unit & 0x200) >> 6)
    }

    private func replacement(at place: Int) -> ArraySlice<UInt8> {
        guard place < replacements.count else { return [] }
        return replacements[place...].prefix { $0 != 0 }
    }

    /// The replacement of the longest key that begins at an offset, and the key's length.
    func longestMatch(in bytes: Span<UInt8>, at offset: Int) -> (length: Int, replacement: ArraySlice<UInt8>)? {
        var longest: (Int, Int)?
        var count = 0
        forEachMatch(in: bytes, offset..<bytes.count) { length, value in
            count += 1
            if count <= Self.maximumMatches { longest = (length, value) }
        }
        return longest.map { ($0.0, replacement(at: $0.1)) }
    }

    /// What the reference library's component `Precompiled` makes of a text.
    ///
    /// It goes by grapheme: one of fewer than six bytes is replaced whole by what the *shortest* key at its start maps
    /// to; otherwise each of its characters is. That is not what SentencePiece does, but it is what gives these ids.
    func apply(_ text: AlignedText) -> AlignedText {
        var result = AlignedText()
        result.reserveCapacity(text.count)
        for grapheme in Graphemes.ranges(in: text.bytes) {
            if grapheme.count < 6, let replacement = shortestMatch(in: text.bytes, grapheme) {
                result.append(replacement, from: text.origin(of: grapheme))
                continue
            }
            var offset = grapheme.lowerBound
            while offset < grapheme.upperBound {
                let character = offset..<offset + Characters.decode(text.bytes.span, at: offset).length
                if let replacement = shortestMatch(in: text.bytes, character) {
                    result.append(replacement, from: text.origin(of: character))
                } else {
                    result.append(text, character)
                }
                offset = character.upperBound
            }
        }
        return result
    }

    private func shortestMatch(in bytes: [UInt8], _ range: Range<Int>) -> ArraySlice<UInt8>? {
        var shortest: Int?
        // A zero byte ends a key.
        let end = bytes[range].firstIndex(of: 0) ?? range.upperBound
        forEachMatch(in: bytes.span, range.lowerBound..<end) { _, value in
            if shortest == nil { shortest = value }
        }
        return shortest.map { replacement(at: $0) }
    }
}
