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
        let vocabulary = try context.vocabulary { () throws(VocabularyError) in
            try Vocabulary(rankedTokens: tokens)
        }
        return try context.tokenizer { () throws(TokenizationError) in
            try Tokenizer(
                name: name, normalization: .none, preTokenizer: PreTokenizer(pattern), vocabulary: vocabulary,
                addedTokens: specialTokens)
        }
    }

    /// Whether bytes look like the format: the first line is base64, a space and a number.
    static func recognizes(_ bytes: [UInt8]) -> Bool {
        let line = bytes.prefix(4096).prefix { $0 != 0x0A && $0 != 0x0D }
        guard let (token, rank) = fields(line), rank != nil else { return false }
        var decoded: [UInt8] = []
        return Base64.appendDecoded(token.span, to: &decoded) && !decoded.isEmpty
    }

    static func readTokens(_ bytes: [UInt8], _ context: FormatContext) throws(TokenizerFormatError) -> TokenTable {
        var entries: [(rank: Int, range: Range<Int>)] = []
        var text: [UInt8] = []
        var lineNumber = 0
        var highest = -1
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            lineNumber += 1
            let line = line.last == 0x0D ? line.dropLast() : line
            if line.isEmpty { continue }
            guard let (token, number) = fields(line), let rank = number else {
                throw context.invalid("line \(lineNumber)", "expected a token in base64, a space and its rank")
            }
            let start = text.count
            guard Base64.appendDecoded(token.span, to: &text), text.count > start else {
                throw context.invalid("line \(lineNumber)", "the token is not base64")
            }
            entries.append((rank, start..<text.count))
            highest = max(highest, rank)
        }
        guard !entries.isEmpty else { throw context.invalid("", "the file has no tokens") }
        guard highest < entries.count + 1_000_000 else {
            throw context.invalid("", "the rank \(highest) is far above the number of tokens")
        }
        return try table(entries, highest: highest, text, context)
    }

    private static func table(
        _ entries: [(rank: Int, range: Range<Int>)], highest: Int, _ text: [UInt8], _ context: FormatContext
    ) throws(TokenizerFormatError) -> TokenTable {
        var places = [Int32](repeating: -1, count: highest + 1)
        for (index, entry) in entries.enumerated() {
            guard places[entry.rank] < 0 else { throw context.invalid("", "two tokens have the rank \(entry.rank)") }
            places[entry.rank] = Int32(index)
        }
        var tokens = TokenTable()
        tokens.reserveCapacity(tokens: places.count, bytes: text.count)
        for place in places {
            tokens.append(place < 0 ? [] : text[entries[Int(place)].range])
        }
        return tokens
    }

    /// The two fields of a line; the second is nil where it is not a number that can be an id.
    private static func fields(_ line: ArraySlice<UInt8>) -> (token: ArraySlice<UInt8>, rank: Int?)? {
        guard let space = line.firstIndex(of: 0x20), space > line.startIndex else { return nil }
        var rank = 0
        let digits = line[(space + 1)...]
        guard !digits.isEmpty, digits.count < 10 else { return (line[..<space], nil) }
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return (line[..<space], nil) }
            rank = rank * 10 + Int(digit - 0x30)
        }
        return (line[..<space], rank)
    }
}
