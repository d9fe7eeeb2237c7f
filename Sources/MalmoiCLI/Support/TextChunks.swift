import Documents
import Files
import Synchronization
import Tokenization

/// A part of a plain text file, ending where a document may be cut.
struct TextChunk: Sendable {
    var path: String
    var bytes: [UInt8]
    /// Whether the file starts or ends with it.
    var isFirst: Bool
    var isLast: Bool
}

/// Reads plain text files in parts, so that a file needs neither memory for all of it nor one thread alone.
final class TextChunks: WorkSource {
    private struct State: ~Copyable {
        var fileIndex = 0
        var file: InputFile?
        var isFirst = true
        /// Bytes that were read behind the last cut.
        var rest: [UInt8] = []
        var index = 0
        var bytesRead = 0
    }

    private let files: [String]
    private let totalBytes: Int?
    private let chunkBytes: Int
    private let state = Mutex(State())

    /// - Returns: nil where the source holds anything but plain files of UTF-8 that are not compressed.
    init?(_ source: DocumentSource, chunkBytes: Int = 1 << 18) throws {
        guard case .plainText = source.format, source.encoding == .utf8 else { return nil }
        files = try source.files()
        self.chunkBytes = chunkBytes
        var total = 0
        for path in files {
            guard path != "-", FileReading.kind(of: path) == .file else { return nil }
            var file = try InputFile(path: path)
            guard let size = file.size else { return nil }
            total += size
            var magic = [UInt8](repeating: 0, count: 16)
            let count = try file.read(into: &magic)
            // What may be gzip, zstd or one of its skippable frames, or starts with a byte order mark, is left to the
            // document reader.
            let first = count > 1 ? (magic[0], magic[1]) : (0, 0)
            if first == (0x1F, 0x8B) || first == (0x28, 0xB5) || (first.0 & 0xF0 == 0x50 && first.1 == 0x2A)
                || first == (0xEF, 0xBB) || first == (0xFF, 0xFE) || first == (0xFE, 0xFF)
            {
                return nil
            }
        }
        totalBytes = total
    }

    func next() throws -> (index: Int, item: TextChunk)? {
        try state.withLock { state in
            guard state.fileIndex < files.count else { return nil }
            let path = files[state.fileIndex]
            if state.file == nil {
                state.file = try InputFile(path: path)
                state.isFirst = true
            }
            var bytes = state.rest
            state.rest = []
            var filled = bytes.count
            var wanted = chunkBytes
            while true {
                bytes.append(contentsOf: repeatElement(0, count: max(0, wanted - bytes.count)))
                var isAtEnd = false
                while filled < wanted, !isAtEnd {
                    let count = try state.file?.read(into: &bytes, at: filled) ?? 0
                    filled += count
                    state.bytesRead += count
                    isAtEnd = count == 0
                }
                let cut = isAtEnd ? filled : SafeCuts.lastCut(in: bytes, count: filled)
                guard let cut else {
                    // A line of a megabyte: the part becomes longer.
                    wanted *= 2
                    continue
                }
                state.rest = Array(bytes[cut..<filled])
                bytes.removeLast(bytes.count - cut)
                defer {
                    state.index += 1
                    state.isFirst = false
                    if isAtEnd {
                        state.file = nil
                        state.fileIndex += 1
                    }
                }
                return (state.index, TextChunk(path: path, bytes: bytes, isFirst: state.isFirst, isLast: isAtEnd))
            }
        }
    }

    var progress: DocumentProgress {
        state.withLock { state in
            DocumentProgress(
                bytesRead: state.bytesRead, totalBytes: totalBytes, documents: state.fileIndex,
                filesDone: state.fileIndex, files: files.count)
        }
    }
}
