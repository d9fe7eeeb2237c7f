import Documents
import Files
import Tokenization

/// Plain text in chunks that are counted like the whole: files of any length in little memory.
///
/// A file is cut where no pre-token and no normalization reaches across, as long as there is such a place in 64 MB. Each chunk is given as a document of its own,
/// the first of a file with line 1, the others without.
final class CorpusChunks: BatchSource {
    private let files: [String]
    private let limits: DocumentSource.Limits
    private let totalBytes: Int?
    private var fileIndex = 0
    private var input: DecompressingInput?
    private var isFirst = true
    /// What has been read and not given.
    private var rest: [UInt8] = []
    private var doneBytes = 0
    private var chunks = 0
    private static let chunkBytes = 8 << 20
    /// So much text without a safe place to cut is cut all the same.
    private static let longestChunkBytes = 64 << 20

    init(_ files: [String], limits: DocumentSource.Limits) {
        self.files = files
        self.limits = limits
        var total: Int? = 0
        for file in files { total = total.flatMap { sum in FileReading.size(of: file).map { sum + $0 } } }
        totalBytes = total
    }

    /// The next chunk, whatever the size asked for.
    func next(maximumBytes: Int) throws -> DocumentBatch {
        var documents: [Document] = []
        if let chunk = try nextChunk() { documents.append(chunk) }
        return DocumentBatch(
            documents: documents,
            progress: DocumentProgress(
                bytesRead: doneBytes + (input?.bytesUsed ?? 0), totalBytes: totalBytes, documents: chunks,
                filesDone: fileIndex, files: files.count))
    }

    private func nextChunk() throws -> Document? {
        guard fileIndex < files.count else { return nil }
        let path = files[fileIndex]
        let open = try input ?? DecompressingInput(path: path, limits: limits)
        input = open
        var wanted = Self.chunkBytes
        while true {
            let isAtEnd = try !fill(to: wanted, from: open)
            if isAtEnd {
                defer { rest = [] }
                doneBytes += open.bytesUsed
                input = nil
                fileIndex += 1
                return chunk(rest, path)
            }
            let isLongest = rest.count >= Self.longestChunkBytes
            if let cut = SafeCuts.lastCut(in: rest) ?? (isLongest ? Self.emergencyCut(in: rest) : nil) {
                let text = Array(rest[..<cut])
                rest.removeFirst(cut)
                return chunk(text, path)
            }
            wanted = rest.count * 2
        }
    }

    /// Where text is cut that has no safe place in 64 MB: behind the last line end before something that can be seen
    /// (pieces end there too, as a rule), else, in a word without end, between characters.
    private static func emergencyCut(in text: [UInt8]) -> Int {
        for offset in stride(from: text.count - 2, to: text.count / 2, by: -1)
        where text[offset] == 0x0A && text[offset + 1] > 0x20 && text[offset + 1] & 0xC0 != 0x80 {
            return offset + 1
        }
        return text.lastIndex { $0 & 0xC0 != 0x80 } ?? text.count
    }

    /// - Returns: false at the end of the file.
    private func fill(to wanted: Int, from open: DecompressingInput) throws -> Bool {
        var count = rest.count
        guard count < wanted else { return true }
        rest.append(contentsOf: repeatElement(0, count: wanted - count))
        defer { rest.removeLast(rest.count - count) }
        while count < wanted {
            let read = try open.read(into: &rest, at: count)
            if read == 0 { return false }
            count += read
        }
        return true
    }

    private func chunk(_ text: [UInt8], _ path: String) -> Document {
        defer {
            isFirst = input == nil
            chunks += 1
        }
        return Document(path: path, line: isFirst ? 1 : nil, text: text, ordinal: chunks)
    }
}
