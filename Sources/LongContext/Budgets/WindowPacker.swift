/// A piece of a document in a window.
public struct WindowPiece: Sendable, Hashable {
    /// The number of the document, from zero, in the order in which documents were added.
    public let document: Int
    /// The bytes of the document.
    public let range: Range<Int>
    /// Tokens of these bytes, counted by themselves.
    public let tokens: Int
    /// Bytes at its beginning that the window before has too.
    public let overlap: Int
    /// How fine its end was cut; `nil` where the document ends.
    public let cut: CutLevel?
}

/// What one call of a model gets to read.
public struct PackedWindow: Sendable, Hashable {
    public internal(set) var pieces: [WindowPiece]

    /// Tokens of all pieces, and the separators between them.
    public internal(set) var tokens: Int
}

/// Packs documents into windows of a number of tokens.
///
/// Documents come in order. One that fits into what is left of the open window joins it; one that fits into a window of
/// its own opens the next; a longer one is cut into windows that overlap, and what is left of its last window stays open.
/// Every count is that of the very bytes of the piece.
///
/// ```swift
/// var packer = try WindowPacker(window: 32_768, overlap: 512, level: .paragraph, counter: tokenizer)
/// for text in texts { windows += try packer.add(text) }
/// windows += packer.finish()
/// ```
public struct WindowPacker: Sendable {
    public let window: Int
    public let overlap: Int
    public let level: CutLevel
    public let separator: Int
    private let counter: any TokenCounting
    private var open: PackedWindow?
    private var documents = 0

    /// - Parameters:
    ///   - window: tokens of a window.
    ///   - overlap: tokens that neighbouring windows of a document share, at most.
    ///   - level: where documents are cut if that is possible.
    ///   - separator: tokens that stand between two documents in one window.
    /// - Throws: ``LongContextError/outOfRange(what:value:allowed:)`` for an empty window, and for an overlap that
    ///   leaves nothing new in one.
    public init(
        window: Int, overlap: Int = 0, level: CutLevel = .paragraph, separator: Int = 0, counter: any TokenCounting
    ) throws(LongContextError) {
        guard window >= 1, window <= 1 << 40 else {
            throw .outOfRange(what: "the window", value: window, allowed: "from 1 to \(1 << 40) tokens")
        }
        guard overlap >= 0, overlap < window else {
            throw .outOfRange(
                what: "the overlap", value: overlap, allowed: "from 0 to less than the window of \(window) tokens")
        }
        guard separator >= 0, separator < window else {
            throw .outOfRange(what: "the separator", value: separator, allowed: "from 0 to less than the window")
        }
        self.window = window
        self.overlap = overlap
        self.level = level
        self.separator = separator
        self.counter = counter
    }

    /// Adds a document and gives back the windows that are full.
    ///
    /// - Throws: ``LongContextError/windowTooSmall(window:document:)`` if one character takes more than a window.
    public mutating func add(_ text: [UInt8]) throws(LongContextError) -> [PackedWindow] {
        defer { documents += 1 }
        let fitter = PieceFitter(text: text, counter: counter)
        let tokens = try counter.tokenCount(of: text)
        if tokens <= window {
            let piece = WindowPiece(document: documents, range: 0..<text.count, tokens: tokens, overlap: 0, cut: nil)
            if var joined = open, joined.tokens + separator + tokens <= window {
                joined.pieces.append(piece)
                joined.tokens += separator + tokens
                open = joined
                return []
            }
            let full = open
            open = PackedWindow(pieces: [piece], tokens: tokens)
            return full.map { [$0] } ?? []
        }
        var full = open.map { [$0] } ?? []
        open = nil
        for piece in try pieces(fitter) {
            let packed = PackedWindow(pieces: [piece], tokens: piece.tokens)
            if piece.cut == nil { open = packed } else { full.append(packed) }
        }
        return full
    }

    private func pieces(_ fitter: PieceFitter) throws(LongContextError) -> [WindowPiece] {
        var pieces: [WindowPiece] = []
        var start = 0
        var end = 0
        while end < fitter.text.count {
            var found = try fitter.longestPiece(from: start, budget: window, level: level, beyond: end)
            if found == nil, start < end {
                // The overlap leaves no room for the next character: go on without.
                start = end
                found = try fitter.longestPiece(from: start, budget: window, level: level, beyond: end)
            }
            guard let piece = found else { throw .windowTooSmall(window: window, document: documents) }
            pieces.append(
                WindowPiece(
                    document: documents, range: piece.range, tokens: piece.tokens, overlap: end - start,
                    cut: piece.level))
            end = piece.range.upperBound
            start = try fitter.overlapStart(after: start, end: end, budget: overlap, level: level)
        }
        return pieces
    }

    /// The last window, if one is open.
    public consuming func finish() -> [PackedWindow] {
        open.map { [$0] } ?? []
    }
}
