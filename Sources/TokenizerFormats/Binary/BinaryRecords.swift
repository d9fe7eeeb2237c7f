internal import BytePairEncoding
internal import Tokenization

/// Lists of added tokens in `.malmoi` files: for each the id, the flags and the number of bytes (32 bits each), then
/// the bytes.
enum BinaryRecords {
    /// Special, normalized, strips left, strips right, single word: from the lowest bit.
    private static func mask(_ token: AddedToken) -> UInt32 {
        let flags = [token.isSpecial, token.isNormalized, token.stripsLeft, token.stripsRight, token.isSingleWord]
        return flags.enumerated().reduce(0) { $0 | ($1.element ? 1 << UInt32($1.offset) : 0) }
    }

    static func bytes(of tokens: [AddedToken]) -> [UInt8] {
        var bytes: [UInt8] = []
        for token in tokens {
            BinaryLayout.append(token.id.rawValue, to: &bytes)
            BinaryLayout.append(mask(token), to: &bytes)
            BinaryLayout.append(UInt32(token.content.count), to: &bytes)
            bytes += token.content
        }
        return bytes
    }

    /// The tokens of a list; nil where it is cut short or has flags that are not known.
    static func tokens(in bytes: [UInt8]) -> [AddedToken]? {
        var tokens: [AddedToken] = []
        var offset = 0
        func number(_ offset: Int) -> UInt32 {
            (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) }
        }
        while offset < bytes.count {
            guard bytes.count - offset >= 12 else { return nil }
            let mask = number(offset + 4)
            let count = Int(number(offset + 8))
            let start = offset + 12
            guard mask < 32, count <= bytes.count - start else { return nil }
            func has(_ bit: UInt32) -> Bool { mask >> bit & 1 == 1 }
            let token = AddedToken(
                id: TokenID(number(offset)), content: Array(bytes[start..<start + count]), isSpecial: has(0),
                isNormalized: has(1), stripsLeft: has(2), stripsRight: has(3), isSingleWord: has(4))
            tokens.append(token)
            offset = start + count
        }
        return tokens
    }
}
