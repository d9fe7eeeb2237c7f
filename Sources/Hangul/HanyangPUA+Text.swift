extension HanyangPUA {
    /// A text with each Old Hangul block that the agreement has written in the private use area; all else, tone marks
    /// and modern syllables among it, stays.
    ///
    /// Letters by themselves become private letters where fillers mark them as such (U+1100 1160). The way back is
    /// the policy `korean-fold`.
    ///
    /// - Parameter text: UTF-8, valid or not.
    /// - Complexity: O(*n*).
    public static func encode(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        for block in SyllableBlocks(text) {
            guard let scalar = privateScalar(of: block, in: text) else {
                result.append(contentsOf: text[block.range])
                continue
            }
            appendUTF8(scalar, to: &result)
            if block.hasToneMark { result.append(contentsOf: text[block.range].suffix(3)) }
        }
        return result
    }

    private static func privateScalar(of block: SyllableBlock, in text: [UInt8]) -> UInt32? {
        switch block.kind {
        case .old, .halfComposed, .isolated, .filler: break
        default: return nil
        }
        var jamo = block.jamo(in: text)
        if block.hasToneMark { jamo.removeLast() }
        if let scalar = scalar(of: jamo), jamo.count > 1 { return scalar }
        // A lone letter between fillers.
        switch (jamo.first, jamo.dropFirst().first, jamo.count) {
        case (let letter?, 0x1160, 2): return scalar(of: [letter])
        case (0x115F, let letter?, 2): return scalar(of: [letter])
        case (0x115F, 0x1160, 3): return jamo.last.flatMap { scalar(of: [$0]) }
        default: return nil
        }
    }
}
