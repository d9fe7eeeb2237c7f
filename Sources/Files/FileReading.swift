import Glibc

/// Reading whole files and listing directories.
public enum FileReading {
    /// What a path names.
    public enum Kind: Sendable, Hashable {
        case file, directory
        /// A pipe, socket or device.
        case other
    }

    /// What is at `path`, following symbolic links; `nil` if nothing is (or it may not be seen).
    public static func kind(of path: String) -> Kind? {
        FileDescriptor.status(of: path).map { $0.isDirectory ? .directory : $0.isRegularFile ? .file : .other }
    }

    /// The size of a regular file in bytes, `nil` for anything else.
    public static func size(of path: String) -> Int? {
        FileDescriptor.status(of: path).flatMap { $0.isRegularFile ? Int($0.st_size) : nil }
    }

    /// All bytes of a file, or of standard input for `-`.
    /// - Throws: ``FileError`` if it is missing, a directory or not readable.
    public static func bytes(of path: String) throws(FileError) -> [UInt8] {
        var file = try InputFile(path: path)
        // One byte more than the size, so that the end is seen without growing.
        let room = (file.size ?? (1 << 16)) + 1
        var failure: FileError?
        // Not filled with zeros first: that took longer than reading.
        var bytes = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            unsafe FileDescriptor.prepare(UnsafeMutableRawBufferPointer(buffer))
            do throws(FileError) {
                while count < room {
                    let read = try unsafe file.read(
                        into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[count...])))
                    if read == 0 { break }
                    count += read
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        if bytes.count < room { return bytes }
        // It has grown, or its size is not known.
        var count = bytes.count
        while true {
            if count == bytes.count { bytes.append(contentsOf: repeatElement(0, count: count)) }
            let read = try file.read(into: &bytes, at: count)
            if read == 0 { break }
            count += read
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    /// The names in a directory in the order of their bytes, without `.` and `..`.
    /// - Throws: ``FileError`` if it cannot be read or a name is not UTF-8.
    public static func names(in directory: String) throws(FileError) -> [String] {
        guard let stream = unsafe opendir(directory) else {
            throw FileError(path: directory, operation: .list, code: errno)
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = unsafe readdir(stream) else {
                if errno != 0 { throw FileError(path: directory, operation: .list, code: errno) }
                break
            }
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(validatingCString: $0) }
            }
            guard let name else { throw FileError(path: directory, operation: .list, code: EILSEQ) }
            if name != "." && name != ".." { names.append(name) }
        }
        // By bytes: `String`'s own order compares canonical equivalents as equal.
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The files in a directory and those below it, as paths that start with `directory`, in the order
    /// of their names' bytes, a directory in the place of its name. Hidden names (`.name`) are left
    /// out, links to files are followed, and links to directories are not (they may form a circle).
    /// - Complexity: O(*n* log *n*) for *n* names.
    public static func files(below directory: String) throws(FileError) -> [String] {
        var files: [String] = []
        // A stack in place of recursion: depth is bounded by memory only.
        var pending = [directory]
        var isTop = true
        while let path = pending.popLast() {
            var link = stat()
            guard unsafe lstat(path, &link) == 0 else { throw FileError(path: path, operation: .list, code: errno) }
            if link.isDirectory || isTop {
                let prefix = path.utf8.last == UInt8(ascii: "/") ? path : path + "/"
                let names = try names(in: path).filter { $0.utf8.first != UInt8(ascii: ".") }
                pending.append(contentsOf: names.reversed().map { prefix + $0 })
            } else if kind(of: path) == .file {
                files.append(path)
            }
            isTop = false
        }
        return files
    }
}
