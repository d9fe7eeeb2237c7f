/// How far a reader has come.
public struct DocumentProgress: Sendable, Hashable {
    /// Bytes of the files on disk that have been used (compressed bytes where a file is compressed).
    public var bytesRead: Int
    /// The size of all files on disk; `nil` if one of them is a pipe or standard input.
    public var totalBytes: Int?
    /// How many documents have been given.
    public var documents: Int
    /// Files read to their end, of ``files``.
    public var filesDone: Int
    public var files: Int

    public init(bytesRead: Int, totalBytes: Int?, documents: Int, filesDone: Int, files: Int) {
        self.bytesRead = bytesRead
        self.totalBytes = totalBytes
        self.documents = documents
        self.filesDone = filesDone
        self.files = files
    }

    /// The share that is done, 0 to 1; `nil` where the total is not known.
    public var fraction: Double? {
        totalBytes.map { $0 == 0 ? 1 : min(1, Double(bytesRead) / Double($0)) }
    }
}
