import Glibc
import Synchronization

/// A folder for one test, removed with everything in it at the end.
public final class TemporaryFolder: Sendable {
    /// Its absolute path.
    public let path: String

    public init() {
        var template = Array("/tmp/malmoi-test-XXXXXX".utf8CString)
        unsafe template.withUnsafeMutableBufferPointer { buffer in
            if let base = buffer.baseAddress { _ = unsafe mkdtemp(base) }
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The path of a name inside.
    public subscript(_ name: String) -> String { path + "/" + name }

    /// Writes a file inside, without waiting for the disk as the product's own writer does.
    public func write(_ bytes: [UInt8], to name: String) {
        guard let file = unsafe fopen(self[name], "w") else { return }
        _ = unsafe fwrite(bytes, 1, bytes.count, file)
        unsafe fclose(file)
    }

    /// Writes a file of text inside.
    public func write(_ text: String, to name: String) {
        write(Array(text.utf8), to: name)
    }

    deinit { Self.remove(path) }

    private static let kept = Mutex<[TemporaryFolder]>([])

    /// A folder that several tests share through a static value. Such a value is never let go of, so the folder is
    /// removed when the process ends.
    public static func keptUntilExit() -> TemporaryFolder {
        let folder = TemporaryFolder()
        kept.withLock { folders in
            if folders.isEmpty {
                _ = atexit {
                    for folder in TemporaryFolder.kept.withLock({ $0 }) { TemporaryFolder.remove(folder.path) }
                }
            }
            folders.append(folder)
        }
        return folder
    }

    private static func remove(_ path: String) {
        if unsafe unlink(path) == 0 { return }
        _ = unsafe chmod(path, 0o700)
        if let stream = unsafe opendir(path) {
            while let entry = unsafe readdir(stream) {
                let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                    unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
                }
                if name != "." && name != ".." { remove(path + "/" + name) }
            }
            unsafe closedir(stream)
        }
        _ = unsafe rmdir(path)
    }
}
