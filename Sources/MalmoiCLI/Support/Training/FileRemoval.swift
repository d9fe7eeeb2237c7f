import Foundation

/// Removes what a run no longer needs; what cannot be removed stays, and harms nothing.
enum FileRemoval {
    static func remove(_ path: String) {
        _ = unsafe unlink(path)
    }

    static func removeFolder(_ path: String) {
        _ = unsafe rmdir(path)
    }
}
