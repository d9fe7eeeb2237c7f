internal import CSplit

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

    /// The table as merging reads it (`csplit_start`).
    var view: csplit_units { unsafe dangers.view(entries) }

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
}
