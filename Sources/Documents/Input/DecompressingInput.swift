import CCompression
import Files

/// A file's bytes, decompressed on the way where its first bytes say that it is compressed.
package final class DecompressingInput {
    package let path: String
    /// The size of the file on disk where it is known.
    let size: Int?
    /// How many bytes of the file on disk have been used.
    private(set) var consumed = 0
    /// The same, for other modules.
    package var bytesUsed: Int { consumed }
    /// What the first bytes showed; known after the first read.
    private(set) var compression: Compression?

    private var file: InputFile
    private let limits: DocumentSource.Limits
    private var decompressor: Decompressor?
    /// Bytes of the file that have been read and not used: `buffer[start..<end]`.
    private var buffer: [UInt8]
    private var start = 0
    private var end = 0
    /// Whether the last thing decoded was the end of a member or frame.
    private var isBetweenFrames = true

    package init(path: String, limits: DocumentSource.Limits) throws(DocumentError) {
        do { file = try InputFile(path: path) } catch { throw DocumentError(error) }
        self.path = path
        self.limits = limits
        size = file.size
        buffer = [UInt8](repeating: 0, count: max(limits.readSize, Compression.magicLength))
    }

    /// Reads the next decompressed bytes over the elements of `output` from `place` on, at least one unless
    /// the end is reached.
    /// - Returns: the number of bytes, 0 at the end.
    package func read(into output: inout [UInt8], at place: Int) throws(DocumentError) -> Int {
        if compression == nil { try recognize() }
        guard let decompressor else { return try readPlain(into: &output, at: place) }
        while true {
            if start == end, try fill() == 0 {
                // Decoded bytes may still wait inside for room: ask once more before the verdict.
                if isBetweenFrames { return 0 }
                let step = decompressor.step(buffer, 0..<0, into: &output, at: place)
                isBetweenFrames = step.status == .finished
                if step.produced > 0 { return step.produced }
                if isBetweenFrames { return 0 }
                throw error(.truncated(compression ?? .none, bytes: consumed))
            }
            // gzip pads with zeros, on tapes and in tar's blocks; anything else after a member is damage.
            if isBetweenFrames, compression == .gzip, consumed > 0, buffer[start] == 0 {
                start += 1
                consumed += 1
                continue
            }
            let step = decompressor.step(buffer, start..<end, into: &output, at: place)
            start += step.consumed
            consumed += step.consumed
            switch step.status {
            case .finished: isBetweenFrames = true
            case .more: if step.consumed > 0 || step.produced > 0 { isBetweenFrames = false }
            case .corrupt:
                throw error(.corrupt(compression ?? .none, offset: consumed, detail: step.message))
            case .window: throw error(.windowTooLong(maximumLog: limits.maximumWindowLog))
            case .memory: throw error(.outOfMemory)
            }
            if step.produced > 0 { return step.produced }
        }
    }

    private func readPlain(into output: inout [UInt8], at place: Int) throws(DocumentError) -> Int {
        if start < end {
            let count = min(end - start, output.count - place)
            output.replaceSubrange(place..<place + count, with: buffer[start..<start + count])
            start += count
            consumed += count
            return count
        }
        do {
            let count = try file.read(into: &output, at: place)
            consumed += count
            return count
        } catch { throw DocumentError(error) }
    }

    /// Looks at the first bytes and decides.
    private func recognize() throws(DocumentError) {
        var isAtEnd = false
        while end < Compression.magicLength, !isAtEnd { isAtEnd = try fill() == 0 }
        let magic = buffer[start..<end]
        if let name = Compression.unsupported(magic) { throw error(.unsupportedCompression(name)) }
        let named = Compression(name: path)
        if isAtEnd, named.isCut(magic) { throw error(.truncated(named, bytes: magic.count)) }
        let found = Compression(magic: magic)
        compression = found
        guard found != .none else { return }
        decompressor = Decompressor(found, maximumWindowLog: limits.maximumWindowLog)
        if decompressor == nil { throw error(.outOfMemory) }
    }

    /// Reads more of the file behind what is in the buffer.
    private func fill() throws(DocumentError) -> Int {
        if start == end {
            start = 0
            end = 0
        }
        do {
            let count = try file.read(into: &buffer, at: end)
            end += count
            return count
        } catch { throw DocumentError(error) }
    }

    private func error(_ problem: DocumentError.Problem) -> DocumentError {
        DocumentError(path: path, problem: problem)
    }
}
