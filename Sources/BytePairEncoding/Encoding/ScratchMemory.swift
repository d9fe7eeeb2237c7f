/// One block of memory from which arrays are taken side by side: they live as long as the block.
///
/// Side by side, arrays that are walked through together do not meet in the same lines of the first cache, as those may
/// that each start at a page; that was a tenth of the time of English text.
@safe
final class ScratchMemory {
    private let start: UnsafeMutableRawPointer
    private let capacity: Int
    private var used = 0
    private static let line = 64

    /// - Parameter capacity: in bytes; the system gives what is touched.
    init(capacity: Int) {
        self.capacity = capacity
        unsafe start = .allocate(byteCount: capacity, alignment: Self.line)
    }

    deinit {
        unsafe start.deallocate()
    }

    /// Room for some values, from a multiple of 64 bytes on; not initialized.
    func take<Value: BitwiseCopyable>(_ count: Int) -> UnsafeMutablePointer<Value> {
        let place = used
        used += (count * MemoryLayout<Value>.stride + Self.line - 1) / Self.line * Self.line
        precondition(used <= capacity, "scratch memory is too small")
        return unsafe (start + place).bindMemory(to: Value.self, capacity: count)
    }
}
