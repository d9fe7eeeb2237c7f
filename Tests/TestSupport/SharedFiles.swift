internal import Foundation
import Glibc

/// The texts and tokenizers that lie beside the repository and are not part of it.
///
/// They are looked for in the folder that the environment variable `MALMOI_SHARED` names, or else in `../shared`
/// beside the package. Tests that need them say so when they skip:
/// `@Test(.enabled(if: SharedFiles.has("corpora/dev"), "needs ../shared"))`.
public enum SharedFiles {
    /// The folder, whether or not it exists.
    public static var folder: String {
        if let named = unsafe getenv("MALMOI_SHARED") { return unsafe String(cString: named) }
        // Tests/TestSupport/SharedFiles.swift → the package → the folder beside it.
        let package = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        return package.dropLast().joined(separator: "/") + "/shared"
    }

    /// The path of a file or folder of the shared folder.
    public static func path(_ name: String) -> String { folder + "/" + name }

    /// Whether a file or folder is there.
    public static func has(_ name: String) -> Bool { unsafe access(path(name), R_OK) == 0 }

    /// The bytes of a file of the shared folder.
    public static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path(name))))
    }

    /// The names in a folder of the shared folder, in order.
    public static func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(folder)).sorted {
            Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8))
        }
    }

    /// The folder with the real tokenizers, unpacked into the package's `build` folder the first time.
    public static let tokenizers: String = {
        let package = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(
            separator: "/")
        let folder = package + "/build/tokenizers"
        if !FileManager.default.fileExists(atPath: folder + "/qwen3/tokenizer.json") {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: path("tokenizers/unpack"))
            process.arguments = [folder]
            process.standardOutput = FileHandle.nullDevice
            try? process.run()
            process.waitUntilExit()
        }
        return folder
    }()
}
