import Files
import Foundation
import TokenizerFormats

/// Finds the tokenizer that is used where none is named.
///
/// In this order: the path in the environment variable `MALMOI_VOCAB`; a folder `Vocab` with a tokenizer beside the
/// executable or above it (a check-out); `share/malmoi/Vocab` beside the executable's folder (an installation). Nothing
/// is fetched, and the folder in which the tool is run does not matter.
enum DefaultTokenizer {
    static let variable = "MALMOI_VOCAB"

    /// - Throws: `InputError` that says where was looked.
    static func path() throws -> String {
        let named = ProcessInfo.processInfo.environment[variable] ?? ""
        return try path(named: named, executable: executable)
    }

    static func path(named: String, executable: String) throws -> String {
        if !named.isEmpty { return named }
        let candidates = candidates(executable)
        if let found = candidates.first(where: isTokenizer) { return found }
        throw InputError(
            "no tokenizer: name one with -t, set \(variable), or put the folder Vocab beside the tool (\(executable))")
    }

    /// The folders that are looked at, in order.
    static func candidates(_ executable: String) -> [String] {
        var parts = executable.split(separator: "/").dropLast()
        var folders: [String] = []
        if !parts.isEmpty {
            folders.append("/" + (parts.dropLast() + ["share", "malmoi", "Vocab"]).joined(separator: "/"))
        }
        var above: [String] = []
        while !parts.isEmpty {
            above.append("/" + (parts + ["Vocab"]).joined(separator: "/"))
            parts = parts.dropLast()
        }
        return above + folders
    }

    private static func isTokenizer(_ folder: String) -> Bool {
        ["tokenizer.json", TokenizerLoader.binaryName].contains { FileReading.kind(of: folder + "/" + $0) == .file }
    }

    /// The tool's own path, links followed.
    private static var executable: String {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
    }
}
