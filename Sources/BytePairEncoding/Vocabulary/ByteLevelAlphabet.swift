/// GPT-2's way to write bytes as printable characters, which byte-level files use.
///
/// Printable Latin-1 bytes stand for themselves; the other 68 are written as U+0100 and up, in order. The order of
/// these characters is also the order of the 256 byte tokens in vocabularies trained here, as in those that the
/// reference trainer makes: the rule for ties compares ids, so only the same order gives the same merges.
public enum ByteLevelAlphabet {
    /// The 256 bytes in the order of the characters that stand for them.
    public static let orderedBytes: [UInt8] = {
        let printable = Array(UInt8(0x21)...0x7E) + Array(UInt8(0xA1)...0xAC) + Array(UInt8(0xAE)...0xFF)
        return printable + (UInt8.min...UInt8.max).filter { !printable.contains($0) }
    }()

    /// By byte, the code point of the character that stands for it; all are below U+0144.
    public static let codePoints: [UInt16] = {
        var codePoints = [UInt16](repeating: 0, count: 256)
        for (index, byte) in orderedBytes.enumerated() {
            codePoints[Int(byte)] = index < 188 ? UInt16(byte) : UInt16(256 + index - 188)
        }
        return codePoints
    }()
}
