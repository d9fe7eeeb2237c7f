import Files
import Foundation

/// Whether there is room for a result before the work for it is done.
enum DiskSpace {
    /// - Parameters:
    ///   - bytes: how much will be written, at least.
    ///   - path: where; its folder must exist, or one above it.
    /// - Throws: `FileError` for a full disk.
    static func check(_ bytes: Int, at path: String) throws(FileError) {
        var folder = path
        while FileReading.kind(of: folder) != .directory {
            guard let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) else {
                folder = "."
                break
            }
            folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
        }
        var facts = statvfs()
        // Where the system does not tell, writing will.
        guard unsafe statvfs(folder, &facts) == 0 else { return }
        let (room, overflow) = UInt(facts.f_bavail).multipliedReportingOverflow(by: UInt(facts.f_frsize))
        if !overflow, room < UInt(bytes) { throw FileError(path: path, operation: .write, code: ENOSPC) }
    }
}
