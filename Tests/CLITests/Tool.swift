import Foundation
import Testing

/// The built tool, run as a user would.
enum Tool {
    struct Outcome {
        var status: Int32
        var output: [UInt8]
        var error: String

        var text: String { String(decoding: output, as: UTF8.self) }
    }

    static let packageRoot = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// The executable lies beside the test bundle.
    private static let path: String = {
        let products = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent()
        let beside = products.appendingPathComponent("MalmoiCLI").path
        return FileManager.default.isExecutableFile(atPath: beside)
            ? beside : products.appendingPathComponent("malmoi").path
    }()

    /// Runs the tool in a folder.
    ///
    /// - Parameter input: what it reads from standard input.
    static func run(
        _ arguments: [String], in folder: String = packageRoot, input: [UInt8] = [],
        environment: [String: String] = [:]
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = ProcessInfo.processInfo.environment.merging(["COLUMNS": "100"]) { $1 }
            .merging(environment) { $1 }
        // Files instead of pipes: nothing can block, whatever the sizes.
        let names = ["in", "out", "err"].map { NSTemporaryDirectory() + "malmoi-cli-\(UUID().uuidString).\($0)" }
        defer { names.forEach { try? FileManager.default.removeItem(atPath: $0) } }
        try Data(input).write(to: URL(fileURLWithPath: names[0]))
        try Data().write(to: URL(fileURLWithPath: names[1]))
        try Data().write(to: URL(fileURLWithPath: names[2]))
        process.standardInput = FileHandle(forReadingAtPath: names[0])
        process.standardOutput = FileHandle(forWritingAtPath: names[1])
        process.standardError = FileHandle(forWritingAtPath: names[2])
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            output: Array(try Data(contentsOf: URL(fileURLWithPath: names[1]))),
            error: String(decoding: try Data(contentsOf: URL(fileURLWithPath: names[2])), as: UTF8.self))
    }
}
