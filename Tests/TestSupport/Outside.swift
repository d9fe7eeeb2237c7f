public import Foundation

/// Where things are that the repository does not carry, and programs that tests compare with.
public enum Outside {
    /// The root of the package.
    public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The folder of shared material, or nil.
    public static var shared: URL? {
        let named = ProcessInfo.processInfo.environment["MALMOI_SHARED"].map { URL(fileURLWithPath: $0) }
        let folder = named ?? root.deletingLastPathComponent().appending(path: "shared")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }

    /// A Python that has a module, or nil: that of `MALMOI_PYTHON`, of the package's virtual environment, or of the
    /// system.
    public static func python(with module: String) -> String? {
        let candidates: [String?] = [
            ProcessInfo.processInfo.environment["MALMOI_PYTHON"], root.appending(path: ".venv/bin/python").path,
            "python3",
        ]
        return candidates.compactMap { $0 }.first { output(of: $0, ["-c", "import \(module)"]) != nil }
    }

    /// The standard output of a program that is given `input`, or nil when it cannot be run or fails.
    public static func output(of program: String, _ arguments: [String], input: [UInt8] = []) -> Data? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let folder = FileManager.default.temporaryDirectory
        let file = folder.appending(path: "malmoi-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        guard (try? Data(input).write(to: file)) != nil else { return nil }
        let pipe = Pipe()
        process.standardInput = try? FileHandle(forReadingFrom: file)
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? data : nil
    }
}
