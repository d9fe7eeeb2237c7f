public import LongContext

/// `malmoi budget`: what fits into a context.
public struct BudgetReport: Sendable {
    /// A document that was put into the context, or was not.
    public struct Entry: Sendable {
        /// UTF-8 for people.
        public let name: [UInt8]
        public let placement: ContextFiller.Placement

        public init(name: [UInt8], placement: ContextFiller.Placement) {
            self.name = name
            self.placement = placement
        }
    }

    /// The question how many tokens so many pages are.
    public struct PageQuestion: Sendable {
        public let pages: Double
        public let tokens: BudgetRange

        public init(pages: Double, tokens: BudgetRange) {
            self.pages = pages
            self.tokens = tokens
        }
    }

    /// A window that documents were packed into.
    public struct Window: Sendable {
        public let window: PackedWindow
        /// The first and the last page of each piece in its document, from one.
        public let pages: [ClosedRange<Int>]

        public init(window: PackedWindow, pages: [ClosedRange<Int>]) {
            self.window = window
            self.pages = pages
        }
    }

    /// Whether what was asked about fits.
    public enum Answer: String, Sendable {
        case fits
        case doesNotFit = "does not fit"
        /// In some kinds of text it does.
        case depends = "depends on the text"
    }

    public let model: String
    public let budget: ContextBudget
    public let tokenizer: String
    public let pageName: String
    public let entries: [Entry]
    /// Tokens that are taken, and that all documents would take.
    public let used: Int
    public let needed: Int
    /// What all documents may take, where tokens are estimated.
    public let neededRange: BudgetRange?
    public let pages: Double
    public let pagesThatFit: Double
    /// Tokens of a page, if anything tells.
    public let pageBudget: PageBudget?
    public let question: PageQuestion?
    public let windows: [Window]?
    /// The window size and the overlap that was asked for.
    public let windowSize: Int?
    public let overlap: Int

    public init(
        model: String, budget: ContextBudget, tokenizer: String, pageName: String, entries: [Entry],
        filler: ContextFiller?, pageBudget: PageBudget?, question: PageQuestion? = nil, windows: [Window]? = nil,
        windowSize: Int? = nil, overlap: Int = 0, neededRange: BudgetRange? = nil
    ) {
        self.model = model
        self.budget = budget
        self.tokenizer = tokenizer
        self.pageName = pageName
        self.entries = entries
        used = filler?.used ?? 0
        needed = filler?.needed ?? 0
        self.neededRange = neededRange
        pages = filler?.pages ?? 0
        pagesThatFit = filler?.pagesThatFit ?? 0
        self.pageBudget = pageBudget
        self.question = question
        self.windows = windows
        self.windowSize = windowSize
        self.overlap = overlap
    }

    /// Documents must fit whole; estimated documents, or a number of pages, fit if the high guess does.
    public var answer: Answer {
        if let tokens = question?.tokens ?? neededRange {
            if tokens.high <= Double(budget.available) { return .fits }
            return tokens.low > Double(budget.available) ? .doesNotFit : .depends
        }
        // Documents that were packed into windows were not asked to fit into one context.
        if windows != nil { return .fits }
        return needed <= budget.available ? .fits : .doesNotFit
    }

    /// Pages that still fit, if anything tells.
    public var morePages: BudgetRange? {
        pageBudget.map { $0.pages(inTokens: max(0, budget.available - used)) }
    }
}
