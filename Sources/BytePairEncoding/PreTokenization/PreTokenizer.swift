/// Cuts text into pre-tokens, the pieces inside which merges happen.
public struct PreTokenizer: Sendable, Equatable {
    public let pattern: SplitPattern
    private let grammar: SplitGrammar?
    private let table = UnicodeClassTable.shared
    /// The fast way, for the patterns that have a grammar.
    let masks: MaskSplit?
    /// What the encoder's look-ups are compiled for.
    let instructionSet: InstructionSet

    public init(_ pattern: SplitPattern) {
        self.init(pattern, instructionSet: .best)
    }

    /// A pre-tokenizer that uses a certain instruction set, or with `nil` none but the walker.
    package init(_ pattern: SplitPattern, instructionSet: InstructionSet?) {
        self.pattern = pattern
        self.instructionSet = instructionSet ?? .portable
        grammar = pattern.grammar
        masks = pattern.grammar.flatMap { grammar in
            instructionSet.map { MaskSplit(grammar, $0) }
        }
    }

    public static func == (left: PreTokenizer, right: PreTokenizer) -> Bool {
        left.pattern == right.pattern
    }

    /// Finds the ends of the next pieces.
    ///
    /// Pieces follow each other without a gap, so their ends say everything. Every pattern looks only forwards from
    /// where the last piece ended; a long text can therefore be cut a batch at a time.
    ///
    /// - Parameters:
    ///   - text: UTF-8; invalid bytes count as symbols, a byte at a time.
    ///   - start: where the first of these pieces starts; 0, or the last end of the batch before.
    ///   - maximumCount: how many pieces to find at the most.
    ///   - ends: emptied, then filled with byte offsets, in order.
    /// - Returns: the last end found, which is `text.count` when the text is done.
    /// - Complexity: O(*n*), where *n* is the number of bytes in the pieces found.
    @discardableResult
    public func findPieces(
        in text: Span<UInt8>, from start: Int = 0, maximumCount: Int = .max, ends: inout [Int]
    ) -> Int {
        ends.removeAll(keepingCapacity: true)
        if let masks { return find(masks, text, from: start, maximumCount: maximumCount, ends: &ends) }
        return walk(text, from: start, maximumCount: maximumCount, ends: &ends)
    }

    private func find(
        _ masks: MaskSplit, _ text: Span<UInt8>, from start: Int, maximumCount: Int, ends: inout [Int]
    ) -> Int {
        var offset = start
        let capacity = 1024
        unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: capacity) { buffer in
            guard let room = buffer.baseAddress else { return }
            while offset < text.count, ends.count < maximumCount {
                let found = unsafe text.withUnsafeBufferPointer {
                    unsafe masks.find(in: $0, from: offset, ends: room, capacity: capacity)
                }
                let origin = offset
                for index in 0..<min(found, maximumCount &- ends.count) {
                    unsafe offset = origin &+ Int(room[index])
                    ends.append(offset)
                }
            }
        }
        return offset
    }

    /// Whether pieces may hold several words.
    var isWide: Bool { grammar?.word == .wide }

    /// The next batch of pieces for an encoder.
    ///
    /// - Parameters:
    ///   - ends: room for `EncodingScratch.room` ends; relative to `start`.
    ///   - joints: allows pieces to be cut further, where that changes no ids.
    /// - Returns: how many were found, at least one.
    @unsafe
    func findBatch(
        in text: UnsafeBufferPointer<UInt8>, from start: Int, ends: UnsafeMutablePointer<UInt32>, joints: WordJoints?
    ) -> Int {
        if let masks {
            return unsafe masks.find(in: text, from: start, ends: ends, capacity: EncodingScratch.room, joints: joints)
        }
        let classified = unsafe ClassifiedText(text.span, bits: table.bits.span)
        var offset = start
        var found = 0
        while offset < text.count, found < EncodingScratch.pieces, offset &- start < 1 << 30 {
            if let grammar {
                offset = grammar.endOfPiece(at: offset, in: classified)
            } else {
                offset = DeepSeekSplit.endOfPiece(at: offset, in: classified)
            }
            unsafe ends[found] = UInt32(truncatingIfNeeded: offset &- start)
            found &+= 1
        }
        return found
    }

    /// The ends by the walker alone.
    func walk(_ text: Span<UInt8>, from start: Int, maximumCount: Int, ends: inout [Int]) -> Int {
        let classified = ClassifiedText(text, bits: table.bits.span)
        var offset = start
        var remaining = maximumCount
        if let grammar {
            while offset < text.count, remaining > 0 {
                offset = grammar.endOfPiece(at: offset, in: classified)
                ends.append(offset)
                remaining &-= 1
            }
        } else {
            while offset < text.count, remaining > 0 {
                offset = DeepSeekSplit.endOfPiece(at: offset, in: classified)
                ends.append(offset)
                remaining &-= 1
            }
        }
        return offset
    }

    /// The pieces of a text, as byte ranges.
    public func pieces(in text: [UInt8]) -> [Range<Int>] {
        var ends: [Int] = []
        findPieces(in: text.span, ends: &ends)
        var start = 0
        return ends.map { end in
            defer { start = end }
            return start..<end
        }
    }
}
