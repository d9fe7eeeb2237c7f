/// One text with its place in the input.
public struct Document: Sendable, Hashable {
    /// The file it came from as the caller named it, or as found in a directory that the caller named;
    /// `-` is standard input.
    public var path: String
    /// The line on which it starts, from 1, where a file holds several documents.
    public var line: Int?
    /// What the id field holds, if one was asked for: the UTF-8 of a string, or a number as it is written.
    public var id: [UInt8]?
    /// The text: UTF-8 that may be invalid, exactly the bytes of the input (or of the decoded field).
    public var text: [UInt8]
    /// The number of the document in the whole input, from 0.
    public var ordinal: Int

    public init(path: String, line: Int? = nil, id: [UInt8]? = nil, text: [UInt8], ordinal: Int) {
        self.path = path
        self.line = line
        self.id = id
        self.text = text
        self.ordinal = ordinal
    }

    /// The path, with the line where there is one: `docs.jsonl:12`.
    public var name: String {
        if let line { "\(path):\(line)" } else { path }
    }
}
