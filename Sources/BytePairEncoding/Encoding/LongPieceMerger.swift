/// Merges pieces of kilobytes and megabytes in linear time: a window at a time, with each seam checked.
///
/// Tokens t₁…t_n are the encoding of their text exactly if each two neighbours are the encoding of theirs
/// (Documentation/Encoding.md). So windows can be encoded one after the other: of each the tokens near its end are
/// dropped, the next starts behind the last one kept, and the pair at the seam is encoded by itself. Where that gives
/// anything but the pair, another token is dropped and the window widened.
struct LongPieceMerger {
    /// How many bytes a window has at first: few enough to be merged by scanning.
    static let window = PieceMerger.scanLimit
    /// The tokens that end in so many last bytes of a window are dropped. The text behind it could change them.
    private static let margin = 32
    /// So many windows one after the other whose seams do not hold, and the piece is merged as a whole.
    private static let patience = 9

    private let tokens: TokenTable

    init(_ tokens: TokenTable) {
        self.tokens = tokens
    }

    /// The ids of a piece longer than a window.
    ///
    /// - Parameter merge: the encoding of bytes as one short piece, by merges alone.
    /// - Returns: nil where the seams do not hold; then only merging the whole piece helps.
    /// - Complexity: O(*n*).
    func merge(_ piece: Span<UInt8>, _ merge: (Span<UInt8>) -> UnsafeBufferPointer<UInt32>) -> [UInt32]? {
        var ids: [UInt32] = []
        ids.reserveCapacity(piece.count / 2)
        var start = 0
        var window = Self.window
        var failures = 0
        // Only what is merged behind all that was merged before counts as getting on: with tokens as long as a window,
        // what one step appends the next would take back, for ever.
        var furthest = 0
        // Runs of one character, or of a few in turn, are many equal windows one after the other.
        var lastWindow = 0..<0
        var lastIDs: [UInt32] = []
        var lastSeam: (UInt32, UInt32)?
        while start < piece.count {
            let end = start + window < piece.count ? border(in: piece, before: start + window) : piece.count
            let bytes = piece.extracting(start..<end)
            if !ByteHash.equal(bytes, piece.extracting(lastWindow)) {
                lastIDs.removeAll(keepingCapacity: true)
                unsafe lastIDs.append(contentsOf: merge(bytes))
                lastWindow = start..<end
            }
            let found = lastIDs.span
            guard !found.isEmpty else { return nil }
            let first = found[0]
            var kept = found.count
            var keptEnd = end
            if end < piece.count {
                while kept > 0, keptEnd > end - Self.margin {
                    kept -= 1
                    keptEnd -= tokens.byteCount(of: TokenID(found[kept]))
                }
            }
            let before = ids.count
            for index in 0..<kept {
                ids.append(found[index])
            }
            var holds = kept > 0
            if holds, before > 0 {
                let seam = (ids[before - 1], first)
                if !(lastSeam.map { $0 == seam } ?? false) {
                    holds = unsafe self.holds(seam.0, seam.1, merge)
                    lastSeam = holds ? seam : nil
                }
            }
            if holds {
                start = keptEnd
                if start > furthest {
                    // The window stays as wide as it had to be: what needed it, a run of spaces, goes on.
                    furthest = start
                    failures = 0
                    continue
                }
            }
            failures += 1
            guard failures <= Self.patience else { return nil }
            window *= 2
            if holds { continue }
            ids.removeLast(ids.count - before)
            if let last = ids.popLast() {
                start -= tokens.byteCount(of: TokenID(last))
            }
        }
        return ids
    }

    /// Whether two tokens are the encoding of their bytes.
    private func holds(_ left: UInt32, _ right: UInt32, _ merge: (Span<UInt8>) -> UnsafeBufferPointer<UInt32>) -> Bool {
        let bytes = Array(tokens[TokenID(left)]) + tokens[TokenID(right)]
        let found = unsafe merge(bytes.span)
        return unsafe found.count == 2 && found[0] == left && found[1] == right
    }

    /// The start of the character in which the byte before `end` is, so that windows hold whole characters.
    private func border(in piece: Span<UInt8>, before end: Int) -> Int {
        var border = end
        for _ in 0..<3 where piece[border] & 0xC0 == 0x80 {
            border -= 1
        }
        return border
    }
}
