/// The bytes of a table of tokens, with a few more behind the last: each read of eight is inside, wherever it starts.
///
/// So tokens are hashed and compared without looking at single bytes.
@safe
struct TokenBytes {
    private let bytes: UnsafePointer<UInt8>
    private let offsets: UnsafePointer<UInt32>
    private static let padding = 8

    /// - Safety: the bytes must come from `allocate`, the offsets must be those of the same table, and both must outlive
    ///   this value.
    @unsafe
    init(_ bytes: UnsafePointer<UInt8>, _ offsets: UnsafePointer<UInt32>) {
        unsafe self.bytes = bytes
        unsafe self.offsets = offsets
    }

    /// A copy of the bytes of a table, with eight zeros behind them.
    ///
    /// - Safety: the caller deallocates it.
    @unsafe
    static func allocate(_ tokens: TokenTable) -> UnsafeMutablePointer<UInt8> {
        let count = tokens.bytes.count
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: count + padding)
        unsafe copy.initialize(from: tokens.bytes, count: count)
        unsafe (copy + count).initialize(repeating: 0, count: padding)
        return unsafe copy
    }

    /// Where a token's bytes are.
    ///
    /// - Safety: the index must be a token's.
    @unsafe @inline(__always)
    func range(of index: Int) -> Range<UInt32> {
        unsafe Range(uncheckedBounds: (offsets[index], offsets[index &+ 1]))
    }

    /// What `ByteHash` gives for these bytes.
    ///
    /// - Safety: the range must be inside.
    @unsafe @inline(__always)
    func hash(_ range: Range<UInt32>) -> UInt64 {
        unsafe ByteHash.hashPadded(bytes + Int(range.lowerBound), Int(range.upperBound &- range.lowerBound))
    }

    /// Whether the bytes in two places are the same.
    ///
    /// - Safety: the ranges must be inside.
    @unsafe @inline(__always)
    func areEqual(_ left: Range<UInt32>, _ right: Range<UInt32>) -> Bool {
        let count = Int(left.upperBound &- left.lowerBound)
        guard count == Int(right.upperBound &- right.lowerBound) else { return false }
        return unsafe ByteHash.equalPadded(bytes + Int(left.lowerBound), bytes + Int(right.lowerBound), count)
    }
}

extension ByteHash {
    /// What `hash` gives.
    ///
    /// - Safety: eight bytes behind the last one must be there to be read.
    @unsafe @inlinable @inline(__always)
    package static func hashPadded(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        let raw = unsafe UnsafeRawPointer(bytes)
        var state = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: count)
        var index = 0
        while index &+ 8 <= count {
            state = unsafe fold(state ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            index &+= 8
        }
        let last = unsafe UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        // The first bytes of eight; a shift by 64 gives none.
        return fold(state ^ last >> UInt64(truncatingIfNeeded: 64 &- 8 &* (count &- index)))
    }

    /// Whether two runs of bytes are the same.
    ///
    /// - Safety: eight bytes behind the last ones must be there to be read.
    @unsafe @inlinable @inline(__always)
    package static func equalPadded(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        let (left, right) = unsafe (UnsafeRawPointer(left), UnsafeRawPointer(right))
        var index = 0
        while true {
            let first = unsafe left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let second = unsafe right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let difference = UInt64(littleEndian: first ^ second)
            // Of the last up to seven bytes the higher ones do not count.
            if count &- index < 8 { return difference << UInt64(truncatingIfNeeded: 64 &- 8 &* (count &- index)) == 0 }
            if difference != 0 { return false }
            index &+= 8
        }
    }
}
