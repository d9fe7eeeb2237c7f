/// The checksum of `.malmoi` files: 64 bits, against damage and not against people.
///
/// Four lanes of multiply and rotate, so that the multiplications overlap: a file of 12 MB takes about a millisecond.
/// Every step is one to one, so a change within any eight bytes always changes the sum. Documentation/BinaryFormat.md
/// defines it.
enum BinaryChecksum {
    private static let multipliers: SIMD4<UInt64> = [
        0x9E37_79B9_7F4A_7C15, 0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB, 0x8EBC_6AF0_9C88_C6E3,
    ]

    static func checksum(_ bytes: [UInt8]) -> UInt64 {
        unsafe bytes.withUnsafeBytes { unsafe checksum($0) }
    }

    /// - Safety: the bytes must be valid.
    @unsafe
    static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var first = multipliers[0]
        var second = multipliers[1]
        var third = multipliers[2]
        var fourth = multipliers[3]
        var offset = 0
        while offset &+ 32 <= bytes.count {
            unsafe first = step(first, word(bytes, offset), multipliers[0])
            unsafe second = step(second, word(bytes, offset &+ 8), multipliers[1])
            unsafe third = step(third, word(bytes, offset &+ 16), multipliers[2])
            unsafe fourth = step(fourth, word(bytes, offset &+ 24), multipliers[3])
            offset &+= 32
        }
        while offset < bytes.count {
            unsafe first = step(first, UInt64(bytes[offset]), multipliers[0])
            offset &+= 1
        }
        var sum = UInt64(truncatingIfNeeded: bytes.count)
        for lane in [first, second, third, fourth] {
            sum = step(sum, lane, multipliers[1])
        }
        return sum ^ sum >> 32
    }

    @inline(__always)
    private static func step(_ sum: UInt64, _ word: UInt64, _ multiplier: UInt64) -> UInt64 {
        let mixed = (sum ^ word) &* multiplier
        return mixed << 29 | mixed >> 35
    }

    @unsafe @inline(__always)
    private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
        unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
}
