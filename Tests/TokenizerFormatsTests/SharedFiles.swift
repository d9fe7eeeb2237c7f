import Foundation
import JSONBytes

/// The real tokenizers and texts that lie beside a check-out and are never part of it.
enum SharedFiles {
    private static let root =
        ProcessInfo.processInfo.environment["MALMOI_SHARED"] ?? ReferenceProcess.packageRoot + "/../shared"

    /// A folder with every tokenizer unpacked, made once; nil, with a printed note, where there are none.
    static func tokenizers(for what: String) throws -> String? {
        let source = root + "/tokenizers"
        let target = ReferenceProcess.packageRoot + "/.build/shared-tokenizers"
        guard FileManager.default.fileExists(atPath: source + "/unpack") else {
            print("SKIPPED: \(what): there are no shared tokenizers at \(source)")
            return nil
        }
        return try unpacked.get(source, target)
    }

    private static let unpacked = Unpacked()

    private final class Unpacked: Sendable {
        private let lock = NSLock()

        func get(_ source: String, _ target: String) throws -> String {
            lock.lock()
            defer { lock.unlock() }
            if FileManager.default.fileExists(atPath: target + "/done") { return target }
            let process = Process()
            process.executableURL = URL(fileURLWithPath: source + "/unpack")
            process.arguments = [target]
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else {
                throw ReferenceProcess.Failure(description: "unpacking the shared tokenizers failed")
            }
            let writable = Process()
            writable.executableURL = URL(fileURLWithPath: "/bin/chmod")
            writable.arguments = ["-R", "u+w", target]
            try writable.run()
            writable.waitUntilExit()
            _ = FileManager.default.createFile(atPath: target + "/done", contents: nil)
            return target
        }
    }

    /// Some documents of every development set: the first of each, and every `step`th after it.
    static func developmentTexts(step: Int) throws -> [String] {
        let folder = root + "/corpora/dev"
        var texts: [String] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))
            if !name.hasSuffix(".jsonl") {
                texts.append(String(decoding: bytes, as: UTF8.self))
                continue
            }
            for (index, line) in bytes.split(separator: 0x0A).enumerated() where index % step == 0 {
                texts.append(try JSONValue(parsing: Array(line))["text"]?.stringValue ?? "")
            }
        }
        return texts
    }
}
