internal import CSplit

/// Remembers the ids of pieces: a table of lines of 64 bytes that C reads and fills, as `csplit_pieces` describes them.
///
/// A hit reads one line, and passing its ids on takes no branch on how many there are. What overflows goes into the
/// three lines beside: without them, three words of one line drive each other out on every pass over a text.
///
/// The table starts small and grows with what it remembers, as far as its budget goes: a query of fifty bytes must not
/// pay for megabytes of zeros. Results never depend on the cache.
@safe
final class PieceCache {
    enum Kind {
        /// Pieces of at most 16 bytes and six ids, two a line: 97 of 100 pieces of Korean text.
        case short
        /// Pieces of at most 40 bytes and eight ids, one a line: what is left of Korean text, and most pieces of text
        /// cut for superwords.
        case medium
    }

    /// Ids from here on do not fit an entry.
    static let idLimit = csplit_id_limit
    private static let wordsOfLine = 8
    private static let bytesOfLine = 64
    /// From this size on the table has memory to grow in.
    private static let large = 2 << 20

    private(set) var lines: UnsafeMutablePointer<UInt64>
    private(set) var mask: UInt64
    private let kind: Kind
    private let budget: CacheBudget
    /// The size at which it only doubles; it grows fourfold else.
    private let doublingSize: Int?
    /// How many lines there is memory for.
    private var capacity: Int
    /// How many entries were made since it last grew.
    private(set) var inserted = 0
    private var isLargest = false

    /// - Parameters:
    ///   - lineCount: how many lines there are at first, a power of two of at least 16.
    ///   - doublingSize: a size in bytes at which the table only doubles, where it grows fourfold else; so it does where
    ///     there is no memory for more, too.
    init(_ kind: Kind, _ budget: CacheBudget, lineCount: Int, doublingAt doublingSize: Int? = nil) {
        self.kind = kind
        self.doublingSize = doublingSize
        self.budget = budget
        capacity = lineCount
        budget.take(capacity * Self.bytesOfLine)
        mask = UInt64(capacity - 1)
        unsafe lines = LargeTable.zeros(capacity * Self.wordsOfLine)
    }

    deinit {
        unsafe LargeTable.release(lines, capacity * Self.wordsOfLine)
    }

    /// Takes note of entries that were made elsewhere.
    func noteInserted(_ count: Int) {
        inserted &+= count
    }

    /// Makes the table larger if it has become full; not while anybody holds a place.
    func growIfFull() {
        let count = Int(mask) + 1
        guard inserted > count / 16 * 7, !isLargest else { return }
        let bytes = count * Self.bytesOfLine
        // Two short pieces a line; where little memory is left it waits, since the other table may need it more.
        if kind == .short, inserted <= (budget.isTight(forDoubling: bytes) ? count : count / 4 * 3) { return }
        guard let factor = budget.grow(from: bytes, by: bytes == doublingSize ? [2] : [4, 2]) else {
            isLargest = true
            return
        }
        grow(to: count * factor)
    }

    private func grow(to newCount: Int) {
        let count = Int(mask) + 1
        let old = unsafe lines
        let oldCapacity = capacity
        if newCount > capacity {
            let bytes = newCount * Self.bytesOfLine
            capacity = max(bytes < Self.large ? bytes : budget.reserve, bytes) / Self.bytesOfLine
            unsafe lines = LargeTable.zeros(capacity * Self.wordsOfLine)
        }
        mask = UInt64(newCount - 1)
        switch kind {
        case .short: unsafe inserted = Int(csplit_grow(old, UInt64(count), lines, mask))
        case .medium: unsafe inserted = Int(csplit_grow_medium(old, UInt64(count), lines, mask))
        }
        if unsafe lines != old { unsafe LargeTable.release(old, oldCapacity * Self.wordsOfLine) }
    }
}
