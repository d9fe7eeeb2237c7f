/// How much of a context is left for documents.
public struct ContextBudget: Sendable, Hashable {
    /// Tokens of the context.
    public let context: Int
    /// Tokens kept free for prompt and answer.
    public let reserve: Int

    public var available: Int { context - reserve }

    /// - Throws: ``LongContextError/outOfRange(what:value:allowed:)`` for a context of nothing, and for a reserve that
    ///   leaves nothing of it.
    public init(context: Int, reserve: Int = 0) throws(LongContextError) {
        guard context >= 1 else {
            throw .outOfRange(what: "the context", value: context, allowed: "at least one token")
        }
        guard reserve >= 0, reserve < context else {
            throw .outOfRange(
                what: "the reserve for prompt and answer", value: reserve,
                allowed: "from 0 to less than the context of \(context) tokens")
        }
        self.context = context
        self.reserve = reserve
    }
}

/// How a document fares in a context.
public enum DocumentFit: Sendable, Hashable {
    case whole
    /// Only the first bytes fit, and `tokens` of them; what is missing begins on `page` (from one).
    case truncated(atByte: Int, tokens: Int, page: Int)
    case leftOut
}

/// Puts documents into a context, one after the other, as long as they fit.
///
/// The first document that does not fit is truncated and everything after it is left out, as happens when a prompt is
/// put together in order. Counts are of each document by itself, with `separator` tokens between two.
public struct ContextFiller: Sendable {
    public let budget: ContextBudget
    public let separator: Int
    public let level: CutLevel
    private let counter: any TokenCounting
    private let pageRule: PageRule
    /// Tokens that are taken so far.
    public private(set) var used = 0
    /// Tokens that all documents would take.
    public private(set) var needed = 0
    /// Pages of all documents, and of those parts that fit.
    public private(set) var pages = 0.0
    public private(set) var pagesThatFit = 0.0
    private var isFull = false
    private var isEmpty = true

    public init(
        _ budget: ContextBudget, separator: Int = 0, level: CutLevel = .eojeol, pageRule: PageRule,
        counter: any TokenCounting
    ) throws(LongContextError) {
        guard separator >= 0 else {
            throw .outOfRange(what: "the separator", value: separator, allowed: "zero or more tokens")
        }
        // Refused now and not at the first document.
        _ = try Typesetter(pageRule)
        self.budget = budget
        self.separator = separator
        self.level = level
        self.pageRule = pageRule
        self.counter = counter
    }

    public var left: Int { max(0, budget.available - used) }
    public var fits: Bool { needed <= budget.available }

    /// One document that was put in, or was not.
    public struct Placement: Sendable, Hashable {
        public let tokens: Int
        public let pages: Double
        public let fit: DocumentFit

        public init(tokens: Int, pages: Double, fit: DocumentFit) {
            self.tokens = tokens
            self.pages = pages
            self.fit = fit
        }
    }

    public mutating func add(_ text: [UInt8]) throws(LongContextError) -> Placement {
        let tokens = try counter.tokenCount(of: text)
        let measure = try PageMeasure(of: text, rule: pageRule)
        let between = isEmpty ? 0 : separator
        isEmpty = false
        needed += between + tokens
        pages += measure.pages
        let room = budget.available - used - between
        if isFull || room <= 0 && tokens > 0 {
            isFull = true
            return Placement(tokens: tokens, pages: measure.pages, fit: .leftOut)
        }
        if tokens <= room {
            used += between + tokens
            pagesThatFit += measure.pages
            return Placement(tokens: tokens, pages: measure.pages, fit: .whole)
        }
        isFull = true
        let fitter = PieceFitter(text: text, counter: counter)
        guard let piece = try fitter.longestPiece(from: 0, budget: room, level: level, beyond: 0) else {
            return Placement(tokens: tokens, pages: measure.pages, fit: .leftOut)
        }
        used += between + piece.tokens
        let end = piece.range.upperBound
        pagesThatFit += try PageMeasure(of: Array(text[..<end]), rule: pageRule).pages
        return Placement(
            tokens: tokens, pages: measure.pages,
            fit: .truncated(atByte: end, tokens: piece.tokens, page: measure.page(ofByteAt: end)))
    }
}
