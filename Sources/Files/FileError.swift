import Glibc

/// A file operation that the operating system refused, with the path and the reason.
///
/// `description` is one line: what was tried, on which path, why it failed and, where there is
/// something to do about it, what to do.
public struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was being done when the error came.
    public enum Operation: String, Sendable, Hashable, CaseIterable {
        case open, read, list, map
        case create, write, synchronize, rename, remove

        /// Whether the operation takes bytes in (and so a failure may be the input's fault).
        public var isReading: Bool {
            switch self {
            case .open, .read, .list, .map: true
            case .create, .write, .synchronize, .rename, .remove: false
            }
        }
    }

    /// The path as the caller wrote it; `-` is standard input.
    public let path: String
    /// What was tried.
    public let operation: Operation
    /// The system's error number (`ENOENT` and so on).
    public let code: Int32

    /// An error for `path` with an explicit system error number.
    public init(path: String, operation: Operation, code: Int32) {
        self.path = path
        self.operation = operation
        self.code = code
    }

    /// Whether the path, or a folder on the way to it, does not exist.
    public var isMissing: Bool { code == ENOENT || code == ENOTDIR }

    /// Whether the caller named the wrong thing to read: a missing file, a directory in place of
    /// a file, a name that cannot be one. The tool ends with exit code 3 for these.
    public var isInput: Bool {
        guard operation.isReading else { return false }
        switch code {
        case ENOENT, ENOTDIR, EISDIR, ENAMETOOLONG, ELOOP, EILSEQ, EINVAL: return true
        default: return false
        }
    }

    /// Whether the machine failed rather than the input: no permission, disk full, broken device.
    /// The tool ends with exit code 4 for these.
    public var isInputOutput: Bool { !isInput }

    public var description: String {
        let shown = path == "-" ? "standard input" : path
        return "\(shown): cannot \(operation.rawValue): \(reason)"
    }

    /// The reason in words, with the remedy for the common ones.
    private var reason: String {
        switch code {
        case ENOENT where operation == .create || operation == .rename:
            "the folder does not exist; make it first"
        case ENOENT: "no such file or directory; check the path"
        case ENOTDIR: "a part of the path is a file, not a directory"
        case EISDIR: "it is a directory; name a file"
        case EACCES, EPERM: "permission denied; check its owner and mode"
        case ENOSPC: "the disk is full; free some space and run again"
        case EDQUOT: "the disk quota is used up; free some space and run again"
        case EROFS: "the file system is read-only; choose another place"
        case EMFILE, ENFILE: "too many open files; raise the limit (ulimit -n)"
        case ENAMETOOLONG: "the name is too long"
        case EILSEQ: "the name is not UTF-8; rename it"
        case EPIPE: "the reader of the pipe has closed it"
        default: Self.systemMessage(code)
        }
    }

    private static func systemMessage(_ code: Int32) -> String {
        // `strerror` may reuse one buffer for all threads; a wrong word in a message is the worst
        // that can happen for a number outside its static table.
        guard let text = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: text)
    }
}
