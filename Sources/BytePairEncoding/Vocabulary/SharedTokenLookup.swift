internal import Synchronization

/// A vocabulary's look-up from bytes to ids, made once for all threads by the first that asks for it.
final class SharedTokenLookup: Sendable {
    private let made: Locked<TokenLookup?>

    /// - Parameter made: the look-up where a file had it ready.
    init(_ made: TokenLookup? = nil) {
        self.made = Locked(made)
    }

    /// - Complexity: O(*n*) expected in the bytes of the tokens, the first time.
    func make(_ tokens: TokenTable) -> TokenLookup {
        made.withLock { made in
            if let made { return made }
            let lookup = TokenLookup(tokens)
            made = lookup
            return lookup
        }
    }
}
