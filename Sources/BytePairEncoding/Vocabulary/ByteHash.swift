internal import CSplit

/// A fixed hash of bytes: the same in every process, unlike `Hasher`, so that nothing can come to depend on a seed.
///
/// Eight bytes a step, multiply and fold. It only places entries in tables that compare whole keys afterwards.
package enum ByteHash {
    package static func hash(_ bytes: Span<UInt8>) -> UInt64 {
        unsafe bytes.withUnsafeBufferPointer { unsafe csplit_token_hash($0.baseAddress, $0.count) }
    }

    package static func equal(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        var index = 0
        while index &+ 8 <= left.count {
            if unsafe word(left, at: index) != word(right, at: index) { return false }
            index &+= 8
        }
        while index < left.count {
            if unsafe left[unchecked: index] != right[unchecked: index] { return false }
            index &+= 1
        }
        return true
    }

    /// - Safety: `index + 8` must not be beyond the end of `bytes`.
    @unsafe @inline(__always)
    private static func word(_ bytes: Span<UInt8>, at index: Int) -> UInt64 {
        unsafe bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
    }

    @inlinable @inline(__always)
    package static func fold(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
        return product.high ^ product.low
    }
}
