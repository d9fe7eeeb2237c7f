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
    /// What has been read and not given lies in its first `filled` bytes; it is kept from file to file.
    private var buffer: [UInt8] = []
    private var filled = 0
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
                doneBytes += open.bytesUsed
                input = nil
                fileIndex += 1
                return chunk(take(filled), path)
            }
            let isLongest = filled >= Self.longestChunkBytes
            if let cut = SafeCuts.lastCut(in: buffer, count: filled) ?? (isLongest ? emergencyCut : nil) {
                return chunk(take(cut), path)
            }
            wanted = filled * 2
        }
    }

    /// Where text is cut that has no safe place in 64 MB: behind the last line end before something that can be seen
    /// (pieces end there too, as a rule), else, in a word without end, between characters.
    private var emergencyCut: Int {
        for offset in stride(from: filled - 2, to: filled / 2, by: -1)
        where buffer[offset] == 0x0A && buffer[offset + 1] > 0x20 && buffer[offset + 1] & 0xC0 != 0x80 {
            return offset + 1
        }
        return buffer[..<filled].lastIndex { $0 & 0xC0 != 0x80 } ?? filled
    }

    /// Takes the first bytes out of the buffer.
    private func take(_ count: Int) -> [UInt8] {
        let text = Array(buffer[..<count])
        buffer.replaceSubrange(0..<filled - count, with: buffer[count..<filled])
        filled -= count
        return text
    }

    /// Reads until exactly so many bytes are there, so that chunks do not depend on how much a read gives.
    ///
    /// - Returns: false at the end of the file.
    private func fill(to wanted: Int, from open: DecompressingInput) throws -> Bool {
        if buffer.count > wanted { buffer.removeLast(buffer.count - wanted) }
        while filled < wanted {
            if filled == buffer.count {
                // Small files need no large buffer.
                buffer.append(contentsOf: repeatElement(0, count: min(max(filled, 1 << 18), wanted - filled)))
            }
            let read = try open.read(into: &buffer, at: filled)
            if read == 0 { return false }
            filled += read
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
