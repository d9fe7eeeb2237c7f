internal import CSplit

/// Memory for tables of megabytes that are read at random.
enum LargeTable {
    /// Allocates memory that starts a huge page where it is large enough to have one: a look-up then misses one cache,
    /// not a cache and the page tables.
    ///
    /// - Safety: the caller initializes the memory, and deallocates it.
    @unsafe
    static func allocate<Element: BitwiseCopyable>(
        _ type: Element.Type = Element.self, capacity: Int
    ) -> UnsafeMutablePointer<Element> {
        let byteCount = capacity * MemoryLayout<Element>.stride
        let hugePage = 1 << 21
        let raw = UnsafeMutableRawPointer.allocate(
            byteCount: byteCount, alignment: byteCount >= hugePage ? hugePage : 64)
        unsafe csplit_prepare(raw, byteCount)
        return unsafe raw.bindMemory(to: Element.self, capacity: capacity)
    }

    /// The same, filled with zeros.
    ///
    /// - Safety: the caller deallocates the memory.
    @unsafe
    static func allocate(zeros count: Int) -> UnsafeMutablePointer<UInt64> {
        let words = unsafe allocate(UInt64.self, capacity: count)
        unsafe words.initialize(repeating: 0, count: count)
        return unsafe words
    }
}
