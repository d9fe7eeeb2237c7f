public import BytePairEncoding
public import FoundationEssentials
public import Tokenization
public import TokenizerFormats

extension Tokenizer {
    /// Opens a tokenizer: a file of any format that is known, or a folder with one.
    ///
    /// ```swift
    /// let tokenizer = try Tokenizer(contentsOf: url)
    /// ```
    ///
    /// - Parameters:
    ///   - url: a `.malmoi` file, a `tokenizer.json`, a tiktoken, SentencePiece, tekken or GGUF file, or a folder with
    ///     one of them or with `vocab.json` and `merges.txt`. Nothing is fetched: it must be a file.
    ///   - split: how text is split, for files that do not say: tiktoken files of unknown name, and `vocab.json`.
    /// - Throws: `TokenizerFormatError`, which names the file and the place in it.
    /// - Complexity: O(*n*) in the size of the files; milliseconds for a `.malmoi` file.
    public init(contentsOf url: URL, split: SplitPattern? = nil) throws(TokenizerFormatError) {
        guard url.isFileURL else {
            throw TokenizerFormatError(
                path: url.absoluteString, problem: .invalid("this is no file, and nothing is fetched"))
        }
        self = try TokenizerLoader.load(url.path, pattern: split)
    }

    /// Writes the tokenizer to a file, atomically.
    ///
    /// - Parameter allowingLoss: whether the nearest thing is written where the format cannot say what the tokenizer
    ///   does.
    /// - Throws: `TokenizerFormatError`, which names the part that cannot be written.
    public func write(
        to url: URL, as format: TokenizerFormat, allowingLoss: Bool = false
    ) throws(TokenizerFormatError) {
        switch format {
        case .huggingFace: try HuggingFaceWriter.write(self, to: url.path, allowingLoss: allowingLoss)
        case .tiktoken: try TiktokenWriter.write(self, to: url.path, allowingLoss: allowingLoss)
        case .malmoi: try BinaryWriter.write(self, to: url.path)
        }
    }
}
