/// The blocks of a text, as a sequence that covers all of it.
///
/// ```swift
/// for block in SyllableBlocks(Array("ㅋㅋ 한국".utf8)) { print(block.kind, block.range) }
/// // compatibility 0..<3, compatibility 3..<6, other 6..<7, syllable 7..<10, syllable 10..<13
/// ```
///
/// Blocks are those of Unicode annex 29 (a block is never longer than a grapheme cluster), with at most one tone
/// mark each. Any other mark ends the block: on text where such a mark stands between a block and its tone mark,
/// normalize first.
public struct SyllableBlocks: Sequence, Sendable {
    private let bytes: [UInt8]

    /// The blocks of UTF-8, valid or not.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    public func makeIterator() -> Iterator {
        Iterator(bytes)
    }

    /// Walks over the blocks.
    public struct Iterator: IteratorProtocol, Sendable {
        private let bytes: [UInt8]
        private var scanner = SyllableBlockScanner()

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
        }

        public mutating func next() -> SyllableBlock? {
            var scanner = self.scanner
            defer { self.scanner = scanner }
            return scanner.next(in: bytes.span)
        }
    }
}
