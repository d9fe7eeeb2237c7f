import Glibc

/// A file that appears under its name only when it is complete.
///
/// Bytes go to a temporary name in the same folder. ``commit()`` makes them durable and renames; a
/// value that is dropped without `commit` removes the temporary file, so an error on the way
/// leaves the old file, or none, and never half of one.
///
/// ```swift
/// var file = try AtomicFile(path: "ids.txt")
/// try file.write(Array("1 2 3\n".utf8))
/// try file.commit()
/// ```
///
/// A symbolic link is followed, the mode of an existing file is kept, and a device or pipe
/// (`/dev/stdout`) is written directly, since replacing one would be a disaster.
public struct AtomicFile: ~Copyable {
    /// The path under which the file will appear, as the caller wrote it.
    public let path: String
    private let target: String
    /// `nil` where the target is written directly.
    private let temporary: String?
    private let slot: Int?
    private var descriptor: Int32
    private var buffer: [UInt8] = []

    /// Few system calls for small writes; a write this large goes past the buffer.
    private static let bufferSize = 1 << 18

    /// Creates the temporary file, which shows at once whether the folder can be written.
    /// - Throws: ``FileError`` if the folder is missing or not writable, or `path` is a directory.
    public init(path: String) throws(FileError) {
        let opened = try Self.open(path)
        self.path = path
        self.target = opened.target
        self.temporary = opened.temporary
        self.slot = opened.slot
        self.descriptor = opened.descriptor
        buffer.reserveCapacity(Self.bufferSize)
    }

    private struct Opened {
        var target: String
        var temporary: String?
        var slot: Int?
        var descriptor: Int32
    }

    private static func open(_ path: String) throws(FileError) -> Opened {
        let status = FileDescriptor.status(of: path)
        if let status, status.isDirectory { throw FileError(path: path, operation: .create, code: EISDIR) }
        if let status, !status.isRegularFile {
            let descriptor = unsafe Glibc.open(path, O_WRONLY | O_CLOEXEC)
            if descriptor < 0 { throw FileError(path: path, operation: .create, code: errno) }
            return Opened(target: path, temporary: nil, slot: nil, descriptor: descriptor)
        }
        let target = FileDescriptor.resolved(path)
        let name = TemporaryFiles.name(in: FileDescriptor.folder(of: target))
        let slot = TemporaryFiles.register(name)
        let descriptor = unsafe Glibc.open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        if descriptor < 0 {
            let code = errno
            TemporaryFiles.unregister(slot)
            throw FileError(path: path, operation: .create, code: code)
        }
        if let status { _ = fchmod(descriptor, status.st_mode & 0o7777) }
        return Opened(target: target, temporary: name, slot: slot, descriptor: descriptor)
    }

    deinit {
        guard descriptor >= 0 else { return }
        _ = close(descriptor)
        if let temporary { _ = unsafe unlink(temporary) }
        TemporaryFiles.unregister(slot)
    }

    /// Appends bytes.
    /// - Throws: ``FileError`` if the disk is full or the device fails.
    public mutating func write(_ bytes: [UInt8]) throws(FileError) {
        try unsafe write(bytes.span.bytes)
    }

    /// Appends bytes.
    public mutating func write(_ bytes: Span<UInt8>) throws(FileError) {
        try unsafe write(bytes.bytes)
    }

    /// Appends bytes.
    public mutating func write(_ bytes: RawSpan) throws(FileError) {
        if buffer.count + bytes.byteCount > Self.bufferSize { try flush() }
        // A closure of `withUnsafeBytes` keeps the typed error.
        try unsafe bytes.withUnsafeBytes { source throws(FileError) in
            if source.count >= Self.bufferSize {
                try unsafe FileDescriptor.write(descriptor, source, path: path)
            } else {
                unsafe buffer.append(contentsOf: source)
            }
        }
    }

    /// Appends the UTF-8 of a string.
    public mutating func write(_ text: String) throws(FileError) {
        try write(Array(text.utf8))
    }

    /// Hands the buffered bytes to the system.
    public mutating func flush() throws(FileError) {
        guard !buffer.isEmpty else { return }
        try unsafe buffer.withUnsafeBufferPointer { bytes throws(FileError) in
            try unsafe FileDescriptor.write(descriptor, UnsafeRawBufferPointer(bytes), path: path)
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Makes the bytes durable and gives the file its name.
    /// - Throws: ``FileError``; the temporary file is removed then and an older file stays as it was.
    public consuming func commit() throws(FileError) {
        try flush()
        guard let temporary else {
            let open = descriptor
            descriptor = -1
            if close(open) != 0 { throw FileError(path: path, operation: .write, code: errno) }
            return
        }
        if fsync(descriptor) != 0 { throw FileError(path: path, operation: .synchronize, code: errno) }
        if unsafe rename(temporary, target) != 0 {
            throw FileError(path: path, operation: .rename, code: errno)
        }
        // From here the file has its name: `deinit` must not remove anything.
        TemporaryFiles.unregister(slot)
        let open = descriptor
        descriptor = -1
        if close(open) != 0 { throw FileError(path: path, operation: .write, code: errno) }
        FileDescriptor.synchronize(folder: FileDescriptor.folder(of: target))
    }

    /// Gives up: the temporary file is removed and an older file stays as it was.
    public consuming func discard() {}

    /// Writes a whole file, atomically.
    public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        var file = try AtomicFile(path: path)
        try file.write(bytes)
        try file.commit()
    }

    /// Writes a whole text file as UTF-8, atomically.
    public static func write(_ text: String, to path: String) throws(FileError) {
        try write(Array(text.utf8), to: path)
    }
}
