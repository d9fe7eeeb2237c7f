/// Spaces become a visible character, which begins a piece.
public struct Metaspace: Sendable, Equatable {
    /// Where the character is put before a piece that does not begin with it.
    public enum PrependScheme: String, Sendable {
        case always, never
        /// Only where the piece is the beginning of the text.
        case first
    }

    /// UTF-8; ▁ nearly always.
    public var replacement: [UInt8]
    public var scheme: PrependScheme
    /// Whether pieces are cut before every replacement.
    public var splits: Bool

    public init(replacement: [UInt8], scheme: PrependScheme, splits: Bool) {
        self.replacement = replacement
        self.scheme = scheme
        self.splits = splits
    }

    func cut(_ piece: AlignedText, into result: inout [AlignedText]) throws(RegexError) {
        var text = CharacterEdits.replacing(piece, with: replacement) { $0 == 0x20 }
        let isAtStart = scheme == .always || scheme == .first && piece.origin(of: 0..<1).lowerBound == 0
        if isAtStart, !text.bytes.starts(with: replacement) {
            text = text.prefixed(by: replacement)
        }
        guard splits else {
            result.append(text)
            return
        }
        let stretches = try TextPattern.literal(replacement).stretches(in: text.bytes)
        for range in SplitBehavior.mergedWithNext.pieces(of: stretches, isInverted: false) {
            result.append(text.slice(range))
        }
    }
}
