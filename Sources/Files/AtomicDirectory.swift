import Glibc

/// A directory whose files appear together, once all of them are complete.
///
/// Files go to a temporary directory beside the target. ``commit()`` renames that directory if the
/// target does not exist (or is empty), which is atomic. If the target exists, its files of the
/// same names are replaced one by one, each atomically, and its other files stay.
///
/// ```swift
/// var folder = try AtomicDirectory(path: "out/ko8k")   // makes "out"
/// try folder.write(json, to: "tokenizer.json")
/// try folder.write(listing, to: "vocab.tsv")
/// try folder.commit()
/// ```
public struct AtomicDirectory: ~Copyable {
    /// The directory that will be filled, as the caller wrote it.
    public let path: String
    private let target: String
    private let temporary: String
    private let slot: Int?
    /// The names inside, registered too: a directory can be removed only when it is empty.
    private var slots: [Int?] = []
    private var isOpen = true

    /// Makes the folders above the target and the temporary directory, which shows at once whether
    /// the place can be written.
    /// - Throws: ``FileError`` if a folder cannot be made or `path` is a file.
    public init(path: String) throws(FileError) {
        var trimmed = path
        while trimmed.utf8.count > 1, trimmed.utf8.last == UInt8(ascii: "/") { trimmed.removeLast() }
        if let status = FileDescriptor.status(of: trimmed), !status.isDirectory {
            throw FileError(path: path, operation: .create, code: ENOTDIR)
        }
        let folder = FileDescriptor.folder(of: trimmed)
        try Self.makeFolders(folder, shownAs: path)
        let target = FileDescriptor.resolved(trimmed)
        let temporary = TemporaryFiles.name(in: FileDescriptor.folder(of: target))
        let slot = TemporaryFiles.register(temporary)
        if unsafe mkdir(temporary, 0o777) != 0 {
            let code = errno
            TemporaryFiles.unregister(slot)
            throw FileError(path: path, operation: .create, code: code)
        }
        self.path = path
        self.target = target
        self.temporary = temporary
        self.slot = slot
    }

    deinit {
        guard isOpen else { return }
        for name in (try? FileReading.names(in: temporary)) ?? [] { _ = unsafe unlink(temporary + "/" + name) }
        _ = unsafe rmdir(temporary)
        unregister()
    }

    private func unregister() {
        for slot in slots { TemporaryFiles.unregister(slot) }
        TemporaryFiles.unregister(slot)
    }

    /// The path at which a file of the directory is to be written before ``commit()``, for a writer
    /// of its own (``AtomicFile`` included).
    /// - Parameter name: a bare file name.
    public mutating func path(of name: String) -> String {
        precondition(!name.utf8.contains(UInt8(ascii: "/")), "the name of a file must have no slash")
        let path = temporary + "/" + name
        slots.append(TemporaryFiles.register(path))
        return path
    }

    /// Writes one file of the directory.
    /// - Parameter name: a bare file name.
    public mutating func write(_ bytes: [UInt8], to name: String) throws(FileError) {
        do {
            try AtomicFile.write(bytes, to: path(of: name))
        } catch {
            throw FileError(path: path + "/" + name, operation: error.operation, code: error.code)
        }
    }

    /// Gives the directory, or its files, their names.
    public consuming func commit() throws(FileError) {
        FileDescriptor.synchronize(folder: temporary)
        if unsafe rename(temporary, target) != 0 {
            guard errno == ENOTEMPTY || errno == EEXIST else {
                throw FileError(path: path, operation: .rename, code: errno)
            }
            for name in try FileReading.names(in: temporary) {
                if unsafe rename(temporary + "/" + name, target + "/" + name) != 0 {
                    throw FileError(path: path + "/" + name, operation: .rename, code: errno)
                }
            }
            _ = unsafe rmdir(temporary)
            FileDescriptor.synchronize(folder: target)
        }
        isOpen = false
        unregister()
        FileDescriptor.synchronize(folder: FileDescriptor.folder(of: target))
    }

    /// Gives up: everything written so far is removed.
    public consuming func discard() {}

    /// Makes a folder and those above it.
    private static func makeFolders(_ folder: String, shownAs path: String) throws(FileError) {
        if let status = FileDescriptor.status(of: folder) {
            if status.isDirectory { return }
            throw FileError(path: path, operation: .create, code: ENOTDIR)
        }
        let parent = FileDescriptor.folder(of: folder)
        if parent != folder { try makeFolders(parent, shownAs: path) }
        if unsafe mkdir(folder, 0o777) != 0, errno != EEXIST {
            throw FileError(path: path, operation: .create, code: errno)
        }
    }
}
