import Files

/// Writes a run: pieces in the order of their bytes, with their counts, in a compact form for this program alone.
///
/// A piece is its length, its bytes and its count; numbers take seven bits a byte, the lowest first. A length of 0 ends
/// the run, and the number of pieces behind it shows that nothing is missing.
struct RunWriter: ~Copyable {
    static let magic = Array("malmoi run 1\n".utf8)
    private static let bufferBytes = 1 << 16

    private var file: AtomicFile
    private var buffer = RunWriter.magic
    private(set) var pieces = 0

    init(path: String) throws(TrainingError) {
        do throws(FileError) { file = try AtomicFile(path: path) } catch { throw .file(error) }
        buffer.reserveCapacity(Self.bufferBytes + LongPieces.limit)
    }

    /// Adds the next piece, which must come behind those before it and must not be empty.
    mutating func append(_ piece: Span<UInt8>, count: Int) throws(TrainingError) {
        append(UInt64(piece.count))
        unsafe piece.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
        append(UInt64(count))
        pieces += 1
        if buffer.count >= Self.bufferBytes { try flush() }
    }

    /// Gives the file its name.
    consuming func finish() throws(TrainingError) {
        append(0)
        append(UInt64(pieces))
        try flush()
        do throws(FileError) { try file.commit() } catch { throw .file(error) }
    }

    private mutating func append(_ number: UInt64) {
        var rest = number
        while rest > 0x7F {
            buffer.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        buffer.append(UInt8(truncatingIfNeeded: rest))
    }

    private mutating func flush() throws(TrainingError) {
        do throws(FileError) { try file.write(buffer) } catch { throw .file(error) }
        buffer.removeAll(keepingCapacity: true)
    }
}
