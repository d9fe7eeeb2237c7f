import Glibc
import Synchronization

/// The temporary names that exist at this moment, for a signal handler to remove.
///
/// ``AtomicFile`` and ``AtomicDirectory`` register here; a tool calls ``removeAll()`` on SIGINT and
/// SIGTERM so that an interrupted run leaves nothing behind. The table has a fixed size and no
/// lock, and removal calls only `unlink` and `rmdir`, so it may run inside a signal handler.
public enum TemporaryFiles {
    /// More temporary names at once than this are not registered; they are still removed by the
    /// `deinit` of their owner.
    static let capacity = 64

    /// Each slot owns a C string (0: free). Whoever exchanges it for 0 owns the string.
    private static let slots = Slots()

    private struct Slots: ~Copyable, Sendable {
        let values = InlineArray<64, Atomic<UInt>> { _ in Atomic(0) }
    }

    /// Registers a name and returns its slot, or `nil` if the table is full.
    static func register(_ path: String) -> Int? {
        guard let copy = unsafe strdup(path) else { return nil }
        let word = UInt(bitPattern: copy)
        for slot in 0..<capacity {
            let (exchanged, _) = slots.values[slot].compareExchange(
                expected: 0, desired: word, ordering: .sequentiallyConsistent)
            if exchanged { return slot }
        }
        unsafe free(copy)
        return nil
    }

    /// Forgets the name in a slot (it was renamed or removed).
    static func unregister(_ slot: Int?) {
        guard let slot else { return }
        let word = slots.values[slot].exchange(0, ordering: .sequentiallyConsistent)
        unsafe free(UnsafeMutableRawPointer(bitPattern: word))
    }

    /// Removes every registered temporary file and directory.
    ///
    /// For the last moments of a process: writers that go on afterwards fail at their `commit`.
    /// - Complexity: one system call or two for each name.
    public static func removeAll() {
        // Files first: a directory can only go once it is empty.
        for slot in 0..<capacity {
            let word = slots.values[slot].load(ordering: .sequentiallyConsistent)
            guard let path = unsafe UnsafePointer<CChar>(bitPattern: word) else { continue }
            if unsafe unlink(path) == 0 || errno == ENOENT {
                // The string is not freed: `free` is not allowed in a signal handler.
                _ = slots.values[slot].exchange(0, ordering: .sequentiallyConsistent)
            }
        }
        for slot in 0..<capacity {
            let word = slots.values[slot].exchange(0, ordering: .sequentiallyConsistent)
            guard let path = unsafe UnsafePointer<CChar>(bitPattern: word) else { continue }
            _ = unsafe rmdir(path)
        }
    }

    private static let counter = Atomic<Int>(0)

    /// A name in `folder` that no other call of any process gets.
    static func name(in folder: String) -> String {
        let number = counter.add(1, ordering: .relaxed).newValue
        let prefix = folder.utf8.last == UInt8(ascii: "/") ? folder : folder + "/"
        return "\(prefix).malmoi-\(getpid())-\(number).partial"
    }
}
