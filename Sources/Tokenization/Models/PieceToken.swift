package import BytePairEncoding

/// A token of a piece, and which of the piece's bytes it stands for.
package struct PieceToken: Sendable, Equatable {
    package var id: TokenID
    package var range: Range<Int>
}

/// Tokens as a model's file spells them, to be found by spelling.
package struct TokenSpellings: Sendable {
    /// The spelling of every id; ids without one are gaps.
    package let tokens: TokenTable
    private let lookup: TokenLookup

    package init(_ tokens: TokenTable) {
        self.tokens = tokens
        lookup = TokenLookup(tokens)
    }

    /// The id of the token with exactly this spelling.
    package func id(of spelling: Span<UInt8>) -> TokenID? {
        lookup.find(spelling)
    }

    package func id(of spelling: [UInt8]) -> TokenID? {
        lookup.find(spelling.span)
    }

    /// The ids of the tokens `<0x00>` to `<0xFF>`, which stand for single bytes.
    package func byteFallbacks() -> [TokenID?] {
        (UInt8.min...UInt8.max).map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return id(of: Array((byte < 16 ? "<0x0" : "<0x").utf8) + Array(digits.utf8) + [UInt8(ascii: ">")])
        }
    }
}
