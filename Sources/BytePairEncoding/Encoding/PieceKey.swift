/// The bytes of a short piece as three words, with the length in the last byte: what the cache compares.
struct PieceKey {
    /// Longer pieces have no key and are not cached.
    static let maximumLength = 23

    var low: UInt64
    var middle: UInt64
    var high: UInt64

    /// The key of `length` bytes at `start`.
    ///
    /// - Precondition: `length` must be at most `maximumLength`, and the bytes within the text.
    @inline(__always)
    init(_ text: Span<UInt8>, start: Int, length: Int) {
        if start &+ 24 <= text.count {
            unsafe low = Self.word(text, at: start) & Self.mask(length)
            unsafe middle = Self.word(text, at: start &+ 8) & Self.mask(length &- 8)
            unsafe high = Self.word(text, at: start &+ 16) & Self.mask(length &- 16)
        } else {
            low = 0
            middle = 0
            high = 0
            var index = length
            while index > 0 {
                index &-= 1
                high = high << 8 | middle >> 56
                middle = middle << 8 | low >> 56
                unsafe low = low << 8 | UInt64(text[unchecked: start &+ index])
            }
        }
        high |= UInt64(truncatingIfNeeded: length) << 56
    }

    /// - Safety: eight bytes at `offset` must be within the text.
    @unsafe @inline(__always)
    private static func word(_ text: Span<UInt8>, at offset: Int) -> UInt64 {
        unsafe text.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
    }

    /// All ones in the lowest `length` bytes; none below zero, all above eight.
    @inline(__always)
    private static func mask(_ length: Int) -> UInt64 {
        length >= 8 ? .max : length <= 0 ? 0 : (1 &<< UInt64(truncatingIfNeeded: length &* 8)) &- 1
    }

    @inline(__always)
    var hash: UInt64 {
        let first = (low ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: middle ^ 0xA076_1D64_78BD_642F)
        return ByteHash.fold((first.high ^ first.low) ^ high)
    }
}
