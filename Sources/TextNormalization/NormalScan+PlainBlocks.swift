extension NormalScan {
    /// Skips text of ASCII, ideographs U+4000–9FFF and, where the form keeps them, precomposed syllables, 16 bytes
    /// at a time.
    ///
    /// All of it has three-byte sequences only, so a byte is a continuation exactly if one of the two bytes before
    /// it is a lead: well-formedness falls out of three compares, without a table. What the test refuses wrongly
    /// (U+3000–3FFF, other scripts) goes the slower way.
    ///
    /// Every compare is of two vectors: the operators that take a scalar on one side become a loop over lanes, a
    /// hundred times slower (Swift 6.3).
    ///
    /// - Returns: an offset at or behind `start` where a scalar begins that was refused, or that is among the last
    ///   16 bytes; everything before it is well-formed and stable.
    func skipPlain(in bytes: Span<UInt8>, from start: Int) -> Int {
        typealias Block = SIMD16<UInt8>
        let end = bytes.count - 16
        // The two bytes before a block are looked at too.
        guard start >= 2, start <= end else { return start }
        let raw = unsafe bytes.bytes
        let leadSpan = Block(repeating: classes.keepsSyllables ? 0xED - 0xE4 : 0xE9 - 0xE4)
        let firstLead = Block(repeating: 0xE4)
        let continuation = Block(repeating: 0x80)
        let lastContinuation = SIMD16<Int8>(repeating: -65)
        let (leadEA, leadED, second9E) = (Block(repeating: 0xEA), Block(repeating: 0xED), Block(repeating: 0x9E))
        let (lowSecond, highSecond, highThird) = (
            Block(repeating: 0xAF), Block(repeating: 0x9F), Block(repeating: 0xA4)
        )
        var offset = start
        while offset <= end {
            let block = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: Block.self)
            let before1 = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: offset - 1, as: Block.self)
            let before2 = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: offset - 2, as: Block.self)
            let isLead = (block &- firstLead) .<= leadSpan
            // As signed bytes, 80 to BF are the least: one compare instead of two operations.
            let isContinuation = unsafe unsafeBitCast(block, to: SIMD16<Int8>.self) .<= lastContinuation
            // Bytes above the leads are refused where they stand themselves.
            let mustContinue = (before1 .>= firstLead) .| (before2 .>= firstLead)
            let isOther = (block .>= continuation) .& .!isLead .& .!isContinuation
            // Of U+A000–AFFF and U+D000–DFFF only U+AC00–D7A3 are syllables.
            let isLow = (before1 .== leadEA) .& (block .<= lowSecond)
            let isHigh = (before1 .== leadED) .& (block .>= highSecond)
            let isLast = (before2 .== leadED) .& (before1 .== second9E) .& (block .>= highThird)
            let refused = (isContinuation .^ mustContinue) .| isOther .| isLow .| isHigh .| isLast
            // `any(refused)` is a call out of line for every block: half of the time of this loop.
            let halves = unsafe unsafeBitCast(refused, to: SIMD2<UInt64>.self)
            if halves[0] | halves[1] != 0 {
                offset +=
                    halves[0] != 0
                    ? halves[0].trailingZeroBitCount / 8 : 8 + halves[1].trailingZeroBitCount / 8
                break
            }
            offset += 16
        }
        // What was accepted last may be the beginning of a sequence.
        if offset > start, isLeadByte(bytes[offset - 1]) { return offset - 1 }
        if offset > start + 1, isLeadByte(bytes[offset - 2]) { return offset - 2 }
        return offset
    }

    private func isLeadByte(_ byte: UInt8) -> Bool { byte >= 0xE0 }
}
