public import Files
public import JSONBytes

/// Input that cannot be read as documents: one line with the file, the line or byte, and what to do.
public struct DocumentError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Problem: Sendable, Hashable {
        /// The file cannot be opened or read.
        case file(FileError)
        /// No file of the format in a directory.
        case emptyDirectory(wanted: String)
        /// Standard input can be read only once.
        case standardInputTwice
        /// The compressed stream stops before its end, after this many compressed bytes.
        case truncated(Compression, bytes: Int)
        /// The compressed stream is damaged near this compressed byte.
        case corrupt(Compression, offset: Int, detail: String)
        /// A compression that is not read here.
        case unsupportedCompression(String)
        /// A zstd frame needs more memory for its window than is allowed.
        case windowTooLong(maximumLog: Int)
        case outOfMemory
        /// A document, or the line that holds it, is longer than allowed: perhaps a decompression bomb.
        case tooLarge(maximumBytes: Int)
        /// Bytes that the encoding does not know, at this byte of the decompressed text.
        case undecodable(TextEncoding, offset: Int)
        /// A line is not JSON.
        case json(JSONError)
        /// A line is JSON but not an object.
        case notAnObject(JSONKind)
        case missingField(String)
        case wrongField(String, wanted: String, found: JSONKind)
        /// The CSV header lacks a column.
        case missingColumn(String, header: [String])
        /// A CSV record has another number of fields than the header.
        case fieldCount(Int, header: Int)
        /// A CSV field that starts with a quote has something after its closing quote.
        case textAfterQuote
        /// A quoted CSV field is still open at the end of the file; the line is where it opens.
        case openQuote
    }

    /// The file as in ``Document/path``.
    public let path: String
    /// The line, from 1, where the problem has one.
    public let line: Int?
    public let problem: Problem

    public init(path: String, line: Int? = nil, problem: Problem) {
        self.path = path
        self.line = line
        self.problem = problem
    }

    init(_ error: FileError) {
        self.init(path: error.path, problem: .file(error))
    }

    /// Whether the input is at fault (the tool's exit code 3) rather than the machine (4).
    public var isInput: Bool {
        switch problem {
        case .file(let error): error.isInput
        case .outOfMemory: false
        default: true
        }
    }

    public var description: String {
        if case .file(let error) = problem { return error.description }
        let file = path == "-" ? "standard input" : path
        return (line.map { "\(file):\($0): " } ?? "\(file): ") + reason
    }

    private var reason: String {
        switch problem {
        case .file(let error): error.description
        case .emptyDirectory(let wanted): "the directory has no \(wanted); name another or another format"
        case .standardInputTwice: "named twice, but it can be read only once"
        case .truncated(let format, let bytes):
            "truncated \(format) stream after \(bytes) bytes; get the file again"
        case .corrupt(let format, let offset, let detail):
            "corrupt \(format) data near byte \(offset) (\(detail)); get the file again"
        case .unsupportedCompression(let name): "\(name) is not read here; decompress it first, or use gzip or zstd"
        case .windowTooLong(let log):
            "the zstd window is longer than 2^\(log) bytes; compress the file again with --long=\(log) or less"
        case .outOfMemory: "not enough memory to decompress"
        case .tooLarge(let bytes):
            "a document is longer than \(bytes) bytes; split the file, or raise the limit if it is meant"
        case .undecodable(let encoding, let offset): "byte \(offset) is not \(encoding); check the encoding"
        case .json(let error): "not JSON at byte \(error.offset) of the line: \(error.reason)"
        case .notAnObject(let kind): "a line must be a JSON object, found \(Self.words(kind))"
        case .missingField(let field): "no field \"\(field)\"; check the field name"
        case .wrongField(let field, let wanted, let found):
            "the field \"\(field)\" is \(Self.words(found)), not \(wanted)"
        case .missingColumn(let column, let header):
            "no column \"\(column)\"; the header has \(header.map { "\"\($0)\"" }.joined(separator: ", "))"
        case .fieldCount(let count, let header):
            "the record has \(count) fields and the header has \(header); quote fields that hold separators"
        case .textAfterQuote: "text after the closing quote of a field; write a quote inside a field as \"\""
        case .openQuote: "the quoted field that opens here is never closed"
        }
    }

    private static func words(_ kind: JSONKind) -> String {
        switch kind {
        case .object: "an object"
        case .array: "an array"
        case .string: "a string"
        case .number: "a number"
        case .bool: "true or false"
        case .null: "null"
        }
    }
}
