import Files

/// Where documents come from and how they are to be read: the value that a command line becomes.
///
/// ```swift
/// let source = DocumentSource(paths: ["docs/"], format: .jsonLines(textField: "text", idField: "id"))
/// var reader = try DocumentReader(source)
/// while let document = try reader.next() { print(document.name, document.text.count) }
/// ```
public struct DocumentSource: Sendable, Hashable {
    /// Bounds that keep hostile input from taking the machine, and the size of the pieces that are read.
    public struct Limits: Sendable, Hashable {
        /// The longest document, and the longest line of JSON Lines, in bytes. 2 GiB: more than any text that
        /// is one document, and little enough that a decompression bomb ends before the memory does.
        public var maximumDocumentBytes = 1 << 31
        /// The longest zstd window as a power of two, 27 to 31. The default takes every file that zstd can
        /// make; the decoder's memory is touched only as far as a frame really fills it.
        public var maximumWindowLog = 31 {
            didSet { precondition((27...31).contains(maximumWindowLog), "the window must be 2^27 to 2^31 bytes") }
        }
        /// How many bytes are read at once. The documents do not depend on it.
        public var readSize = 1 << 18 {
            didSet { precondition(readSize > 0, "the read size must be positive") }
        }

        public init() {}
    }

    /// Files, directories (read with all below them, in the order of their names' bytes) and `-` for standard
    /// input, in the order in which they are read.
    public var paths: [String]
    public var format: DocumentFormat
    public var encoding: TextEncoding
    public var limits: Limits

    public init(paths: [String], format: DocumentFormat, encoding: TextEncoding = .utf8, limits: Limits = Limits()) {
        self.paths = paths
        self.format = format
        self.encoding = encoding
        self.limits = limits
    }

    /// The files that will be read, directories opened up.
    ///
    /// In a directory JSON Lines takes `.jsonl`, `.ndjson` and `.json`, CSV takes `.csv` and `.tsv` (all also
    /// with `.gz` or `.zst`) and plain text takes every file; hidden names are left out.
    /// - Throws: ``DocumentError`` if a path is missing or a directory has no such file.
    public func files() throws(DocumentError) -> [String] {
        var files: [String] = []
        for path in paths {
            if path == "-" {
                if files.contains("-") { throw DocumentError(path: path, problem: .standardInputTwice) }
                files.append(path)
                continue
            }
            guard FileReading.kind(of: path) == .directory else {
                // Opening tells why a path cannot be read, before any work is done on the others. A pipe is
                // not touched: opening one and closing it again would lose its writer.
                if FileReading.kind(of: path) != .other {
                    do { _ = try InputFile(path: path) } catch { throw DocumentError(error) }
                }
                files.append(path)
                continue
            }
            let found: [String]
            do { found = try FileReading.files(below: path) } catch { throw DocumentError(error) }
            let taken = found.filter(format.takes)
            if taken.isEmpty { throw DocumentError(path: path, problem: .emptyDirectory(wanted: format.words)) }
            files += taken
        }
        return files
    }
}
