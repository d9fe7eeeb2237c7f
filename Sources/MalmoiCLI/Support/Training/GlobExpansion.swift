import Files
import VocabularyTraining

/// Paths with `*`, `?` and `**` (any number of folders), for those that the shell left alone: `'corpus/**/*.jsonl.zst'`.
enum GlobExpansion {
    /// The paths with patterns replaced by the files they fit, in the order of their bytes; a path that exists, or has
    /// no pattern, stays as it is.
    ///
    /// - Throws: `InputError` where a pattern fits nothing, and `FileError`.
    static func expand(_ paths: [String]) throws -> [String] {
        try paths.flatMap { path in
            guard path.utf8.contains(where: { $0 == 0x2A || $0 == 0x3F }), FileReading.kind(of: path) == nil else {
                return [path]
            }
            let found = try matches(path)
            if found.isEmpty { throw InputError("\(path): no file fits this pattern") }
            return found
        }
    }

    private static func matches(_ path: String) throws -> [String] {
        var parts = path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
        var start = path.hasPrefix("/") ? "/" : "."
        while let first = parts.first, !first.utf8.contains(where: { $0 == 0x2A || $0 == 0x3F }) {
            start = start == "." ? first : start + (start.hasSuffix("/") ? "" : "/") + first
            parts.removeFirst()
        }
        guard FileReading.kind(of: start) == .directory else { return [] }
        let prefix = start == "." && !path.hasPrefix("./") ? 2 : 0
        let patterns = parts.map { Array($0.utf8) }
        return try FileReading.files(below: start).compactMap { file in
            let base = start.hasSuffix("/") ? start.utf8.count : start.utf8.count + 1
            let names = file.utf8.dropFirst(base).split(separator: 0x2F).map { Array($0) }
            guard fits(patterns[...], names[...]) else { return nil }
            return String(decoding: file.utf8.dropFirst(prefix), as: UTF8.self)
        }
    }

    private static func fits(_ patterns: ArraySlice<[UInt8]>, _ names: ArraySlice<[UInt8]>) -> Bool {
        guard let pattern = patterns.first else { return names.isEmpty }
        if pattern == Array("**".utf8) {
            return (names.startIndex...names.endIndex).contains { fits(patterns.dropFirst(), names[$0...]) }
        }
        guard let name = names.first, NamePattern.matches(pattern, name) else { return false }
        return fits(patterns.dropFirst(), names.dropFirst())
    }
}
