/// Holds back the bytes of a character that is not complete yet.
///
/// Tokens may end inside a character. A program that shows text while a model is still writing must not show half of
/// one: bytes go in as they come, and what comes out ends at the end of a character. Bytes that can never become a
/// character are let through as they are.
public struct CharacterGate: Sendable {
    private var held: [UInt8] = []

    public init() {}

    /// Adds bytes, and takes out all that can be shown.
    public mutating func push(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        held.append(contentsOf: bytes)
        let complete = held.count - Self.incompleteTail(held)
        defer { held.removeFirst(complete) }
        return Array(held[..<complete])
    }

    /// Takes out what is left at the end of the text: nothing, or the bytes of an incomplete character.
    public mutating func finish() -> [UInt8] {
        defer { held.removeAll() }
        return held
    }

    /// The number of bytes at the end that start a character but do not complete it (0 to 3).
    private static func incompleteTail(_ bytes: [UInt8]) -> Int {
        for length in 1...3 where length <= bytes.count {
            let lead = bytes[bytes.count - length]
            if lead & 0xC0 == 0x80 { continue }
            let needed =
                lead >= 0xF0 && lead <= 0xF4 ? 4 : lead >= 0xE0 && lead < 0xF0 ? 3 : lead >= 0xC2 && lead < 0xE0 ? 2 : 1
            guard needed > length else { return 0 }
            return isPrefix(Array(bytes.suffix(length))) ? length : 0
        }
        return 0
    }

    /// Whether a lead byte and its continuation bytes can still become a character (Unicode 16, table 3-7).
    private static func isPrefix(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 1 else { return true }
        switch bytes[0] {
        case 0xE0: return bytes[1] >= 0xA0
        case 0xED: return bytes[1] < 0xA0
        case 0xF0: return bytes[1] >= 0x90
        case 0xF4: return bytes[1] < 0x90
        default: return true
        }
    }
}
