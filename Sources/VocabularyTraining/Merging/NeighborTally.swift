/// What stands on one side of a new symbol: how often each neighbour, and in which words.
///
/// A merge is first worked through in all its words; then each neighbour's two pairs (with the old symbol, with the new
/// one) are changed once. Without this every occurrence would cost two look-ups in a table far larger than the caches.
struct NeighborTally: ~Copyable {
    // Not private: Swift 6.3 makes a broken module of a private type in a generic type that cannot be copied.
    struct Entry: BitwiseCopyable {
        var count: Int
        var words: UInt32
        var lastWord: UInt32
    }

    struct Sighting: BitwiseCopyable {
        var symbol: UInt32
        var word: UInt32
    }

    /// By symbol; a count of 0 says that it was not seen.
    private var entries = Memory<Entry>()
    private var cursors = Memory<UInt32>()
    private var sightings = Memory<Sighting>()
    /// The symbols seen, in the order of first sight.
    private(set) var symbols = Memory<UInt32>()

    /// Makes room for symbols below a number.
    mutating func grow(to symbolCount: Int) {
        guard symbolCount > entries.count else { return }
        cursors.append(repeating: OccurrenceLists.none, count: symbolCount - cursors.count)
        entries.append(repeating: Entry(count: 0, words: 0, lastWord: .max), count: symbolCount - entries.count)
    }

    @inline(__always)
    mutating func add(_ symbol: UInt32, count: Int, word: UInt32) {
        var entry = entries[Int(symbol)]
        if entry.count == 0 {
            symbols.append(symbol)
            entry.words = 0
            entry.lastWord = .max
        }
        entry.count &+= count
        if entry.lastWord != word {
            entry.lastWord = word
            entry.words &+= 1
            sightings.append(Sighting(symbol: symbol, word: word))
        }
        entries[Int(symbol)] = entry
    }

    func count(of symbol: UInt32) -> Int { entries[Int(symbol)].count }
    func wordCount(of symbol: UInt32) -> UInt32 { entries[Int(symbol)].words }

    /// Says that a symbol's words are wanted, and where they go.
    mutating func place(_ symbol: UInt32, at list: UInt32) {
        cursors[Int(symbol)] = list
    }

    /// Writes the words of the symbols that have a place and forgets everything.
    mutating func finish(_ lists: inout OccurrenceLists) {
        for index in 0..<sightings.count {
            let sighting = sightings[index]
            let cursor = cursors[Int(sighting.symbol)]
            if cursor != OccurrenceLists.none {
                lists[cursor] = sighting.word
                cursors[Int(sighting.symbol)] = cursor &+ 1
            }
        }
        for index in 0..<symbols.count {
            entries[Int(symbols[index])].count = 0
            cursors[Int(symbols[index])] = OccurrenceLists.none
        }
        symbols.removeAll()
        sightings.removeAll()
    }
}
