/// A vocabulary's look-up from bytes to ids, made when somebody asks for the first time.
final class SharedTokenLookup: Sendable {
    private let made: MadeOnce<TokenLookup>

    /// - Parameter made: the look-up where a file had it ready.
    init(_ made: TokenLookup? = nil) {
        self.made = MadeOnce(made)
    }

    /// - Complexity: O(*n*) expected in the bytes of the tokens, the first time.
    func make(_ tokens: TokenTable) -> TokenLookup {
        made.get { TokenLookup(tokens) }
    }
}
