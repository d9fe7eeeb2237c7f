internal import JSONBytes

/// Token counts that somebody wrote down, in place of a tokenizer that cannot be had.
///
/// The record is JSON Lines; each line has the text and its number of tokens, and may have a genre and an id:
/// ```
/// {"id": "a1", "genre": "news", "text": "…", "tokens": 220}
/// ```
/// A record counts the texts it holds and no others. If the counts are those of a model's own output, they may be a
/// little above those of its tokenizer: a model does not always write a text in the fewest merges.
public struct RecordedCounts: TokenCounting {
    /// One line of the record.
    public struct Entry: Sendable, Hashable {
        public let id: [UInt8]
        public let genre: [UInt8]
        public let text: [UInt8]
        public let tokens: Int
    }

    public let name: String
    public let entries: [Entry]
    private let tokensByText: [[UInt8]: Int]

    /// - Parameters:
    ///   - tokenField: the field that holds the count.
    /// - Throws: ``LongContextError/record(line:problem:)`` for a line that is not such an object, and for a text that
    ///   comes twice with different counts.
    /// - Complexity: O(*n*) in the bytes of the record.
    public init(jsonLines: [UInt8], name: String, tokenField: String = "tokens") throws(LongContextError) {
        self.name = name
        var entries: [Entry] = []
        var tokensByText: [[UInt8]: Int] = [:]
        var number = 0
        for line in jsonLines.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
            let entry = try Self.entry(Array(line), number: number, tokenField: tokenField)
            if let tokens = tokensByText[entry.text], tokens != entry.tokens {
                throw .record(line: number, problem: "the text came before with \(tokens) tokens")
            }
            tokensByText[entry.text] = entry.tokens
            entries.append(entry)
        }
        self.entries = entries
        self.tokensByText = tokensByText
    }

    private static func entry(
        _ line: [UInt8], number: Int, tokenField: String
    ) throws(LongContextError) -> Entry {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: line)
        } catch {
            throw .record(line: number, problem: error.reason)
        }
        guard let text = value["text"]?.stringBytes else {
            throw .record(line: number, problem: "there is no string \"text\"")
        }
        guard let tokens = value[tokenField]?.intValue, tokens >= 0 else {
            throw .record(line: number, problem: "there is no whole number \"\(tokenField)\"")
        }
        return Entry(
            id: value["id"]?.stringBytes ?? Array("line \(number)".utf8), genre: value["genre"]?.stringBytes ?? [],
            text: text, tokens: tokens)
    }

    /// - Throws: ``LongContextError/notRecorded(name:bytes:)`` for a text that the record does not hold.
    public func tokenCount(of text: [UInt8]) throws(LongContextError) -> Int {
        guard let tokens = tokensByText[text] else { throw .notRecorded(name: name, bytes: text.count) }
        return tokens
    }
}
