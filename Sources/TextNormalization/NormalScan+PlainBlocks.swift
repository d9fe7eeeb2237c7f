extension NormalScan {
    /// Skips text of ASCII, ideographs U+4000–9FFF and, where the form keeps them, precomposed syllables, 16 bytes
    /// at a time.
    ///
    /// All of it has three-byte sequences only, so a byte is a continuation exactly if one of the two bytes before
    /// it is a lead: well-formedness falls out of three compares, without a table. What the test refuses wrongly
    /// (U+3000–3FFF, other scripts) goes the slower way.
    ///
    /// - Returns: an offset at or behind `start` where a scalar begins, everything before it well-formed and stable.
    func skipPlainBlocks(in bytes: Span<UInt8>, from start: Int) -> Int {
        let end = bytes.count - 16
        // The two bytes before a block are looked at too.
        guard start >= 2, start <= end else { return start }
        let raw = unsafe bytes.bytes
        let leads = SIMD16<UInt8>(repeating: classes.keepsSyllables ? 0xED - 0xE4 : 0xE9 - 0xE4)
        var offset = start
        while offset <= end {
            let block = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: SIMD16<UInt8>.self)
            let before1 = unsafe raw.unsafeLoadUnaligned(
                fromUncheckedByteOffset: offset - 1, as: SIMD16<UInt8>.self)
            let before2 = unsafe raw.unsafeLoadUnaligned(
                fromUncheckedByteOffset: offset - 2, as: SIMD16<UInt8>.self)
            let isLead = (block &- 0xE4) .<= leads
            let isContinuation = (block & 0xC0) .== 0x80
            let mustContinue = ((before1 &- 0xE4) .<= leads) .| ((before2 &- 0xE4) .<= leads)
            let isOther = (block .>= 0x80) .& .!isLead .& .!isContinuation
            // Of U+A000–AFFF and U+D000–DFFF only U+AC00–D7A3 are syllables.
            let isLow = (before1 .== 0xEA) .& (block .< 0xB0)
            let isHigh = (before1 .== 0xED) .& (block .>= 0x9F)
            let isLast = (before2 .== 0xED) .& (before1 .== 0x9E) .& (block .>= 0xA4)
            if any((isContinuation .^ mustContinue) .| isOther .| isLow .| isHigh .| isLast) { break }
            offset += 16
        }
        guard offset > start else { return start }
        // The last accepted block may end inside a sequence.
        if isLeadByte(bytes[offset - 1]) { return offset - 1 }
        if isLeadByte(bytes[offset - 2]) { return offset - 2 }
        return offset
    }

    private func isLeadByte(_ byte: UInt8) -> Bool { byte >= 0xE0 }
}
