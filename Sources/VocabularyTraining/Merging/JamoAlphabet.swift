/// The letters that a vocabulary of all Hangul, old and new, has by right: every conjoining jamo, the tone marks, and
/// the marker of the `jamo` policy.
enum JamoAlphabet {
    private static let ranges: [ClosedRange<UInt32>] = [
        0x034F...0x034F, 0x1100...0x11FF, 0x302E...0x302F, 0xA960...0xA97C, 0xD7B0...0xD7C6, 0xD7CB...0xD7FB,
    ]

    /// As `PackedCharacters` has them, in the order of code points.
    static let characters: [UInt32] = ranges.flatMap { range in
        range.compactMap { value in
            Unicode.Scalar(value).map { String($0).utf8.reduce(0) { $0 << 8 | UInt32($1) } }
        }
    }

    /// How many ids they take, with the first parts that they are built through.
    static let tokenCount: Int = {
        var parts: Set<[UInt8]> = []
        for character in characters {
            let bytes = PackedCharacters.bytes(of: character)
            for length in 2...bytes.count { parts.insert(Array(bytes[..<length])) }
        }
        return parts.count
    }()
}
