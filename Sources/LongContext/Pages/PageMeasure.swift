/// How a text fills pages.
public struct PageMeasure: Sendable, Hashable {
    /// The byte offset at which each page begins; its count is the number of sheets.
    public let pageStarts: [Int]
    /// How much of the last page is used, from 0 to 1.
    public let lastPageFill: Double
    /// Lines, blank ones included. Zero where pages are counted by characters.
    public let lines: Int
    /// Unicode scalars without line ends, invalid bytes counted one by one.
    public let characters: Int
    public let bytes: Int

    /// Pages with the used part of the last one: 2.25 is two pages and a quarter.
    public var pages: Double {
        pageStarts.isEmpty ? 0 : Double(pageStarts.count - 1) + lastPageFill
    }

    /// The page, counted from one, that the byte at `offset` lies on; zero for a text without pages.
    ///
    /// - Complexity: O(log *p*) in the number of pages.
    public func page(ofByteAt offset: Int) -> Int {
        var low = 0
        var high = pageStarts.count
        while low < high {
            let middle = (low + high) / 2
            if pageStarts[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Measures a whole text.
    ///
    /// - Complexity: O(*n*) in the bytes of the text.
    public init(of text: [UInt8], rule: PageRule) throws(LongContextError) {
        var typesetter = try Typesetter(rule)
        typesetter.append(text)
        self = typesetter.finish()
    }

    public init(of text: [UInt8], style: PageStyle) throws(LongContextError) {
        try self.init(of: text, rule: .typeset(style))
    }

    init(pageStarts: [Int], lastPageFill: Double, lines: Int, characters: Int, bytes: Int) {
        self.pageStarts = pageStarts
        self.lastPageFill = lastPageFill
        self.lines = lines
        self.characters = characters
        self.bytes = bytes
    }
}
