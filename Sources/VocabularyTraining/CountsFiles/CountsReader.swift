import BytePairEncoding
import TextNormalization

/// Reads counts in the form that `CountsWriter` documents, fed with bytes as they come.
public struct CountsReader {
    private let path: String
    private var corpus: CountedCorpus?
    private var header = CountsHeader()
    private var line = 0
    private var entries = 0
    /// A line whose end has not come yet.
    private var pending: [UInt8] = []
    /// Memory for the piece of the current line.
    private var piece: [UInt8] = []

    /// - Parameter path: the file's name, for errors.
    public init(path: String) {
        self.path = path
    }

    /// Takes in the next bytes of the file.
    ///
    /// - Throws: `TrainingError.badCounts` with the line, or `.countOverflow`.
    public mutating func add(_ bytes: [UInt8]) throws(TrainingError) {
        var start = 0
        while let end = bytes[start...].firstIndex(of: 0x0A) {
            if pending.isEmpty {
                try take(bytes[start..<end])
            } else {
                pending += bytes[start..<end]
                let whole = pending
                pending.removeAll(keepingCapacity: true)
                try take(whole[...])
            }
            start = end + 1
        }
        pending += bytes[start...]
        if pending.count > 1 << 31 { throw bad("a line has over 2 GiB") }
    }

    /// The counts, when all bytes have been added.
    public mutating func finish() throws(TrainingError) -> CountedCorpus {
        line += 1
        guard pending.isEmpty else { throw bad("the file ends within a line: it has been cut off") }
        guard var corpus else { throw bad("the line '# pieces' is missing: this is no file of counts") }
        if let expected = header.pieces, expected != entries {
            throw bad("the file has \(entries) pieces and not \(expected) as it says: it has been cut off")
        }
        corpus.groups.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        return corpus
    }

    private mutating func take(_ text: ArraySlice<UInt8>) throws(TrainingError) {
        line += 1
        guard corpus != nil else { return try takeHeader(text) }
        guard let tab = text.firstIndex(of: 0x09) else { throw bad("a line must be a piece, a tab and a count") }
        var fields = text[(tab + 1)...].split(separator: 0x09, maxSplits: 1, omittingEmptySubsequences: false)
        if fields[fields.count - 1].last == 0x0D { fields[fields.count - 1].removeLast() }
        guard !fields[0].isEmpty, fields[0].allSatisfy({ (0x30...0x39).contains($0) }),
            let count = Int(String(decoding: fields[0], as: UTF8.self)), count > 0
        else {
            throw bad("'\(String(decoding: fields[0], as: UTF8.self))' is no count: a whole number from 1 to 2^63-1")
        }
        var bytes = piece
        piece = []
        try unescape(text[..<tab], into: &bytes)
        guard !bytes.isEmpty else { throw bad("the piece is empty") }
        let group = fields.count > 1 ? fields[1] : []
        var start = 0
        while start < bytes.count {
            let end = LongPieces.partEnd(of: bytes.span, from: start, to: bytes.count)
            try corpus?.add(bytes.span.extracting(start..<end), count: count, group: group)
            start = end
        }
        entries += 1
        piece = bytes
    }

    private mutating func takeHeader(_ text: ArraySlice<UInt8>) throws(TrainingError) {
        let words = String(decoding: text, as: UTF8.self).split(whereSeparator: { $0 == " " || $0 == "\r" })
        guard words.first == "#", words.count >= 2 else {
            throw bad("a header line must start with '# ': see the documentation of the form")
        }
        if line == 1 {
            guard words.dropFirst().elementsEqual(["malmoi", "counts", "1"]) else {
                throw bad("the first line must be '# malmoi counts 1'")
            }
        } else {
            guard header.take(key: words[1], value: words.count > 2 ? words[2] : "") else {
                throw bad("'\(words.dropFirst().joined(separator: " "))' is not known here")
            }
        }
        if words[1] == "pieces" {
            guard let identity = header.identity else {
                throw bad("the header must name the split and the normalization")
            }
            corpus = CountedCorpus(identity: identity, scale: header.scale, groups: [])
        }
    }

    private func unescape(_ text: ArraySlice<UInt8>, into piece: inout [UInt8]) throws(TrainingError) {
        piece.removeAll(keepingCapacity: true)
        guard text.contains(0x5C) else {
            piece += text
            return
        }
        var rest = text
        while let byte = rest.popFirst() {
            guard byte == 0x5C else {
                piece.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "t"): piece.append(0x09)
            case UInt8(ascii: "n"): piece.append(0x0A)
            case UInt8(ascii: "r"): piece.append(0x0D)
            case UInt8(ascii: "\\"): piece.append(0x5C)
            case UInt8(ascii: "x"):
                guard let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), rest.count >= 2
                else {
                    throw bad("\\x must have two hexadecimal digits behind it")
                }
                piece.append(value)
                rest = rest.dropFirst(2)
            default: throw bad("an escape must be \\t, \\n, \\r, \\\\ or \\xHH")
            }
        }
    }

    private func bad(_ reason: String) -> TrainingError {
        .badCounts(path: path, line: line, reason: reason)
    }
}

/// What the header of a file of counts says.
struct CountsHeader {
    private var split: SplitPattern?
    private var normalization: NormalizationPolicy?
    private var normalizationUnicode: String?
    private var splitUnicode: String?
    private(set) var scale = 1
    private(set) var pieces: Int?

    /// nil while the split or the normalization is missing.
    var identity: CountIdentity? {
        guard let split, let normalization else { return nil }
        var identity = CountIdentity(split: split, normalization: normalization)
        if let normalizationUnicode { identity.normalizationUnicode = normalizationUnicode }
        if let splitUnicode { identity.splitUnicode = splitUnicode }
        return identity
    }

    /// - Returns: false where key or value are not known.
    mutating func take(key: Substring, value: Substring) -> Bool {
        switch key {
        case "split":
            split = SplitPattern(rawValue: String(value))
            return split != nil
        case "normalization":
            normalization = NormalizationPolicy(rawValue: String(value))
            return normalization != nil
        case "normalization-unicode":
            normalizationUnicode = String(value)
            return !value.isEmpty
        case "split-unicode":
            splitUnicode = String(value)
            return !value.isEmpty
        case "scale":
            guard let number = Int(value), (1...1 << 40).contains(number) else { return false }
            scale = number
            return true
        case "pieces":
            pieces = Int(value)
            return value.isEmpty || (pieces ?? -1) >= 0
        default:
            return false
        }
    }
}
