import Files
import Foundation

/// Standard output and standard error as bytes.
enum StandardStream: Int32, Sendable {
    case output = 1
    case error = 2

    var isTerminal: Bool { isatty(rawValue) == 1 }

    /// Writes all of the bytes; a reader that has gone away (a closed pipe) ends the program quietly, as in any
    /// filter.
    func write(_ bytes: [UInt8]) {
        try? writeAll(bytes)
    }

    /// Writes all of the bytes.
    func writeAll(_ bytes: [UInt8]) throws(FileError) {
        var done = 0
        while done < bytes.count {
            let written = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Foundation.write(rawValue, buffer.baseAddress.map { unsafe $0 + done }, buffer.count - done)
            }
            if written < 0 {
                if errno == EINTR { continue }
                if errno == EPIPE { exit(0) }
                throw FileError(
                    path: self == .output ? "standard output" : "standard error", operation: .write, code: errno)
            }
            done += written
        }
    }
}
