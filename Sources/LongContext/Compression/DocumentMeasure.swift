/// Everything that a comparison needs to know of one document; its text is not kept.
public struct DocumentMeasure: Sendable, Hashable {
    /// UTF-8 for people: an id or a path.
    public let name: [UInt8]
    /// What the document is grouped by, UTF-8.
    public let genre: [UInt8]
    public let text: TextMeasure
    /// Tokens with each tokenizer, in the order of the tokenizers.
    public let tokens: [Int]
    /// Whether each tokenizer gives back another text than it got; `nil` where that is not known.
    public let altered: [Bool?]
    /// Pages the document takes by itself, one figure for each page rule that was asked for.
    public let pages: [Double]

    public init(
        name: [UInt8], genre: [UInt8], text: TextMeasure, tokens: [Int], altered: [Bool?] = [], pages: [Double] = []
    ) {
        self.name = name
        self.genre = genre
        self.text = text
        self.tokens = tokens
        self.altered = altered.isEmpty ? Array(repeating: nil, count: tokens.count) : altered
        self.pages = pages
    }
}

/// Measures documents with a set of tokenizers and of pages.
///
/// The value is immutable, so any number of threads can share it.
public struct DocumentMeasurer: Sendable {
    public let counters: [any TokenCounting]
    public let pageRules: [PageRule]
    /// One for each rule, without a character on it: setting a document begins with a copy.
    private let typesetters: [Typesetter]

    /// - Throws: ``LongContextError`` for a page without room.
    public init(counters: [any TokenCounting], pageRules: [PageRule] = []) throws(LongContextError) {
        self.counters = counters
        self.pageRules = pageRules
        typesetters = try pageRules.map { (rule) throws(LongContextError) in try Typesetter(rule) }
    }

    /// - Throws: ``LongContextError`` where a tokenizer cannot count the text.
    /// - Complexity: O(*n*) in the bytes of the text, for each tokenizer.
    public func measure(_ text: [UInt8], name: [UInt8], genre: [UInt8]) throws(LongContextError) -> DocumentMeasure {
        var tokens: [Int] = []
        for counter in counters { tokens.append(try counter.tokenCount(of: text)) }
        let pages = typesetters.map { blank in
            var typesetter = blank
            typesetter.append(text)
            return typesetter.finish().pages
        }
        return DocumentMeasure(
            name: name, genre: genre, text: TextMeasure(of: text), tokens: tokens,
            altered: counters.map { $0.alters(text) }, pages: pages)
    }
}
