internal import BytePairEncoding

/// The frame of a `.malmoi` file: a header, a table of sections, the sections. Documentation/BinaryFormat.md says all of
/// it; all numbers are little-endian.
enum BinaryLayout {
    /// The first byte is not ASCII, and a line end in either form is there to be damaged by transfers of text.
    static let magic: [UInt8] = [0x89] + Array("MLMOI\r\n".utf8)
    static let version: UInt32 = 1
    /// Read with the other byte order it is another number.
    static let byteOrder: UInt32 = 0x0102_0304
    static let headerSize = 64
    static let entrySize = 32
    /// Sections begin at multiples of this, a cache line.
    static let alignment = 64
    /// A file has one section of each kind at the most.
    static let maximumSections = 64

    /// The sections that are not tables of the vocabulary.
    enum Kind {
        /// The pipeline, as JSON.
        static let settings: UInt32 = 32
        /// Added tokens, then tokens that no text is encoded to: records.
        static let addedTokens: UInt32 = 33
        static let unreachableTokens: UInt32 = 34
    }

    /// One entry of the table of sections.
    struct Section {
        var kind: UInt32
        var range: Range<Int>
        var checksum: UInt64
    }

    /// Puts sections into a file.
    static func assemble(_ sections: [(kind: UInt32, bytes: [UInt8])]) -> [UInt8] {
        func aligned(_ offset: Int) -> Int { (offset + alignment - 1) / alignment * alignment }
        var offset = aligned(headerSize + entrySize * sections.count)
        var table: [UInt8] = []
        var body: [UInt8] = []
        let start = offset
        for section in sections {
            append(section.kind, to: &table)
            append(UInt32(0), to: &table)
            append(UInt64(offset), to: &table)
            append(UInt64(section.bytes.count), to: &table)
            append(BinaryChecksum.checksum(section.bytes), to: &table)
            body += section.bytes
            offset = aligned(offset + section.bytes.count)
            body += repeatElement(0, count: offset - start - body.count)
        }
        var header = magic
        append(version, to: &header)
        append(byteOrder, to: &header)
        append(UInt64(offset), to: &header)
        append(UInt32(sections.count), to: &header)
        append(VocabularyImage.hashMark, to: &header)
        append(BinaryChecksum.checksum(header + table), to: &header)
        header += repeatElement(0, count: headerSize - header.count)
        var file = header + table
        file += repeatElement(0, count: start - file.count)
        return file + body
    }

    static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
        unsafe withUnsafeBytes(of: number.littleEndian) { unsafe bytes.append(contentsOf: $0) }
    }
}
