import Glibc

/// The text of a file in a buffer that refills itself: decompressed, and in UTF-8 if its encoding was named.
///
/// The bytes at hand are `bytes[start..<end]`. A class, so that the parsers can pass it on; not `Sendable`.
final class BufferedInput {
    /// Enough for any character in any encoding, and for the marks that are looked for.
    static let minimumReadSize = 16

    private(set) var bytes: [UInt8]
    private(set) var start = 0
    private(set) var end = 0
    private var isAtEnd = false

    private let input: DecompressingInput
    private let encoding: TextEncoding
    private let decoder: TextDecoder?
    /// Bytes to convert: `raw[rawStart..<rawEnd]`.
    private var raw: [UInt8] = []
    private var rawStart = 0
    private var rawEnd = 0
    private var isRawAtEnd = false

    init(path: String, encoding: TextEncoding, limits: DocumentSource.Limits) throws(DocumentError) {
        input = try DecompressingInput(path: path, limits: limits)
        self.encoding = encoding
        decoder = TextDecoder(encoding)
        let size = max(limits.readSize, Self.minimumReadSize)
        bytes = [UInt8](repeating: 0, count: size)
        if decoder != nil { raw = [UInt8](repeating: 0, count: size) }
    }

    var path: String { input.path }
    /// How many bytes of the file on disk have been used.
    var consumed: Int { input.consumed }
    /// The size of the file on disk where it is known and is the size of the text too.
    var plainSize: Int? { input.compression == Compression.none && decoder == nil ? input.size : nil }

    /// Marks the first bytes as used.
    func skip(_ count: Int) {
        precondition(count <= end - start, "only bytes at hand can be used")
        start += count
    }

    /// Gets more bytes behind those at hand, which keep their order but may move.
    /// - Returns: `false` at the end of the file.
    func fill() throws(DocumentError) -> Bool {
        if isAtEnd { return false }
        if start > 0 {
            // Moved down rather than read around: a line is parsed where it lies, in one piece.
            unsafe bytes.withUnsafeMutableBytes { buffer in
                guard let base = buffer.baseAddress else { return }
                unsafe memmove(base, base + start, end - start)
            }
            end -= start
            start = 0
        }
        // Doubling keeps the copies linear; a long line is what grows it.
        if end == bytes.count { bytes.append(contentsOf: repeatElement(0, count: bytes.count)) }
        let count = try read()
        end += count
        if count == 0 { isAtEnd = true }
        return count > 0
    }

    private func read() throws(DocumentError) -> Int {
        guard let decoder else { return try input.read(into: &bytes, at: end) }
        while true {
            // At least two bytes are wanted before the first conversion, for the byte-order mark.
            if !isRawAtEnd, rawStart == rawEnd || (decoder.consumed == 0 && rawEnd < 2) {
                if rawStart == rawEnd {
                    rawStart = 0
                    rawEnd = 0
                }
                let count = try input.read(into: &raw, at: rawEnd)
                rawEnd += count
                isRawAtEnd = count == 0
                continue
            }
            do throws(TextDecoder.Invalid) {
                let step = try decoder.step(raw, rawStart..<rawEnd, isLast: isRawAtEnd, into: &bytes, at: end)
                rawStart += step.consumed
                if step.produced > 0 || (isRawAtEnd && !step.isFull) { return step.produced }
                // Less room than one character needs.
                if step.isFull { bytes.append(contentsOf: repeatElement(0, count: bytes.count)) }
            } catch {
                throw DocumentError(path: path, problem: .undecodable(encoding, offset: error.offset))
            }
        }
    }

    /// Takes the next line without its line feed; `nil` at the end. The range is good until the next call.
    /// - Throws: ``DocumentError`` for a line longer than `maximum`.
    func nextLine(maximum: Int, number: Int) throws(DocumentError) -> Range<Int>? {
        var searched = 0
        while true {
            let feed = find(0x0A, from: start + searched)
            let length = (feed ?? end) - start
            if length > maximum {
                throw DocumentError(path: path, line: number, problem: .tooLarge(maximumBytes: maximum))
            }
            if let feed {
                defer { start = feed + 1 }
                return start..<feed
            }
            searched = length
            if try !fill() {
                defer { start = end }
                return start < end ? start..<end : nil
            }
        }
    }

    /// The first place of a byte in `bytes[place..<end]`.
    func find(_ byte: UInt8, from place: Int) -> Int? {
        unsafe bytes.withUnsafeBytes { buffer in
            guard place < end, let base = buffer.baseAddress else { return nil }
            guard let found = unsafe memchr(base + place, CInt(byte), end - place) else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }

    /// Drops a UTF-8 byte-order mark if it comes next.
    func skipByteOrderMark() throws(DocumentError) {
        while end - start < 3, try fill() {}
        if bytes[start..<end].starts(with: [0xEF, 0xBB, 0xBF]) { skip(3) }
    }
}
