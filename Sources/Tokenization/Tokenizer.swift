public import BytePairEncoding
public import TextNormalization

/// A tokenizer: from text to ids and back.
///
/// It puts the stages together: added tokens are cut out, the text between them is normalized and cut into
/// pre-tokens, and each pre-token is merged. The value is immutable and can be used from any number of threads; what
/// a thread needs of its own (a word cache, scratch memory) it borrows from a pool.
///
/// ```swift
/// let ids = try tokenizer.encode("한국어를 배웁니다")
/// let text = try tokenizer.decode(ids)   // "한국어를 배웁니다"
/// ```
public struct Tokenizer: Sendable {
    /// A name for people: where the tokenizer came from.
    public let name: String
    public let normalization: NormalizationPolicy
    public let preTokenizer: PreTokenizer
    public let vocabulary: Vocabulary
    /// Tokens that no text is encoded to, but that ids can name, with what they decode to.
    public let unreachableTokens: [(id: TokenID, bytes: [UInt8])]
    /// In the order of their ids.
    public let addedTokens: [AddedToken]
    /// Whether text that does not start with a space is encoded as if it did (GPT-2's `add_prefix_space`), each
    /// stretch between added tokens for itself.
    public let addsPrefixSpace: Bool

    let normalizer: Normalizer
    let rawMatcher: AddedTokenMatcher
    let normalizedMatcher: AddedTokenMatcher
    let decodeTable: TokenTable
    let specialIDs: Set<TokenID>
    /// Added tokens that stand for their text as it is; the bytes of all others are of normalized text.
    let verbatimIDs: Set<TokenID>
    let pool: TextEncoderPool

    /// A tokenizer of its parts.
    ///
    /// - Throws: `TokenizationError.badAddedToken` where an added token has no text, or two share an id.
    public init(
        name: String, normalization: NormalizationPolicy, preTokenizer: PreTokenizer, vocabulary: Vocabulary,
        addedTokens: [AddedToken] = [], unreachableTokens: [(id: TokenID, bytes: [UInt8])] = [],
        addsPrefixSpace: Bool = false
    ) throws(TokenizationError) {
        self.name = name
        self.normalization = normalization
        self.preTokenizer = preTokenizer
        self.vocabulary = vocabulary
        self.addedTokens = addedTokens.sorted { $0.id < $1.id }
        self.unreachableTokens = unreachableTokens
        self.addsPrefixSpace = addsPrefixSpace
        normalizer = Normalizer(normalization)
        specialIDs = Set(addedTokens.lazy.filter(\.isSpecial).map(\.id))
        verbatimIDs = Set(addedTokens.lazy.filter { !$0.isNormalized }.map(\.id))
        rawMatcher = AddedTokenMatcher(addedTokens.filter { !$0.isNormalized })
        let normalizer = self.normalizer
        let normalizedTokens = addedTokens.filter(\.isNormalized).map { token in
            var token = token
            token.content = normalizer.normalize(token.content).bytes
            return token
        }
        normalizedMatcher = AddedTokenMatcher(normalizedTokens)
        // What is decoded with an inverse must be of normalized text, as it was found there.
        let decodedTokens =
            normalization == .jamo
            ? (addedTokens.filter { !$0.isNormalized } + normalizedTokens).sorted { $0.id < $1.id } : self.addedTokens
        decodeTable = try Self.decodeTable(vocabulary.tokens, decodedTokens, unreachableTokens)
        pool = TextEncoderPool(vocabulary, preTokenizer)
    }

    /// The number of ids: the highest id and one, gaps included.
    public var idCount: Int { decodeTable.count }

    private static func decodeTable(
        _ tokens: TokenTable, _ addedTokens: [AddedToken], _ unreachableTokens: [(id: TokenID, bytes: [UInt8])]
    ) throws(TokenizationError) -> TokenTable {
        var table = TokenTable()
        let unreachable = Dictionary(unreachableTokens.map { ($0.id.index, $0.bytes) }) { first, _ in first }
        var added = addedTokens.makeIterator()
        var next = added.next()
        for pair in zip(addedTokens, addedTokens.dropFirst()) where pair.0.id == pair.1.id {
            throw .badAddedToken("two tokens have the id \(pair.0.id)")
        }
        let highest = max(tokens.count, (addedTokens.last?.id.index ?? -1) + 1)
        guard highest <= tokens.count + addedTokens.count + 1_000_000 else {
            throw .badAddedToken("the id \(highest - 1) is far above all others")
        }
        for index in 0..<highest {
            if let token = next, token.id.index == index {
                guard !token.content.isEmpty else { throw .badAddedToken("the token with the id \(index) has no text") }
                table.append(token.content)
                next = added.next()
            } else if let bytes = unreachable[index] {
                table.append(bytes)
            } else if index < tokens.count {
                table.append(tokens[TokenID(index: index)])
            } else {
                table.append([])
            }
        }
        return table
    }
}
