/// The order of pieces by their bytes.
enum PieceOrder {
    /// The first eight bytes as a number that orders like them; shorter pieces are filled up with zeros.
    @inline(__always)
    static func prefix(of piece: Span<UInt8>) -> UInt64 {
        if piece.count >= 8 {
            return unsafe UInt64(bigEndian: piece.bytes.unsafeLoadUnaligned(as: UInt64.self))
        }
        var prefix: UInt64 = 0
        for index in piece.indices { prefix |= UInt64(piece[index]) << UInt64(56 - 8 * index) }
        return prefix
    }

    /// Whether a piece comes before another.
    @inline(__always)
    static func precedes(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
        let count = min(one.count, other.count)
        for index in 0..<count where one[index] != other[index] { return one[index] < other[index] }
        return one.count < other.count
    }
}
