/// How SentencePiece makes text of pieces.
public struct SentencePieceDecoding: Sendable, Equatable {
    /// Whether the space that encoding puts at the beginning is dropped.
    public var dropsFirstSpace: Bool
    /// Whether all spaces at the beginning are, since encoding would have removed them.
    public var dropsAllFirstSpaces: Bool
    /// Pieces that leave no text: control symbols.
    public var invisible: Set<[UInt8]>
    /// Pieces that stand for a byte (`<0xED>`).
    public var bytes: Set<[UInt8]>
    /// The unknown piece, and what it leaves.
    public var unknown: [UInt8]
    public var unknownSurface: [UInt8]

    public init(
        dropsFirstSpace: Bool, dropsAllFirstSpaces: Bool, invisible: Set<[UInt8]>, bytes: Set<[UInt8]>,
        unknown: [UInt8], unknownSurface: [UInt8]
    ) {
        self.dropsFirstSpace = dropsFirstSpace
        self.dropsAllFirstSpaces = dropsAllFirstSpaces
        self.invisible = invisible
        self.bytes = bytes
        self.unknown = unknown
        self.unknownSurface = unknownSurface
    }

    private static let space: [UInt8] = [0xE2, 0x96, 0x81]

    /// The text of each piece. Bytes that are not valid UTF-8 together stay as they are.
    func apply(_ pieces: [[UInt8]]) -> [[UInt8]] {
        var result: [[UInt8]] = []
        var isAtStart = true
        var hasDropped = false
        var hasText = false
        for piece in pieces {
            if bytes.contains(piece), let byte = DecoderComponent.fallbackByte(piece) {
                result.append([byte])
                hasText = true
                continue
            }
            if hasDropped || hasText { isAtStart = false }
            hasDropped = false
            if invisible.contains(piece) { continue }
            if piece == unknown {
                result.append(unknownSurface)
                hasText = hasText || !unknownSurface.isEmpty
                continue
            }
            var rest = piece[...]
            if isAtStart, dropsFirstSpace, rest.starts(with: Self.space) {
                rest = rest.dropFirst(Self.space.count)
                hasDropped = !dropsAllFirstSpaces
            }
            let text = DecoderComponent.replacing(Array(rest), Self.space, with: [0x20])
            hasText = hasText || !text.isEmpty
            result.append(text)
        }
        return result
    }
}
