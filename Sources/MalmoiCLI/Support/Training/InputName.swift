/// How a record names a file that went in: as the user gave it, without the machine's own folders.
enum InputName {
    /// A path with the folders above what was named left out.
    ///
    /// - Parameters:
    ///   - path: the file, itself named or found below something that was.
    ///   - given: what was named.
    static func short(_ path: String, given: [String]) -> String {
        guard path.utf8.first == UInt8(ascii: "/") else { return path }
        // The longest that fits is what the file was found below.
        let folder = given.filter { isBelow(path, $0) }.max { $0.utf8.count < $1.utf8.count } ?? path
        var above = folder.utf8.dropLast(folder.utf8.last == UInt8(ascii: "/") ? 1 : 0)
        while let last = above.last, last != UInt8(ascii: "/") { above = above.dropLast() }
        return String(decoding: path.utf8.dropFirst(above.count), as: UTF8.self)
    }

    private static func isBelow(_ path: String, _ folder: String) -> Bool {
        let folder = folder.utf8.last == UInt8(ascii: "/") ? Array(folder.utf8.dropLast()) : Array(folder.utf8)
        guard path.utf8.starts(with: folder) else { return false }
        let next = path.utf8.dropFirst(folder.count).first
        return next == nil || next == UInt8(ascii: "/")
    }
}
