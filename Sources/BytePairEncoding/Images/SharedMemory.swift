/// Bytes that belong to somebody else, a mapped file mostly, and the owner that keeps them where they are.
///
/// Tables that lie in such memory hold a value of this type beside their pointers; tables that were made in memory of
/// their own hold none. The pointers are the same either way, so that a look-up does not know the difference.
@safe
package struct SharedMemory: @unchecked Sendable {
    // Nobody writes to the bytes: that is why they may be shared.
    private let bytes: UnsafeRawBufferPointer
    private let owner: (any AnyObject & Sendable)?

    /// - Safety: the bytes must be valid and unchanging as long as `owner` lives.
    @unsafe
    package init(_ bytes: UnsafeRawBufferPointer, owner: any AnyObject & Sendable) {
        unsafe self.bytes = bytes
        self.owner = owner
    }

    package var count: Int { unsafe bytes.count }

    /// A part of the bytes.
    ///
    /// - Precondition: the range must be inside.
    package subscript(range: Range<Int>) -> SharedMemory {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "the range must be inside the memory")
        guard let owner else { return self }
        return unsafe SharedMemory(UnsafeRawBufferPointer(rebasing: bytes[range]), owner: owner)
    }

    /// The bytes as numbers; nil where they are not aligned, or not a whole number of them.
    ///
    /// - Safety: valid as long as this value or a copy of it lives.
    @unsafe
    func elements<Element: BitwiseCopyable>(of type: Element.Type) -> UnsafeBufferPointer<Element>? {
        let stride = MemoryLayout<Element>.stride
        guard count % stride == 0, let base = unsafe bytes.baseAddress else { return nil }
        guard Int(bitPattern: base) % MemoryLayout<Element>.alignment == 0 else { return nil }
        return unsafe UnsafeBufferPointer(
            start: base.assumingMemoryBound(to: type), count: count / stride)
    }

    /// A copy of the bytes as numbers; nil where they are no whole number of them.
    package func array<Element: BitwiseCopyable>(of type: Element.Type) -> [Element]? {
        if count == 0 { return [] }
        return unsafe elements(of: type).map { unsafe Array($0) }
    }

    /// Runs a closure with the bytes.
    package func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(bytes)
    }
}
