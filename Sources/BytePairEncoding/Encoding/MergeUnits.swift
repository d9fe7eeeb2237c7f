/// The tokens of every Hangul syllable, alone and behind a space: what merging may start from instead of bytes.
///
/// Starting there is exact unless some merge across a unit's border can come before the unit is complete. Which merges
/// can is decided when this table is made (`MergeUnitDangers`); the theorem and its proof are in
/// Documentation/Encoding.md. Units here are a syllable, and a space with the syllable behind it (not behind ASCII);
/// everything else, and a syllable beside which a danger stands, starts from its bytes.
@safe
final class MergeUnits: @unchecked Sendable {
    /// U+AC00 to U+D7A3.
    static let syllableCount = 11172
    /// Syllables, then spaces with syllables.
    static let unitCount = 2 * syllableCount

    // Never changed once it is made: that is why it may be shared.
    /// Three ids of 20 bits; bits 60 and 61 count them (0: start from bytes), bit 62 says that there are dangers.
    private let entries: UnsafeMutablePointer<UInt64>
    private let dangers: MergeUnitDangers
    private static let idMask: UInt64 = 0xF_FFFF
    private static let dangerBit: UInt64 = 1 << 62

    init(_ vocabulary: Vocabulary) {
        unsafe entries = .allocate(capacity: Self.unitCount)
        unsafe entries.initialize(repeating: 0, count: Self.unitCount)
        guard vocabulary.tokens.count < PieceCache.idLimit else {
            dangers = MergeUnitDangers([], vocabulary)
            return
        }
        var runs: [MergeUnitRun] = []
        runs.reserveCapacity(Self.unitCount)
        for unit in 0..<Self.unitCount {
            let hasSpace = unit >= Self.syllableCount
            runs.append(
                MergeUnitRun(
                    Self.bytes(of: unit), count: hasSpace ? 4 : 3, vocabulary.byteTokens, vocabulary.mergeTable))
        }
        dangers = MergeUnitDangers(runs, vocabulary)
        for (unit, run) in runs.enumerated() where run.resultCount <= 3 {
            var entry = UInt64(run.resultCount) << 60
            for index in 0..<run.resultCount {
                entry |= UInt64(run.result[index]) << UInt64(20 * index)
            }
            if dangers.has(unit) { entry |= Self.dangerBit }
            unsafe entries[unit] = entry
        }
    }

    /// The units of a file.
    init(_ image: VocabularyImage, _ tokens: TokenTable) throws(VocabularyImage.Problem) {
        let list = try image.array(.units, of: UInt64.self)
        guard list.count == Self.unitCount else {
            throw VocabularyImage.Problem(.units, "it has \(list.count) units in place of \(Self.unitCount)")
        }
        dangers = try MergeUnitDangers(image, unitCount: Self.unitCount)
        for (unit, entry) in list.enumerated() where !Self.isWhole(entry, unit, tokens) {
            throw VocabularyImage.Problem(.units, "the tokens of unit \(unit) are not of its length")
        }
        unsafe entries = .allocate(capacity: Self.unitCount)
        unsafe entries.initialize(from: list, count: Self.unitCount)
    }

    /// Whether the tokens of an entry have as many bytes as its unit.
    private static func isWhole(_ entry: UInt64, _ unit: Int, _ tokens: TokenTable) -> Bool {
        let count = Int(entry >> 60 & 3)
        if count == 0 { return true }
        var length = 0
        for index in 0..<count {
            let id = TokenID(UInt32(truncatingIfNeeded: entry >> UInt64(20 * index) & idMask))
            guard id.index < tokens.count, tokens.byteCount(of: id) > 0 else { return false }
            length += tokens.byteCount(of: id)
        }
        return length == (unit < syllableCount ? 3 : 4)
    }

    /// The tables as a file holds them.
    func imageParts() -> [(part: VocabularyImage.Part, bytes: [UInt8])] {
        let list = unsafe UnsafeBufferPointer(start: entries, count: Self.unitCount)
        return unsafe [(part: .units, bytes: Vocabulary.bytes(of: list))] + dangers.imageParts()
    }

    deinit {
        unsafe entries.deallocate()
    }

    /// The three or four bytes of a unit.
    private static func bytes(of unit: Int) -> SIMD4<UInt8> {
        let codePoint = 0xAC00 + unit % syllableCount
        let (first, second, third) = (0xE0 | codePoint >> 12, 0x80 | codePoint >> 6 & 0x3F, 0x80 | codePoint & 0x3F)
        return unit < syllableCount
            ? SIMD4(UInt8(first), UInt8(second), UInt8(third), 0)
            : SIMD4(0x20, UInt8(first), UInt8(second), UInt8(third))
    }

