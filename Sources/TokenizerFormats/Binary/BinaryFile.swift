internal import BytePairEncoding
internal import Files
internal import Tokenization

/// A `.malmoi` file whose header and checksums have been checked.
struct BinaryFile: Sendable {
    private let memory: SharedMemory
    private let sections: [BinaryLayout.Section]
    private let context: FormatContext

    /// Whether a file begins as a `.malmoi` file does.
    static func recognizes(_ beginning: some Sequence<UInt8>) -> Bool {
        beginning.starts(with: BinaryLayout.magic)
    }

    /// Maps a file and checks its frame: sizes, offsets and checksums.
    init(_ context: FormatContext) throws(TokenizerFormatError) {
        let map: FileMap
        do throws(FileError) {
            map = try FileMap(path: context.path)
        } catch {
            throw context.error("", .file(error))
        }
        let memory = unsafe SharedMemory(map.bytes, owner: map)
        self.memory = memory
        self.context = context
        sections = try unsafe memory.withBytes { (bytes: UnsafeRawBufferPointer) throws(TokenizerFormatError) in
            try unsafe BinaryFile.checkedSections(of: bytes, context)
        }
    }

    /// The bytes of a section; nil where the file has none of the kind.
    func section(_ kind: UInt32) -> SharedMemory? {
        sections.first { $0.kind == kind }.map { memory[$0.range] }
    }

    /// The bytes of a section that must be there.
    func requiredSection(_ kind: UInt32, _ name: String) throws(TokenizerFormatError) -> SharedMemory {
        guard let section = section(kind) else { throw context.error("section \(kind)", .missingField(name)) }
        return section
    }

    @unsafe
    private static func checkedSections(
        of bytes: UnsafeRawBufferPointer, _ context: FormatContext
    ) throws(TokenizerFormatError) -> [BinaryLayout.Section] {
        func number<Number: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, as type: Number.Type) -> Number {
            unsafe Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: type))
        }
        guard bytes.count >= BinaryLayout.headerSize, unsafe recognizes(bytes.prefix(8)) else {
            throw context.invalid("byte 0", "it does not begin as a .malmoi file does")
        }
        guard UInt32(1).littleEndian == 1 else {
            throw context.error("", .unsupported(component: "a .malmoi file on a big-endian machine"))
        }
        let version = number(8, as: UInt32.self)
        guard version == BinaryLayout.version, number(12, as: UInt32.self) == BinaryLayout.byteOrder else {
            throw context.error(
                "byte 8", .unsupported(component: "version \(version) of the format (convert the tokenizer again)"))
        }
        let size = number(16, as: UInt64.self)
        guard size == UInt64(bytes.count) else {
            throw context.invalid(
                "byte 16", "the file has \(bytes.count) bytes in place of \(size); was it cut short?")
        }
        let count = Int(number(24, as: UInt32.self))
        let end = BinaryLayout.headerSize + count * BinaryLayout.entrySize
        guard count <= BinaryLayout.maximumSections, end <= bytes.count else {
            throw context.invalid("byte 24", "\(count) sections cannot be")
        }
        var checked = unsafe Array(bytes[0..<32])
        unsafe checked += bytes[BinaryLayout.headerSize..<end]
        guard BinaryChecksum.checksum(checked) == number(32, as: UInt64.self) else {
            throw context.invalid("byte 32", "the checksum of the header is wrong: the file is damaged")
        }
        guard number(28, as: UInt32.self) == VocabularyImage.hashMark else {
            throw context.error(
                "byte 28", .unsupported(component: "another layout of hash tables (convert the tokenizer again)"))
        }
        var sections: [BinaryLayout.Section] = []
        for index in 0..<count {
            let place = BinaryLayout.headerSize + index * BinaryLayout.entrySize
            let start = number(place + 8, as: UInt64.self)
            let length = number(place + 16, as: UInt64.self)
            guard start % UInt64(BinaryLayout.alignment) == 0, start >= UInt64(end), start <= size,
                length <= size - start
            else {
                throw context.invalid("byte \(place)", "the section is not inside the file")
            }
            let section = BinaryLayout.Section(
                kind: number(place, as: UInt32.self), range: Int(start)..<Int(start + length),
                checksum: number(place + 24, as: UInt64.self))
            let content = unsafe UnsafeRawBufferPointer(rebasing: bytes[section.range])
            guard unsafe BinaryChecksum.checksum(content) == section.checksum else {
                throw context.invalid("byte \(start)", "the checksum of a section is wrong: the file is damaged")
            }
            guard !sections.contains(where: { $0.kind == section.kind }) else {
                throw context.invalid("byte \(place)", "there are two sections of the kind \(section.kind)")
            }
            sections.append(section)
        }
        return sections
    }
}
