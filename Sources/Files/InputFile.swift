import Glibc

/// A file, or standard input, read from front to back in pieces.
///
/// The caller owns the buffer, so a long file needs no more memory than the piece it is read in.
public struct InputFile: ~Copyable {
    /// The path as the caller wrote it; `-` is standard input.
    public let path: String
    /// The size in bytes where it is known: of a regular file, not of a pipe or device.
    public let size: Int?
    private let descriptor: Int32
    private let ownsDescriptor: Bool

    /// Opens a file, or standard input for `-` (a file of that name is `./-`).
    /// - Throws: ``FileError`` if it is missing, a directory or not readable.
    public init(path: String) throws(FileError) {
        let isStandardInput = path == "-"
        let descriptor = isStandardInput ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { throw FileError(path: path, operation: .open, code: errno) }
        let status = FileDescriptor.status(of: descriptor)
        if let status, status.isDirectory {
            if !isStandardInput { _ = close(descriptor) }
            throw FileError(path: path, operation: .open, code: EISDIR)
        }
        self.path = path
        self.descriptor = descriptor
        ownsDescriptor = !isStandardInput
        size = status.flatMap { $0.isRegularFile ? Int($0.st_size) : nil }
        if size != nil { _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL) }
    }

    deinit {
        if ownsDescriptor { _ = close(descriptor) }
    }

    /// Reads the next bytes over the first elements of `buffer`.
    /// - Parameter buffer: its `count`, which must not be 0, is the most that is read; it does not change.
    /// - Returns: the number of bytes read, 0 at the end. Fewer than `buffer.count` is not yet the end.
    public mutating func read(into buffer: inout [UInt8]) throws(FileError) -> Int {
        try read(into: &buffer, at: 0)
    }

    /// Reads the next bytes into memory that must not be empty.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        try unsafe FileDescriptor.read(descriptor, into: buffer, path: path)
    }

    /// Reads the next bytes over the elements of `buffer` from `start` on.
    public mutating func read(into buffer: inout [UInt8], at start: Int) throws(FileError) -> Int {
        precondition(start >= 0 && start < buffer.count, "the buffer must have room")
        return try unsafe buffer.withUnsafeMutableBufferPointer { bytes throws(FileError) in
            let room = unsafe UnsafeMutableBufferPointer(rebasing: bytes[start...])
            return try unsafe FileDescriptor.read(descriptor, into: UnsafeMutableRawBufferPointer(room), path: path)
        }
    }
}
