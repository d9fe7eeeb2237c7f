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

    /// Words of zeros, which cost nothing until they are touched where they are many.
    ///
    /// - Safety: the caller gives the memory back by `release`.
    @unsafe
    static func zeros(_ count: Int) -> UnsafeMutablePointer<UInt64> {
        unsafe csplit_zeros(count * MemoryLayout<UInt64>.stride).unsafelyUnwrapped
            .bindMemory(to: UInt64.self, capacity: count)
    }

    /// - Parameter count: as many as were asked for.
    @unsafe
    static func release(_ words: UnsafeMutablePointer<UInt64>, _ count: Int) {
        unsafe csplit_release(words, count * MemoryLayout<UInt64>.stride)
    }
}
