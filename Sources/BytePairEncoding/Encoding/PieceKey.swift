/// The bytes of a short piece as two words: what the cache compares, together with the length.
struct PieceKey {
    /// Longer pieces have no key. A space and five syllables fit; 97 of 100 pieces of Korean text do.
    static let maximumLength = 16

    var low: UInt64
    var high: UInt64

    init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    /// The key of the bytes at `start` that two masks let through.
    ///
    /// - Safety: 16 bytes at `start` and two words at `masks` must be readable.
    @unsafe @inline(__always)
    init(_ start: UnsafePointer<UInt8>, _ masks: UnsafePointer<UInt64>) {
        let words = unsafe UnsafeRawPointer(start)
        unsafe low = words.loadUnaligned(as: UInt64.self) & masks[0]
        unsafe high = words.loadUnaligned(fromByteOffset: 8, as: UInt64.self) & masks[1]
    }

    /// The key of a piece behind which 16 bytes cannot be read.
    ///
    /// - Safety: `length` bytes at `start` must be readable, and at most 16.
    @unsafe
    init(atEndOfText start: UnsafePointer<UInt8>, length: Int) {
        low = 0
        high = 0
        var index = length
        while index > 0 {
            index &-= 1
            high = high << 8 | low >> 56
            unsafe low = low << 8 | UInt64(start[index])
        }
    }

    /// For every length from 0 to 16 the masks of its two words.
    static let masks: [UInt64] = (0...maximumLength).flatMap { length in
        [0, 8].map { (start: Int) -> UInt64 in
            let bytes = max(0, min(8, length - start))
            return bytes == 0 ? 0 : .max >> UInt64(64 - 8 * bytes)
        }
    }

    @inline(__always)
    func hash(length: Int) -> UInt64 {
        let first = low ^ 0x9E37_79B9_7F4A_7C15
        let second = high ^ 0xA076_1D64_78BD_642F ^ UInt64(truncatingIfNeeded: length)
        let product = first.multipliedFullWidth(by: second)
        return product.high ^ product.low
    }
}
