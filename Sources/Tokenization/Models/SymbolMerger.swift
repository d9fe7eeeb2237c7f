/// Merges neighbouring symbols of a piece, the best pair first.
///
/// The general pipeline's form of byte-pair merging: symbols have any length, and what two of them make is asked of a
/// closure. A heap of candidates over a linked list, O(*n* log *n*).
struct SymbolMerger {
    struct Symbol {
        /// The token, or `none`.
        var id: UInt32
        /// The bytes that it stands for; none once it has gone into its left neighbour.
        var range: Range<Int>
        /// Whether it must stay as it is.
        var isFrozen = false

        static let none = UInt32.max
    }

    /// What two neighbours make, and how early: lower ranks come first, of equal ones the leftmost.
    struct Candidate {
        var rank: UInt32
        var result: UInt32
    }

    private struct Entry {
        /// The rank in the upper half, the left symbol's place in the lower.
        var key: UInt64
        /// How many bytes the two had together: the entry is out of date when they have another number.
        var length: Int
        var result: UInt32
    }

    private(set) var symbols: [Symbol]
    private var next: [Int32]
    private var previous: [Int32]
    private var heap: [Entry] = []

    /// Merges symbols until no two neighbours make another.
    ///
    /// - Parameter isMerged: called with the ranges of the two sides of every merge.
    static func merge(
        _ symbols: [Symbol], onMerge: (Range<Int>, Range<Int>) -> Void = { _, _ in },
        candidate: (Symbol, Symbol) -> Candidate?
    ) -> [Symbol] {
        guard symbols.count > 1 else { return symbols }
        precondition(symbols.count < Int(Int32.max), "a piece must be shorter than 2 GiB")
        var merger = SymbolMerger(symbols)
        for index in 0..<symbols.count - 1 {
            merger.consider(Int32(index), candidate)
        }
        while let entry = merger.popLowest() {
            merger.apply(entry, onMerge, candidate)
        }
        return merger.symbols.filter { !$0.range.isEmpty }
    }

    private init(_ symbols: [Symbol]) {
        self.symbols = symbols
        next = (0..<symbols.count).map { $0 + 1 < symbols.count ? Int32($0 + 1) : -1 }
        previous = (0..<symbols.count).map { Int32($0) - 1 }
    }

    private mutating func consider(_ left: Int32, _ candidate: (Symbol, Symbol) -> Candidate?) {
        let right = next[Int(left)]
        guard right >= 0 else { return }
        let first = symbols[Int(left)]
        let second = symbols[Int(right)]
        guard !first.isFrozen, !second.isFrozen, let found = candidate(first, second) else { return }
        push(
            Entry(
                key: UInt64(found.rank) << 32 | UInt64(left), length: first.range.count + second.range.count,
                result: found.result))
    }

    private mutating func apply(
        _ entry: Entry, _ onMerge: (Range<Int>, Range<Int>) -> Void, _ candidate: (Symbol, Symbol) -> Candidate?
    ) {
        let left = Int(entry.key & 0xFFFF_FFFF)
        guard !symbols[left].range.isEmpty, next[left] >= 0 else { return }
        let right = Int(next[left])
        let first = symbols[left].range
        let second = symbols[right].range
        guard first.count + second.count == entry.length else { return }
        onMerge(first, second)
        symbols[left].id = entry.result
        symbols[left].range = first.lowerBound..<second.upperBound
        symbols[right].range = second.upperBound..<second.upperBound
        next[left] = next[right]
        if next[right] >= 0 { previous[Int(next[right])] = Int32(left) }
        if previous[left] >= 0 { consider(previous[left], candidate) }
        consider(Int32(left), candidate)
    }

    // MARK: The heap

    private mutating func push(_ entry: Entry) {
        heap.append(entry)
        var child = heap.count - 1
        while child > 0, heap[child].key < heap[(child - 1) / 2].key {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    private mutating func popLowest() -> Entry? {
        guard let lowest = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return lowest }
        heap[0] = last
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, heap[child + 1].key < heap[child].key { child += 1 }
            guard heap[child].key < heap[parent].key else { break }
            heap.swapAt(child, parent)
            parent = child
        }
        return lowest
    }
}
