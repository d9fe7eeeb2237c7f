/// A document whose tokens have been counted once, so that any part of it can be counted at once.
///
/// For budgets: "how many tokens are pages i to j", "how many more does this paragraph make". The document is kept in
/// parts of some hundred bytes that end where a document may be cut (`SafeCuts`); counting a range encodes what is left
/// over at its two ends, and takes the rest from sums.
///
/// ```swift
/// var document = try EncodedDocument(text, tokenizer)
/// document.tokenCount                         // as tokenizer.count(text)
/// try document.tokenCount(of: 1200..<9000)    // as tokenizer.count(Array(text[1200..<9000]))
/// try document.append(more)                   // encodes the last part again, and `more`
/// ```
public struct EncodedDocument: Sendable {
    /// The document's text.
    public private(set) var text: [UInt8] = []

    private let tokenizer: Tokenizer
    private let specialTokens: SpecialTokenPolicy
    /// Where the parts start, and the number of tokens before each of them.
    private var starts: [Int] = [0]
    private var tokensBefore: [Int] = [0]
    private var tokensOfLast = 0

    /// About how many bytes a part has: two parts at the most are encoded to count a range.
    private static let partSize = 256

    /// - Throws: `TokenizationError.specialTokenInText` under the policy `refused`.
    /// - Complexity: O(*n*).
    public init(
        _ text: [UInt8], _ tokenizer: Tokenizer, specialTokens: SpecialTokenPolicy = .asText
    ) throws(TokenizationError) {
        self.tokenizer = tokenizer
        self.specialTokens = specialTokens
        try append(text)
    }

    /// The number of tokens of the whole document.
    public var tokenCount: Int { tokensBefore[tokensBefore.count - 1] + tokensOfLast }

    /// Adds text at the end; the document is then as if it had been encoded whole.
    ///
    /// - Throws: as `init`; the document is then as it was.
    /// - Complexity: O(*m*), where *m* is the number of bytes added and those of the last part.
    public mutating func append(_ more: [UInt8]) throws(TokenizationError) {
        let last = starts[starts.count - 1]
        let open = Array(text[last...]) + more
        var counts: [Int] = []
        let parts = tokenizer.parts(of: open, size: Self.partSize)
        for part in parts {
            counts.append(try tokenizer.count(Array(open[part]), specialTokens: specialTokens))
        }
        text += more
        for (part, count) in zip(parts.dropLast(), counts) {
            starts.append(last + part.upperBound)
            tokensBefore.append(tokensBefore[tokensBefore.count - 1] + count)
        }
        tokensOfLast = counts.last ?? 0
    }

    /// The number of tokens that a range of the document has when it is encoded by itself.
    ///
    /// - Parameter range: byte offsets; they need not be borders of characters or words.
    /// - Throws: as `init`.
    /// - Complexity: O(log *n* + *m*), where *m* is the length of the parts in which the range starts and ends.
    public func tokenCount(of range: Range<Int>) throws(TokenizationError) -> Int {
        precondition(range.lowerBound >= 0 && range.upperBound <= text.count, "the range must lie inside the document")
        // The first part that starts in the range behind its first byte, and the last part that does.
        let first = firstPart(startingAtOrBehind: range.lowerBound)
        let behind = firstPart(startingAtOrBehind: range.upperBound)
        // A cut in front of a letter is a cut of the range only if that letter and the line end before it are in it.
        guard first < behind else { return try count(range) }
        let last = isWhole(starts[behind - 1], in: range) ? behind - 1 : behind - 2
        let start = starts[first] == range.lowerBound || isWhole(starts[first], in: range) ? first : first + 1
        guard start <= last else { return try count(range) }
        return try count(range.lowerBound..<starts[start]) + (tokensBefore[last] - tokensBefore[start])
            + count(starts[last]..<range.upperBound)
    }

    /// Whether the line end before a cut and the whole character behind it are in a range.
    private func isWhole(_ cut: Int, in range: Range<Int>) -> Bool {
        cut > range.lowerBound && cut + 3 <= range.upperBound
    }

    private func count(_ range: Range<Int>) throws(TokenizationError) -> Int {
        range.isEmpty ? 0 : try tokenizer.count(Array(text[range]), specialTokens: specialTokens)
    }

    /// By bisection; the number of parts where none does.
    private func firstPart(startingAtOrBehind offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
