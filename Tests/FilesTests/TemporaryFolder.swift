import Files
import Glibc

/// A folder for one test, removed with everything in it at the end.
final class TemporaryFolder {
    let path: String

    init() {
        var template = Array("/tmp/malmoi-test-XXXXXX".utf8CString)
        unsafe template.withUnsafeMutableBufferPointer { buffer in
            if let base = buffer.baseAddress { _ = unsafe mkdtemp(base) }
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    subscript(_ name: String) -> String { path + "/" + name }

    deinit { Self.remove(path) }

    private static func remove(_ path: String) {
        var link = stat()
        guard unsafe lstat(path, &link) == 0 else { return }
        if link.st_mode & S_IFMT == S_IFDIR {
            _ = unsafe chmod(path, 0o700)
            for name in (try? FileReading.names(in: path)) ?? [] { remove(path + "/" + name) }
            _ = unsafe rmdir(path)
        } else {
            _ = unsafe unlink(path)
        }
    }
}
