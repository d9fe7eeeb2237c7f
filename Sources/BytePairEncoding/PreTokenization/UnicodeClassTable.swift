/// The class of every code point, as one flat table of bytes.
///
/// Text touches only the lines of the table that its scripts use (Korean: 11 KB for all syllables), and one load
/// without a branch beats a two-stage table. The 1.1 MB are filled at first use, in well under a millisecond.
package struct UnicodeClassTable: Sendable {
    /// The table of the process.
    package static let shared = UnicodeClassTable()

    /// `UnicodeClassSet` bits by code point.
    let bits: [UInt16]

    private init() {
        bits = unsafe Array(unsafeUninitializedCapacity: 0x110000) { buffer, count in
            for (index, run) in Self.runs.enumerated() {
                let start = Int(run >> 4)
                let end = index + 1 < Self.runs.count ? Int(Self.runs[index + 1] >> 4) : 0x110000
                let value: UInt16 = 1 << UInt16(run & 0xF)
                for codePoint in start..<end {
                    unsafe buffer.initializeElement(at: codePoint, to: value)
                }
            }
            count = 0x110000
        }
    }

    /// The class of a code point; unassigned ones and surrogates are `other`.
    package func unicodeClass(of codePoint: UInt32) -> UnicodeClass {
        guard codePoint < 0x110000 else { return .other }
        return UnicodeClass(rawValue: UInt8(bits[Int(codePoint)].trailingZeroBitCount)) ?? .other
    }
}
