/// A scalar read from UTF-8 and the number of bytes it takes.
@frozen
@usableFromInline
package struct DecodedScalar {
    @usableFromInline
    package var value: UInt32
    @usableFromInline
    package var length: Int

    @inlinable
    package init(value: UInt32, length: Int) {
        self.value = value
        self.length = length
    }
}

/// Reads the scalar that begins at `offset`, or nil where no well-formed sequence begins (table 3-7 of the Unicode
/// Standard: no surrogate, no overlong form, nothing above U+10FFFF).
@inlinable
@inline(__always)
package func decodeScalar(_ bytes: Span<UInt8>, at offset: Int) -> DecodedScalar? {
    let first = bytes[offset]
    if first < 0x80 { return DecodedScalar(value: UInt32(first), length: 1) }
    if first < 0xC2 || first > 0xF4 { return nil }
    let left = bytes.count - offset
    guard left >= 2 else { return nil }
    let second = bytes[offset + 1]
    guard second & 0xC0 == 0x80 else { return nil }
    if first < 0xE0 {
        return DecodedScalar(value: UInt32(first & 0x1F) << 6 | UInt32(second & 0x3F), length: 2)
    }
    guard left >= 3 else { return nil }
    let third = bytes[offset + 2]
    guard third & 0xC0 == 0x80 else { return nil }
    if first < 0xF0 {
        if first == 0xE0 && second < 0xA0 { return nil }
        if first == 0xED && second > 0x9F { return nil }
        let value = UInt32(first & 0x0F) << 12 | UInt32(second & 0x3F) << 6 | UInt32(third & 0x3F)
        return DecodedScalar(value: value, length: 3)
    }
    guard left >= 4 else { return nil }
    let fourth = bytes[offset + 3]
    guard fourth & 0xC0 == 0x80 else { return nil }
    if first == 0xF0 && second < 0x90 { return nil }
    if first == 0xF4 && second > 0x8F { return nil }
    let high = UInt32(first & 0x07) << 18 | UInt32(second & 0x3F) << 12
    return DecodedScalar(value: high | UInt32(third & 0x3F) << 6 | UInt32(fourth & 0x3F), length: 4)
}

/// Appends the UTF-8 of a scalar.
@inlinable
@inline(__always)
package func appendUTF8(_ scalar: UInt32, to bytes: inout [UInt8]) {
    if scalar < 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: scalar))
    } else if scalar < 0x800 {
        bytes.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
        bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    } else if scalar < 0x1_0000 {
        bytes.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
        bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
        bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    } else {
        bytes.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
        bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F))
        bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
        bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    }
}
