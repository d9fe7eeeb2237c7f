public import BytePairEncoding
public import TextNormalization

/// A tokenizer: from text to ids and back.
///
/// It puts the stages together: added tokens are cut out, the text between them is normalized and cut into
/// pre-tokens, and each pre-token becomes ids. The value is immutable and can be used from any number of threads; what
/// a thread needs of its own (a word cache, scratch memory) it borrows from a pool.
///
/// There are two ways through. A byte-level vocabulary behind a known split takes the fast one, in which every stage
/// is hand-written. Everything else takes the general one, which follows any components exactly but not fast.
///
/// ```swift
/// let ids = try tokenizer.encode("한국어를 배웁니다")
/// let text = try tokenizer.decode(ids)   // "한국어를 배웁니다"
/// ```
public struct Tokenizer: Sendable {
    /// The two ways from text to ids.
    enum Engine: Sendable {
        case byteLevel(ByteLevelEngine)
        case general(GeneralEngine)
    }

    /// A name for people: where the tokenizer came from.
    public let name: String
    /// Tokens that no text is encoded to, but that ids can name, with what they decode to.
    public let unreachableTokens: [(id: TokenID, bytes: [UInt8])]
    /// In the order of their ids.
    public let addedTokens: [AddedToken]
    /// The tokens that the model expects around a text; they are only put there on request.
    public let template: TokenTemplate

    /// What its file says that was not followed, in a line each, for people.
    public var notes: [String] = []

    let engine: Engine
    let decodeTable: TokenTable
    let specialIDs: Set<TokenID>
    /// Added tokens that stand for their text as it is; the bytes of all others are of normalized text.
    let verbatimIDs: Set<TokenID>

    /// A byte-level tokenizer of its parts.
    ///
    /// - Throws: `TokenizationError.badAddedToken` where an added token has no text, or two share an id.
    public init(
        name: String, normalization: NormalizationPolicy, preTokenizer: PreTokenizer, vocabulary: Vocabulary,
        addedTokens: [AddedToken] = [], unreachableTokens: [(id: TokenID, bytes: [UInt8])] = [],
        addsPrefixSpace: Bool = false, template: TokenTemplate = TokenTemplate()
    ) throws(TokenizationError) {
        let model = ByteLevelModel(
            normalization: normalization, preTokenizer: preTokenizer, vocabulary: vocabulary,
            addsPrefixSpace: addsPrefixSpace)
        try self.init(
            name: name, engine: .byteLevel(ByteLevelEngine(model, addedTokens)), tokens: vocabulary.tokens,
            addedTokens: addedTokens, unreachableTokens: unreachableTokens, template: template)
    }

    /// A tokenizer of any components.
    ///
    /// - Throws: `TokenizationError.badAddedToken` where an added token has no text, or two share an id.
    public init(
        name: String, model: GeneralModel, addedTokens: [AddedToken] = [],
        unreachableTokens: [(id: TokenID, bytes: [UInt8])] = [], template: TokenTemplate = TokenTemplate()
    ) throws(TokenizationError) {
        try self.init(
            name: name, engine: .general(GeneralEngine(model, addedTokens)), tokens: model.model.tokens,
            addedTokens: addedTokens, unreachableTokens: unreachableTokens, template: template)
    }

    private init(
        name: String, engine: Engine, tokens: TokenTable, addedTokens: [AddedToken],
        unreachableTokens: [(id: TokenID, bytes: [UInt8])], template: TokenTemplate
    ) throws(TokenizationError) {
        self.name = name
        self.engine = engine
        self.addedTokens = addedTokens.sorted { $0.id < $1.id }
        self.unreachableTokens = unreachableTokens
        self.template = template
        specialIDs = Set(addedTokens.lazy.filter(\.isSpecial).map(\.id))
        verbatimIDs = Set(addedTokens.lazy.filter { !$0.isNormalized }.map(\.id))
        decodeTable = try Self.decodeTable(
            tokens, Self.decodedTokens(self.addedTokens, engine), unreachableTokens)
    }

    /// What is decoded with an inverse must be of normalized text, as it was found there.
    private static func decodedTokens(_ addedTokens: [AddedToken], _ engine: Engine) -> [AddedToken] {
        guard case .byteLevel(let engine) = engine, engine.model.normalization == .jamo else { return addedTokens }
        return addedTokens.map { token in
            guard token.isNormalized else { return token }
            var token = token
            token.content = engine.normalizer.normalize(token.content).bytes
            return token
        }
    }

    /// The number of ids: the highest id and one, gaps included.
    public var idCount: Int { decodeTable.count }

    /// The parts of the fast path; nil where the tokenizer takes the general one.
    public var byteLevel: ByteLevelModel? {
        if case .byteLevel(let engine) = engine { engine.model } else { nil }
    }

    /// The parts of the general path; nil where the tokenizer takes the fast one.
    public var general: GeneralModel? {
        if case .general(let engine) = engine { engine.model } else { nil }
    }

    /// The byte-level vocabulary, whichever path it is used on; nil where the model is of another kind.
    public var vocabulary: Vocabulary? {
        switch engine {
        case .byteLevel(let engine): engine.model.vocabulary
        case .general(let engine):
            if case .bytePairs(let vocabulary) = engine.model.model { vocabulary } else { nil }
        }
    }

    private static func decodeTable(
        _ tokens: TokenTable, _ addedTokens: [AddedToken], _ unreachableTokens: [(id: TokenID, bytes: [UInt8])]
    ) throws(TokenizationError) -> TokenTable {
        for pair in zip(addedTokens, addedTokens.dropFirst()) where pair.0.id == pair.1.id {
            throw .badAddedToken("two tokens have the id \(pair.0.id)")
        }
        for token in addedTokens where token.content.isEmpty {
            throw .badAddedToken("the token with the id \(token.id) has no text")
        }
        if addedTokens.isEmpty, unreachableTokens.isEmpty { return tokens }
        // Others take the place of what the model has under their ids.
        var others = Dictionary(unreachableTokens.map { ($0.id.index, $0.bytes) }) { first, _ in first }
        for token in addedTokens { others[token.id.index] = token.content }
        let highest = max(tokens.count, (others.keys.max() ?? -1) + 1)
        guard highest <= tokens.count + addedTokens.count + 1_000_000 else {
            throw .badAddedToken("the id \(highest - 1) is far above all others")
        }
        var table = TokenTable()
        table.reserveCapacity(tokens: highest, bytes: tokens.bytes.count + others.values.reduce(0) { $0 + $1.count })
        for index in others.keys.sorted() {
            table.append(contentsOf: tokens, min(table.count, tokens.count)..<min(index, tokens.count))
            while table.count < index { table.append([]) }
            table.append(others[index] ?? [])
        }
        table.append(contentsOf: tokens, min(table.count, tokens.count)..<tokens.count)
        return table
    }
}
