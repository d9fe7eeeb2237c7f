import Files

/// Reads a run from front to back in the memory of a buffer.
final class RunReader {
    private var file: InputFile
    private(set) var buffer: [UInt8]
    /// What has been read and not used lies in `buffer[start..<end]`.
    private var start = 0
    private var end = 0
    /// Where the current piece lies in `buffer`.
    private(set) var range = 0..<0
    private var pieces = 0
    /// The current piece's count.
    private(set) var count = 0
    /// See `PieceOrder`.
    private(set) var prefix: UInt64 = 0

    /// - Throws: `TrainingError.file`, or `.badRun` where the file is no run.
    init(path: String, bufferBytes: Int = 1 << 17) throws(TrainingError) {
        do throws(FileError) { file = try InputFile(path: path) } catch { throw .file(error) }
        buffer = Array(repeating: 0, count: bufferBytes)
        let magic = RunWriter.magic
        guard try fill(magic.count), buffer[..<magic.count].elementsEqual(magic) else {
            throw .badRun(path: path)
        }
        start = magic.count
    }

    /// Goes on to the next piece.
    ///
    /// - Returns: false at the end.
    /// - Throws: `TrainingError.badRun` where the file is damaged or has been cut off.
    func next() throws(TrainingError) -> Bool {
        let length = try number()
        guard length > 0 else {
            guard try number() == pieces, try !fill(1) else { throw .badRun(path: file.path) }
            return false
        }
        // Ten bytes hold any count.
        guard try fill(length), start + length <= end else { throw .badRun(path: file.path) }
        if end - start < length + 10 { _ = try fill(length + 10) }
        range = start..<start + length
        start += length
        count = try number()
        guard count > 0 else { throw .badRun(path: file.path) }
        prefix = PieceOrder.prefix(of: buffer.span.extracting(range))
        pieces += 1
        return true
    }

    private func number() throws(TrainingError) -> Int {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            if start == end, try !fill(1) { throw .badRun(path: file.path) }
            let byte = buffer[start]
            start += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { break }
            shift += 7
            guard shift < 63 else { throw .badRun(path: file.path) }
        }
        return Int(truncatingIfNeeded: value)
    }

    /// Reads until so many bytes are there; what has been used may be overwritten, the current piece included.
    ///
    /// - Returns: false if the file ends before.
    private func fill(_ wanted: Int) throws(TrainingError) -> Bool {
        if end - start >= wanted { return true }
        buffer.replaceSubrange(0..<end - start, with: buffer[start..<end])
        end -= start
        start = 0
        if wanted > buffer.count { buffer.append(contentsOf: repeatElement(0, count: wanted * 2 - buffer.count)) }
        while end < wanted {
            let read: Int
            do throws(FileError) { read = try file.read(into: &buffer, at: end) } catch { throw .file(error) }
            if read == 0 { return false }
            end += read
        }
        return true
    }
}
