internal import CSplit

/// The tokens of every Hangul syllable, alone and behind a space, and of ideographs: what merging may start from instead
/// of bytes.
///
/// Starting there is exact unless some merge across a unit's border can come before the unit is complete. Which merges
/// can is decided when this table is made (`MergeUnitDangers`); the theorem and its proof are in
/// Documentation/Encoding.md. Units here are a syllable, a space with the syllable behind it (not behind ASCII), and, in
/// the wide table, an ideograph; everything else, and a unit beside which a danger stands, starts from its bytes.
@safe
final class MergeUnits: @unchecked Sendable {
    /// U+AC00 to U+D7A3.
    static let syllableCount = 11172
    /// Syllables, then spaces with syllables: what a file has.
    static let syllableUnits = 2 * syllableCount
    /// U+4E00 to U+9FFF, behind them in the wide table.
    static let ideographCount = 0x5200

    // Never changed once it is made: that is why it may be shared.
    /// A unit that counts no tokens starts from bytes. Nearly every syllable has a danger: a space before it. And most
    /// others are characters of other scripts.
    private let entries: UnsafeMutablePointer<csplit_unit>
    private let unitCount: Int
    private let dangers: MergeUnitDangers
    private static let idMask: UInt64 = 0xF_FFFF
    private static let dangerShift: UInt64 = 62
    private static let dangerBit: UInt64 = 1 << dangerShift

    /// - Parameter isWide: whether ideographs are units, too; twice as many units take twice as long.
    init(_ vocabulary: Vocabulary, isWide: Bool) {
        unitCount = isWide ? Self.syllableUnits + Self.ideographCount : Self.syllableUnits
        unsafe entries = Self.entries(unitCount)
        // Ids from there on do not fit.
        let runs = vocabulary.tokens.count < PieceCache.idLimit ? Self.runs(unitCount, vocabulary) : []
        guard !runs.isEmpty, let dangers = MergeUnitDangers(runs, vocabulary) else {
            dangers = MergeUnitDangers(none: unitCount)
            return
        }
        self.dangers = dangers
        for (unit, run) in runs.enumerated() where run.resultCount <= 3 {
            var entry = UInt64(run.resultCount) << 60
            for index in 0..<run.resultCount {
                entry |= UInt64(run.result[index]) << UInt64(20 * index)
            }
            if dangers.has(unit) { entry |= Self.dangerBit }
            unsafe entries[unit].tokens = entry
        }
        markDangers()
    }

    /// Entries that count no tokens.
    private static func entries(_ count: Int) -> UnsafeMutablePointer<csplit_unit> {
        let entries = unsafe LargeTable.allocate(csplit_unit.self, capacity: count)
        unsafe entries.initialize(repeating: csplit_unit(), count: count)
        return unsafe entries
    }

    /// How each unit is merged by itself.
    private static func runs(_ count: Int, _ vocabulary: Vocabulary) -> [MergeUnitRun] {
        (0..<count).map { unit in
            MergeUnitRun(
                bytes(of: unit), count: hasSpace(unit) ? 4 : 3, vocabulary.byteTokens, vocabulary.mergeTable)
        }
    }

    /// Tells apart the kinds of dangers, and fills the filters of those that the list tells.
    private func markDangers() {
        for unit in 0..<unitCount {
            let tokens = unsafe entries[unit].tokens
            guard tokens & Self.dangerBit != 0 else { continue }
            let kind = dangers.kind(of: unit)
            unsafe entries[unit].tokens = tokens & ~(3 << Self.dangerShift) | UInt64(kind.rawValue) << Self.dangerShift
            if kind == csplit_listed_dangers {
                unsafe (entries[unit].behind, entries[unit].before) = dangers.filters(of: unit)
            }
        }
    }

    /// The units of a file.
    init(_ image: VocabularyImage, _ tokens: TokenTable) throws(VocabularyImage.Problem) {
        let list = try image.array(.units, of: UInt64.self)
        unitCount = Self.syllableUnits
        guard list.count == unitCount else {
            throw VocabularyImage.Problem(.units, "it has \(list.count) units in place of \(unitCount)")
        }
        dangers = try MergeUnitDangers(image, unitCount: unitCount)
        for (unit, entry) in list.enumerated() where !Self.isWhole(entry, unit, tokens) {
            throw VocabularyImage.Problem(.units, "the tokens of unit \(unit) are not of its length")
        }
        unsafe entries = Self.entries(unitCount)
        // Of the kinds of dangers a file says only that there are some.
        let whole = 1 << (Self.dangerShift + 1) - 1 as UInt64
        for (unit, entry) in list.enumerated() {
            unsafe entries[unit].tokens = entry & whole
        }
        markDangers()
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
        return length == (hasSpace(unit) ? 4 : 3)
    }

    /// The tables as a file holds them; not of a wide table.
    func imageParts() -> [(part: VocabularyImage.Part, bytes: [UInt8])] {
        let list = (0..<unitCount).map { unit in
            let entry = unsafe entries[unit].tokens
            let tokens = entry & (1 << Self.dangerShift - 1)
            return entry >> Self.dangerShift == 0 ? tokens : tokens | Self.dangerBit
        }
        return [(part: .units, bytes: Vocabulary.bytes(of: list))] + dangers.imageParts()
    }

    /// The table as merging reads it (`csplit_start`).
    var view: csplit_units {
        unsafe dangers.view(entries, ideographs: unitCount - Self.syllableUnits)
    }

    deinit {
        unsafe entries.deallocate()
    }

    /// Whether a unit is a space with a syllable.
    static func hasSpace(_ unit: Int) -> Bool {
        unit >= syllableCount && unit < syllableUnits
    }

    /// The three or four bytes of a unit.
    private static func bytes(of unit: Int) -> SIMD4<UInt8> {
        let codePoint = unit < syllableUnits ? 0xAC00 + unit % syllableCount : 0x4E00 + unit - syllableUnits
        let (first, second, third) = (0xE0 | codePoint >> 12, 0x80 | codePoint >> 6 & 0x3F, 0x80 | codePoint & 0x3F)
        return hasSpace(unit)
            ? SIMD4(0x20, UInt8(first), UInt8(second), UInt8(third))
            : SIMD4(UInt8(first), UInt8(second), UInt8(third), 0)
    }
}
