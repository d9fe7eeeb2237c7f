import Glibc

/// The system calls that the readers and writers share, retried when a signal interrupts them.
enum FileDescriptor {
    /// Reads at most `buffer.count` bytes; 0 at the end of the file.
    static func read(
        _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, path: String
    ) throws(FileError) -> Int {
        while true {
            let count = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw FileError(path: path, operation: .read, code: errno) }
        }
    }

    /// Asks for huge pages where memory that has not been touched has room for them: the system then hands out a few
    /// pages where it would have handed out thousands.
    static func prepare(_ memory: UnsafeMutableRawBufferPointer) {
        let page = 1 << 21
        guard memory.count >= 2 * page, let base = memory.baseAddress else { return }
        let skipped = -Int(bitPattern: base) & (page - 1)
        _ = unsafe madvise(base + skipped, (memory.count - skipped) & ~(page - 1), MADV_HUGEPAGE)
    }

    /// Writes all of `buffer`.
    static func write(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer, path: String) throws(FileError) {
        var written = 0
        while written < buffer.count {
            let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
            let count = unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count >= 0 {
                written += count
            } else if errno != EINTR {
                throw FileError(path: path, operation: .write, code: errno)
            }
        }
    }

    /// What is at `path`, following symbolic links; `nil` if nothing is.
    static func status(of path: String) -> stat? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? status : nil
    }

    /// What is behind an open descriptor.
    static func status(of descriptor: Int32) -> stat? {
        var status = stat()
        return unsafe fstat(descriptor, &status) == 0 ? status : nil
    }

    /// The path with symbolic links resolved, or the path itself where nothing exists yet.
    static func resolved(_ path: String) -> String {
        guard let real = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(real) }
        return unsafe String(validatingCString: real) ?? path
    }

    /// The folder part of a path (`.` for a bare name).
    static func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Makes a rename in `folder` survive a power cut. Some file systems refuse it, and the files
    /// are whole either way, so a failure is not reported.
    static func synchronize(folder: String) {
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        _ = fsync(descriptor)
        _ = close(descriptor)
    }
}

extension stat {
    var isDirectory: Bool { st_mode & S_IFMT == S_IFDIR }
    var isRegularFile: Bool { st_mode & S_IFMT == S_IFREG }
}
