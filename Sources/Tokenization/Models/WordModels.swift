package import BytePairEncoding

/// BERT's model: of each piece the longest token that it begins with, then the longest that the rest continues with.
public struct WordPieceModel: Sendable {
    package let spellings: TokenSpellings
    private let unknown: TokenID
    private let continuingPrefix: [UInt8]
    /// A piece of more characters is unknown as a whole.
    private let maximumCharacters: Int

    package init(spellings: TokenSpellings, unknown: TokenID, continuingPrefix: [UInt8], maximumCharacters: Int) {
        self.spellings = spellings
        self.unknown = unknown
        self.continuingPrefix = continuingPrefix
        self.maximumCharacters = maximumCharacters
    }

    /// Appends the tokens of a piece; one that cannot be cut into tokens is unknown as a whole.
    ///
    /// - Complexity: O(*m*²) for *m* characters, of which there are at most `maximumCharacters`.
    func encode(_ piece: [UInt8], into tokens: inout [PieceToken]) {
        let whole = PieceToken(id: unknown, range: 0..<piece.count)
        guard Characters.count(piece.span) <= maximumCharacters else {
            tokens.append(whole)
            return
        }
        let first = tokens.count
        var start = 0
        while start < piece.count {
            var end = piece.count
            var found: TokenID?
            while start < end {
                found = spellings.id(of: (start > 0 ? continuingPrefix : []) + piece[start..<end])
                if found != nil { break }
                end = Characters.start(of: piece.span, before: end)
            }
            guard let found else {
                tokens.removeLast(tokens.count - first)
                tokens.append(whole)
                return
            }
            tokens.append(PieceToken(id: found, range: start..<end))
            start = end
        }
    }
}

/// The plainest model: a piece is a token, or it is unknown.
public struct WordLevelModel: Sendable {
    package let spellings: TokenSpellings
    private let unknown: TokenID?

    package init(spellings: TokenSpellings, unknown: TokenID?) {
        self.spellings = spellings
        self.unknown = unknown
    }

    func encode(_ piece: [UInt8], into tokens: inout [PieceToken]) {
        if let id = spellings.id(of: piece) ?? unknown {
            tokens.append(PieceToken(id: id, range: 0..<piece.count))
        }
    }
}
