internal import Foundation
public import JSONBytes

/// The reference libraries in a Python process: `Scripts/reference_ids.py`.
///
/// The interpreter is named by the environment variable MALMOI_PYTHON; by default it is the one of `.venv` beside
/// `Package.swift` (`make python`).
public final class ReferenceProcess {
    /// The interpreter; nil where there is none with the libraries.
    public static let python = Outside.python(with: "tokenizers")

    public struct Failure: Error, CustomStringConvertible {
        public var description: String
    }

    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var pending = Data()

    /// Starts the process; nil, with a printed note, where there is no interpreter.
    public init?(for what: String) throws {
        guard let python = Self.python else {
            print("SKIPPED: \(what): no Python with the reference libraries (set MALMOI_PYTHON or make .venv)")
            return nil
        }
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = [Outside.root.appending(path: "Scripts/reference_ids.py").path]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// The ids of texts; extra members go into the request as they are.
    public func ids(
        _ tokenizer: String, _ texts: [String], special: String = "text", extra: [(String, JSONValue)] = []
    ) throws -> [[Int]] {
        let members: [(String, JSONValue)] = [("special", .text(special))]
        return Self.lists(try answer(tokenizer, texts, members + extra)["ids"])
    }

    /// The answer to a request about texts.
    public func answer(
        _ tokenizer: String, _ texts: [String], _ members: [(String, JSONValue)]
    ) throws -> JSONValue {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("tokenizer", tokenizer)
        for (key, value) in members { writer.member(key, value) }
        writer.member("texts", .array(texts.map { .text($0) }))
        writer.endObject()
        writer.newline()
        try input.fileHandleForWriting.write(contentsOf: Data(writer.bytes))
        let answer = try JSONValue(parsing: Array(readLine()))
        if let error = answer["error"]?.stringValue { throw Failure(description: error) }
        return answer
    }

    /// Lists of numbers.
    public static func lists(_ value: JSONValue?) -> [[Int]] {
        (value?.arrayValue ?? []).map { ($0.arrayValue ?? []).compactMap(\.intValue) }
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
