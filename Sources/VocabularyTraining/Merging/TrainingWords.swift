import BytePairEncoding

/// The distinct pieces as sequences of symbols, which shrink as merges are learnt.
///
/// All symbols lie in one array; a word keeps its place there and only its length changes.
struct TrainingWords {
    /// Stands where a rare character is: it is spelt in bytes later, so nothing may merge with it.
    static let barrier = UInt32.max

    private(set) var symbols: [UInt32] = []
    private(set) var starts: [Int] = []
    private(set) var lengths: [UInt32] = []
    private(set) var counts: [Int] = []

    var count: Int { counts.count }

    mutating func append(_ word: some Collection<UInt32>, count: Int) {
        starts.append(symbols.count)
        lengths.append(UInt32(word.count))
        counts.append(count)
        symbols.append(contentsOf: word)
    }

    /// The symbols of a word as it is by now.
    func symbols(of word: Int) -> ArraySlice<UInt32> {
        symbols[starts[word]..<starts[word] + Int(lengths[word])]
    }

    /// A change that a merge makes to the pairs of a word.
    struct Change {
        var left: UInt32
        var right: UInt32
        var isAdded: Bool
    }

    /// Replaces a pair of neighbours in one word, from the left.
    ///
    /// - Parameters:
    ///   - changes: emptied, then filled with the pairs around the places that have gone and come; the merged pair
    ///     itself is not among them.
    /// - Complexity: O(*n*), where *n* is the number of symbols of the word.
    mutating func merge(_ left: UInt32, _ right: UInt32, into result: UInt32, word: Int, changes: inout [Change]) {
        changes.removeAll(keepingCapacity: true)
        let start = starts[word]
        let end = start &+ Int(lengths[word])
        var read = start
        var write = start
        while read < end {
            let symbol = symbols[read]
            guard symbol == left, read &+ 1 < end, symbols[read &+ 1] == right else {
                symbols[write] = symbol
                read &+= 1
                write &+= 1
                continue
            }
            if write > start, symbols[write &- 1] != Self.barrier {
                changes.append(Change(left: symbols[write &- 1], right: left, isAdded: false))
                changes.append(Change(left: symbols[write &- 1], right: result, isAdded: true))
            }
            if read &+ 2 < end, symbols[read &+ 2] != Self.barrier {
                changes.append(Change(left: right, right: symbols[read &+ 2], isAdded: false))
                changes.append(Change(left: result, right: symbols[read &+ 2], isAdded: true))
            }
            symbols[write] = result
            write &+= 1
            read &+= 2
        }
        lengths[word] = UInt32(truncatingIfNeeded: write &- start)
    }
}
