import Foundation
import Testing

/// Recorded outputs. They are compared to the byte; with `MALMOI_RECORD=1` they are written anew, and the run fails so
/// that nobody records by accident.
enum Golden {
    static func expect(_ text: String, equals name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let path = Tool.packageRoot + "/Tests/CLITests/Golden/\(name).txt"
        if ProcessInfo.processInfo.environment["MALMOI_RECORD"] == "1" {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            Issue.record("recorded \(name); run again without MALMOI_RECORD", sourceLocation: sourceLocation)
            return
        }
        let recorded = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        let isSame = Array(text.utf8) == Array(recorded.utf8)
        #expect(isSame, "\(name):\n\(text)", sourceLocation: sourceLocation)
    }
}