    /// Puts the tokens of a piece's units into a list.
    ///
    /// - Returns: how many there are; nil where the piece must start from bytes.
    /// - Safety: `ids` must have room for as many ids as the piece has bytes.
    @unsafe @inline(__always)
    func start(
        _ piece: Span<UInt8>, byteIDs: UnsafeMutablePointer<UInt32>, into ids: UnsafeMutablePointer<UInt32>
    ) -> Int? {
        var offset = 0
        var count = 0
        while offset < piece.count {
            let byte = unsafe piece[unchecked: offset]
            let isSpace = byte == 0x20
            let syllable = Self.syllable(piece, at: isSpace ? offset &+ 1 : offset)
            if syllable < 0 {
                // Any other character goes in as its bytes; bytes that are none could be anything to their neighbours.
                let length = byte < 0x80 ? 1 : Self.characterLength(piece, at: offset, byte)
                guard length > 0 else { return nil }
                unsafe Self.putBytes(piece, offset, length, byteIDs, ids + count)
                count &+= length
                offset &+= length
                continue
            }
            var unit = syllable
            var length = 3
            if isSpace {
                // Never behind ASCII: other spaces would merge with this one first.
                let mayJoin = unsafe offset == 0 || piece[unchecked: offset &- 1] >= 0x80
                if mayJoin, isSafe(syllable &+ Self.syllableCount, offset..<offset &+ 4, in: piece) {
                    unit = syllable &+ Self.syllableCount
                    length = 4
                } else {
                    // The space by itself then: the syllable alone has fewer dangers.
                    unsafe ids[count] = byteIDs[0x20]
                    count &+= 1
                    offset &+= 1
                }
            }
            if length == 3, !isSafe(syllable, offset..<offset &+ 3, in: piece) {
                unsafe Self.putBytes(piece, offset, 3, byteIDs, ids + count)
                count &+= 3
                offset &+= 3
                continue
            }
            let entry = unsafe entries[unit]
            let idCount = Int(truncatingIfNeeded: entry >> 60 & 3)
            // Each unit has at least as many bytes as the three ids written, whatever their number.
            unsafe ids[count] = UInt32(truncatingIfNeeded: entry & Self.idMask)
            unsafe ids[count &+ 1] = UInt32(truncatingIfNeeded: entry >> 20 & Self.idMask)
            unsafe ids[count &+ 2] = UInt32(truncatingIfNeeded: entry >> 40 & Self.idMask)
            count &+= idCount
            offset &+= length
        }
        return count
    }

    /// - Safety: `ids` must have room for `length` ids.
    @unsafe @inline(__always)
    private static func putBytes(
        _ piece: Span<UInt8>, _ offset: Int, _ length: Int, _ byteIDs: UnsafeMutablePointer<UInt32>,
        _ ids: UnsafeMutablePointer<UInt32>
    ) {
        for index in 0..<length {
            unsafe ids[index] = byteIDs[Int(piece[unchecked: offset &+ index])]
        }
    }

    /// The length of a character that is not ASCII, as its first byte has it; 0 where the bytes behind do not fit.
    @inline(__always)
    private static func characterLength(_ piece: Span<UInt8>, at offset: Int, _ lead: UInt8) -> Int {
        let length = lead < 0xC0 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF8 ? 4 : 0
        guard length > 0, offset &+ length <= piece.count else { return 0 }
        for index in 1..<length where unsafe piece[unchecked: offset &+ index] & 0xC0 != 0x80 {
            return 0
        }
        return length
    }

    /// Whether a unit may be started from where it stands.
    @inline(__always)
    private func isSafe(_ unit: Int, _ range: Range<Int>, in piece: Span<UInt8>) -> Bool {
        let entry = unsafe entries[unit]
        if entry >> 60 & 3 == 0 { return false }
        return entry & Self.dangerBit == 0 || !dangers.strike(unit, range, in: piece)
    }

    /// The number of the syllable at an offset from U+AC00 on, or less than 0 where there is none.
    @inline(__always)
    private static func syllable(_ piece: Span<UInt8>, at offset: Int) -> Int {
        guard offset &+ 2 < piece.count else { return -1 }
        let first = unsafe Int(piece[unchecked: offset])
        let second = unsafe Int(piece[unchecked: offset &+ 1])
        let third = unsafe Int(piece[unchecked: offset &+ 2])
        guard first & 0xF0 == 0xE0, second & 0xC0 == 0x80, third & 0xC0 == 0x80 else { return -1 }
        let number = ((first & 0xF) << 12 | (second & 0x3F) << 6 | third & 0x3F) &- 0xAC00
        return number < syllableCount ? number : -1
    }
}
