import Crypto
import Files

/// The SHA-256 of a file, for the record of a training run.
enum FileHash {
    /// - Returns: 64 hexadecimal digits.
    static func sha256(of path: String) throws -> String {
        var file = try InputFile(path: path)
        var hash = SHA256()
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while case let count = try file.read(into: &buffer), count > 0 {
            hash.update(data: buffer[..<count])
        }
        return hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }
        .joined()
    }
}
