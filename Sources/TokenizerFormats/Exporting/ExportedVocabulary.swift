internal import BytePairEncoding
internal import Tokenization

/// The entries of a `vocab` object: every token that needs one, in the order of ids.
struct ExportedVocabulary: Sendable {
    struct Entry: Sendable {
        var id: TokenID
        /// As the file spells it.
        var spelling: [UInt8]
    }

    private(set) var entries: [Entry] = []

    /// Why the tokens cannot be written.
    struct Problem: Error {
        var id: TokenID
        var reason: String
    }

    /// Collects the entries.
    ///
    /// The reference library gives an added token the id that the vocabulary has for its text, or else the next free
    /// one behind the vocabulary. Where that would not give the right ids, added tokens are entries too.
    init(_ tokenizer: Tokenizer, _ vocabulary: Vocabulary) throws(Problem) {
        let tokens = vocabulary.tokens
        for index in 0..<tokens.count {
            let id = TokenID(index: index)
            if tokens.byteCount(of: id) == 0 { continue }
            var spelling: [UInt8] = []
            ByteLevelAlphabet.appendEncoded(tokens[id], to: &spelling)
            entries.append(Entry(id: id, spelling: spelling))
        }
        for token in tokenizer.unreachableTokens {
            entries.append(Entry(id: token.id, spelling: token.bytes))
        }
        if !Self.numbersItself(tokenizer.addedTokens, behind: entries) {
            let listed = Set(entries.map(\.id))
            for token in tokenizer.addedTokens where !listed.contains(token.id) {
                entries.append(Entry(id: token.id, spelling: token.content))
            }
        }
        entries.sort { $0.id < $1.id }
        try check(tokenizer.addedTokens)
    }

    /// Whether the reference would give each added token its id if the vocabulary had only these entries.
    private static func numbersItself(_ addedTokens: [AddedToken], behind entries: [Entry]) -> Bool {
        let ids = Dictionary(entries.map { ($0.spelling, $0.id.index) }) { first, _ in first }
        var highest: Int?
        for token in addedTokens {
            let next = highest.map { $0 >= entries.count ? $0 + 1 : entries.count } ?? entries.count
            let expected = ids[token.content] ?? next
            if expected != token.id.index { return false }
            highest = max(highest ?? 0, expected)
        }
        return true
    }

    private func check(_ addedTokens: [AddedToken]) throws(Problem) {
        var ids: [[UInt8]: TokenID] = [:]
        for entry in entries {
            if let other = ids.updateValue(entry.id, forKey: entry.spelling) {
                throw Problem(id: entry.id, reason: "it is spelled like the token with the id \(other)")
            }
        }
        for token in addedTokens {
            guard String(validating: token.content, as: UTF8.self) != nil else {
                throw Problem(id: token.id, reason: "the added token is not valid UTF-8")
            }
            if let id = ids[token.content], id != token.id {
                throw Problem(id: token.id, reason: "the added token is spelled like the token with the id \(id)")
            }
        }
    }
}
