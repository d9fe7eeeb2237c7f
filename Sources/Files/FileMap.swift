import Glibc

/// A file as memory: its bytes are read from the disk when they are looked at, and shared by all processes that look.
///
/// The map is private and read-only, and it lives as long as the value. Files that ``AtomicFile`` writes are replaced
/// and never changed in place, so a map of one stays as it was. If another program cuts a mapped file short, the
/// system ends the process that reads behind its new end: a file that may be cut should be read instead.
@safe
public final class FileMap: @unchecked Sendable {
    // Never written to: that is why it may be shared.
    private let start: UnsafeRawPointer?
    /// The number of bytes.
    public let count: Int

    /// Maps a whole file.
    ///
    /// - Throws: ``FileError`` where the path is not a regular file that can be read.
    public init(path: String) throws(FileError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { throw FileError(path: path, operation: .open, code: errno) }
        defer { _ = close(descriptor) }
        guard let status = FileDescriptor.status(of: descriptor) else {
            throw FileError(path: path, operation: .map, code: errno)
        }
        guard status.isRegularFile else {
            throw FileError(path: path, operation: .map, code: status.isDirectory ? EISDIR : EINVAL)
        }
        count = Int(status.st_size)
        if count == 0 {
            unsafe start = nil
            return
        }
        // All of it is looked at once, to be checked: one call is cheaper than a fault for every few pages.
        let memory = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, 0)
        guard let memory = unsafe memory, unsafe memory != MAP_FAILED else {
            throw FileError(path: path, operation: .map, code: errno)
        }
        unsafe start = UnsafeRawPointer(memory)
    }

    deinit {
        if let start = unsafe start { _ = unsafe munmap(UnsafeMutableRawPointer(mutating: start), count) }
    }

    /// The bytes.
    ///
    /// - Safety: valid as long as the value lives.
    @unsafe
    public var bytes: UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(start: start, count: count)
    }
}
