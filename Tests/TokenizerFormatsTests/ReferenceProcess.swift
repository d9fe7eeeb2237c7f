import Foundation
import JSONBytes

/// The reference libraries in a Python process: `Scripts/reference_ids.py`.
///
/// The interpreter is named by the environment variable MALMOI_PYTHON; by default it is the one of `.venv` beside
/// `Package.swift` (`python3 -m venv .venv && .venv/bin/pip install -r Tests/requirements.txt`).
final class ReferenceProcess {
    static let packageRoot = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    static let python: String? = {
        let path = ProcessInfo.processInfo.environment["MALMOI_PYTHON"] ?? packageRoot + "/.venv/bin/python"
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var pending = Data()

    /// Starts the process; nil, with a printed note, where there is no interpreter.
    init?(for what: String) throws {
        guard let python = Self.python else {
            print("SKIPPED: \(what): no Python with the reference libraries (set MALMOI_PYTHON or make .venv)")
            return nil
        }
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = [Self.packageRoot + "/Scripts/reference_ids.py"]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// The ids of texts; extra members go into the request as they are.
    func ids(
        _ tokenizer: String, _ texts: [String], special: String = "text", extra: [(String, JSONValue)] = []
    ) throws -> [[Int]] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("tokenizer", tokenizer)
        writer.member("special", special)
        for (key, value) in extra { writer.member(key, value) }
        writer.member("texts", .array(texts.map { .text($0) }))
        writer.endObject()
        writer.newline()
        try input.fileHandleForWriting.write(contentsOf: Data(writer.bytes))
        let answer = try JSONValue(parsing: Array(readLine()))
        if let error = answer["error"]?.stringValue { throw Failure(description: error) }
        return (answer["ids"]?.arrayValue ?? []).map { ($0.arrayValue ?? []).compactMap(\.intValue) }
    }

    private func readLine() throws -> Data {
        while true {
            if let end = pending.firstIndex(of: 0x0A) {
                defer { pending = Data(pending[(end + 1)...]) }
                return Data(pending[..<end])
            }
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { throw Failure(description: "the reference process ended") }
            pending += more
        }
    }
}
