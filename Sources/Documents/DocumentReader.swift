import Files

/// Gives the documents of a source in order, one at a time or in batches.
///
/// Files are opened one after the other and read in pieces; JSON Lines and CSV need the memory of one document
/// (and its line), however long the file. Compression is found from the first bytes, so `-` may be gzip or
/// zstd too. For several consumers at once see ``DocumentBatches``.
public struct DocumentReader: ~Copyable {
    /// The files that are read, directories opened up.
    public let files: [String]
    private let source: DocumentSource
    private let totalBytes: Int?

    private var fileIndex = 0
    private var input: BufferedInput?
    private var parser: any RecordParser
    /// Bytes of the files that are done.
    private var finishedBytes = 0
    private var ordinal = 0

    /// Finds the files, and that they are there.
    /// - Throws: ``DocumentError`` as in ``DocumentSource/files()``.
    public init(_ source: DocumentSource) throws(DocumentError) {
        self.source = source
        files = try source.files()
        var total: Int? = 0
        for file in files { total = total.flatMap { sum in FileReading.size(of: file).map { sum + $0 } } }
        totalBytes = files.contains("-") ? nil : total
        parser = Self.parser(of: source)
    }

    /// The next document; `nil` at the end.
    /// - Throws: ``DocumentError``. The reader must not be used after it.
    public mutating func next() throws(DocumentError) -> Document? {
        while fileIndex < files.count {
            let path = files[fileIndex]
            let open: BufferedInput
            if let input {
                open = input
            } else {
                open = try BufferedInput(path: path, encoding: source.encoding, limits: source.limits)
                input = open
                parser = Self.parser(of: source)
            }
            if let record = try parser.next(from: open) {
                let document = Document(
                    path: path, line: record.line, id: record.id, text: record.text, ordinal: ordinal)
                ordinal += 1
                return document
            }
            finishedBytes += open.consumed
            input = nil
            fileIndex += 1
        }
        return nil
    }

    /// The next documents, in order: as many as reach `maximumBytes` of text together, at least one.
    /// - Parameter maximumBytes: the batch ends with the document that reaches it. A document counts for
    ///   64 bytes more than its text, so that a batch of empty ones ends too.
    /// - Returns: an empty array at the end.
    public mutating func nextBatch(maximumBytes: Int) throws(DocumentError) -> [Document] {
        var batch: [Document] = []
        var bytes = 0
        while let document = try next() {
            bytes += document.text.count + 64
            batch.append(document)
            if bytes >= maximumBytes { break }
        }
        return batch
    }

    /// How far the reader has come; cheap enough to ask after every batch.
    public var progress: DocumentProgress {
        DocumentProgress(
            bytesRead: finishedBytes + (input?.consumed ?? 0), totalBytes: totalBytes, documents: ordinal,
            filesDone: fileIndex, files: files.count)
    }

    private static func parser(of source: DocumentSource) -> any RecordParser {
        switch source.format {
        case .plainText: PlainTextParser(limits: source.limits)
        case .jsonLines(let text, let id): JSONLinesParser(textField: text, idField: id, limits: source.limits)
        case .csv(let text, let id, let separator):
            CSVParser(textField: text, idField: id, separator: separator, limits: source.limits)
        }
    }
}
