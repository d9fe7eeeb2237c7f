public import BytePairEncoding
internal import TextNormalization
public import Tokenization

/// Reads tiktoken's format: a token a line, its bytes in base64 and its rank, which is its id.
public enum TiktokenReader {
    /// Reads a file.
    ///
    /// - Parameters:
    ///   - pattern: how text is split; the format does not say.
    ///   - specialTokens: the format does not list them either.
    /// - Throws: `TokenizerFormatError`.
    /// - Complexity: O(*n*) in the size of the file.
    public static func read(
        _ path: String, pattern: SplitPattern, specialTokens: [AddedToken] = [], name: String? = nil
    ) throws(TokenizerFormatError) -> Tokenizer {
        let context = FormatContext(path: path)
        let tokens = try readTokens(context.bytes(), context)
        return try tokenizer(
            tokens, pattern: pattern, specialTokens: specialTokens, name: name ?? TokenizerLoader.name(of: path),
            context)
    }

    static func tokenizer(
        _ tokens: TokenTable, pattern: SplitPattern, specialTokens: [AddedToken], name: String,
        _ context: FormatContext
    ) throws(TokenizerFormatError) -> Tokenizer {
        let vocabulary = try context.vocabulary(rankedTokens: tokens)
        return try context.tokenizer { () throws(TokenizationError) in
            try Tokenizer(
                name: name, normalization: .none, preTokenizer: PreTokenizer(pattern), vocabulary: vocabulary,
                addedTokens: specialTokens)
        }
    }

    /// Whether bytes look like the format: the first line is base64, a space and a number.
    static func recognizes(_ bytes: [UInt8]) -> Bool {
        let line = Array(bytes.prefix(4096).prefix { $0 != 0x0A && $0 != 0x0D })
        guard let fields = fields(line.span), fields.rank != nil else { return false }
        var decoded: [UInt8] = []
        return Base64.appendDecoded(line.span.extracting(0..<fields.space), to: &decoded) && !decoded.isEmpty
    }

    static func readTokens(_ bytes: [UInt8], _ context: FormatContext) throws(TokenizerFormatError) -> TokenTable {
        // All tokens in one array, in the order of the lines; it is larger than they are until the end. About half of a
        // published file is base64.
        var text = [UInt8](repeating: 0, count: bytes.count / 2)
        var starts: [UInt32] = [0]
        var ranks: [Int32] = []
        starts.reserveCapacity(bytes.count / 16)
        ranks.reserveCapacity(bytes.count / 16)
        var isInOrder = true
        var highest: Int32 = -1
        let source = bytes.span
        var count = 0
        var next = 0
        var lineNumber = 0
        while next < source.count {
            lineNumber += 1
            let first = next
            while next < source.count, unsafe source[unchecked: next] != 0x0A { next &+= 1 }
            let hasReturn = next > first && source[next - 1] == 0x0D
            let line = source.extracting(first..<(hasReturn ? next - 1 : next))
            next += 1
            if line.isEmpty { continue }
            guard let fields = fields(line), let rank = fields.rank else {
                throw context.invalid("line \(lineNumber)", "expected a token in base64, a space and its rank")
            }
            let needed = count + Base64.maximumDecodedCount(fields.space)
            if needed > text.count { text.append(contentsOf: repeatElement(0, count: needed)) }
            var room = text.mutableSpan
            guard let end = Base64.decode(line.extracting(0..<fields.space), to: &room, at: count), end > count else {
                throw context.invalid("line \(lineNumber)", "the token is not base64")
            }
            count = end
            starts.append(UInt32(truncatingIfNeeded: end))
            isInOrder = isInOrder && Int(rank) == ranks.count
            ranks.append(rank)
            highest = max(highest, rank)
        }
        guard !ranks.isEmpty else { throw context.invalid("", "the file has no tokens") }
        guard Int(highest) < ranks.count + 1_000_000 else {
            throw context.invalid("", "the rank \(highest) is far above the number of tokens")
        }
        text = Array(text[..<count])
        if isInOrder, let tokens = TokenTable(bytes: text, startsAndEnd: starts) { return tokens }
        return try table(ranks, starts, highest: Int(highest), text, context)
    }

    /// The table of tokens that stand in another order than that of their ranks.
    private static func table(
        _ ranks: [Int32], _ starts: [UInt32], highest: Int, _ text: [UInt8], _ context: FormatContext
    ) throws(TokenizerFormatError) -> TokenTable {
        var places = [Int32](repeating: -1, count: highest + 1)
        for (index, rank) in ranks.enumerated() {
            guard places[Int(rank)] < 0 else { throw context.invalid("", "two tokens have the rank \(rank)") }
            places[Int(rank)] = Int32(index)
        }
        var tokens = TokenTable()
        tokens.reserveCapacity(tokens: places.count, bytes: text.count)
        for place in places {
            tokens.append(place < 0 ? [] : text[Int(starts[Int(place)])..<Int(starts[Int(place) + 1])])
        }
        return tokens
    }

    /// Where the first field of a line ends, and the second; nil in its place where that is no number that can be an id.
    @inline(__always)
    private static func fields(_ line: Span<UInt8>) -> (space: Int, rank: Int32?)? {
        var space = 0
        while space < line.count, unsafe line[unchecked: space] != 0x20 { space &+= 1 }
        guard space > 0, space < line.count else { return nil }
        let digitCount = line.count - space - 1
        guard digitCount > 0, digitCount < 10 else { return (space, nil) }
        var rank: Int32 = 0
        for index in space + 1..<line.count {
            let digit = line[index]
            guard (0x30...0x39).contains(digit) else { return (space, nil) }
            rank = rank * 10 + Int32(digit - 0x30)
        }
        return (space, rank)
    }
}
