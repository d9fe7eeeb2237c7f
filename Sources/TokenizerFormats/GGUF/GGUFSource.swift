internal import Files

/// Little-endian values from the beginning of a file, read in pieces as they are asked for.
struct GGUFSource: ~Copyable {
    enum Problem: Error {
        case file(FileError)
        case format(offset: Int, reason: String)
    }

    private var file: InputFile
    private var buffer: [UInt8]
    /// How many bytes of the buffer were read, and how many of these are used up.
    private var filled = 0
    private var position = 0
    /// Where the buffer begins in the file.
    private var base = 0
    private let limit: Int

    init(path: String, limit: Int) throws(FileError) {
        file = try InputFile(path: path)
        buffer = Array(repeating: 0, count: 1 << 16)
        self.limit = limit
    }

    func problem(_ reason: String) -> Problem {
        .format(offset: base + position, reason: reason)
    }

    /// Makes sure that the next bytes are in the buffer.
    private mutating func require(_ count: Int) throws(Problem) {
        if filled - position >= count { return }
        guard base + position + count <= limit else { throw problem("the metadata is longer than any can be") }
        buffer.replaceSubrange(0..<filled - position, with: Array(buffer[position..<filled]))
        base += position
        filled -= position
        position = 0
        if buffer.count < count { buffer.append(contentsOf: repeatElement(0, count: count - buffer.count + 1)) }
        while filled < count {
            do throws(FileError) {
                let read = try file.read(into: &buffer, at: filled)
                if read == 0 { throw FileError(path: file.path, operation: .read, code: 0) }
                filled += read
            } catch {
                if error.code == 0 { throw problem("the file ends inside its metadata") }
                throw .file(error)
            }
        }
    }

    mutating func bytes(_ count: Int) throws(Problem) -> ArraySlice<UInt8> {
        try require(count)
        defer { position += count }
        return buffer[position..<position + count]
    }

    /// An integer of so many bytes.
    mutating func integer(_ size: Int) throws(Problem) -> Int {
        try require(size)
        var value: UInt64 = 0
        for index in 0..<size { value |= UInt64(buffer[position + index]) << UInt64(8 * index) }
        position += size
        return Int(truncatingIfNeeded: Int64(bitPattern: value))
    }

    /// A string: its length, then its bytes.
    mutating func text() throws(Problem) -> ArraySlice<UInt8> {
        let count = try integer(8)
        guard count >= 0, count < 1 << 26 else { throw problem("a string cannot have \(count) bytes") }
        return try bytes(count)
    }
}
