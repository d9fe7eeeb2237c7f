/// The distinct pieces as sequences of symbols, which shrink as merges are learnt.
///
/// A word lies in one memory together with what is known about it: its count, the room it has, its length, then its
/// symbols. Whoever visits a word touches one place.
struct TrainingWords: ~Copyable {
    /// Stands where a rare character is: it is spelt in bytes later, so nothing may merge with it.
    static let barrier = UInt32.max

    private var cells = Memory<UInt32>(capacity: 1 << 12)
    /// The number of words.
    private(set) var count = 0
    /// How often all symbols of all words occur together.
    private(set) var symbolTotal = 0
    /// How often the symbols of each group's words occur together; empty where there is one group.
    private(set) var groupTotals: [Int] = []
    private let header: Int

    /// - Parameter groupCount: how many groups' counts stand beside each word's own.
    init(groupCount: Int = 1) {
        header = groupCount > 1 ? 4 + 2 * groupCount : 4
        if groupCount > 1 { groupTotals = Array(repeating: 0, count: groupCount) }
    }

    /// Adds a word.
    ///
    /// - Parameter groupCounts: its count in each group; empty where there is one group.
    /// - Throws: `TrainingError.countOverflow` where the symbols of all words would be more than 64 bits can count, so
    ///   that no pair's count can overflow later.
    mutating func append(
        _ word: some Collection<UInt32>, count: Int, groupCounts: ArraySlice<Int>
    ) throws(TrainingError) {
        let (all, overflow) = count.multipliedReportingOverflow(by: word.count)
        let (sum, sumOverflow) = symbolTotal.addingReportingOverflow(all)
        guard !overflow, !sumOverflow else { throw .countOverflow }
        guard cells.count + word.count + header < Int(UInt32.max) else { throw .tooManyWords }
        symbolTotal = sum
        self.count += 1
        cells.append(UInt32(truncatingIfNeeded: count))
        cells.append(UInt32(truncatingIfNeeded: count >> 32))
        cells.append(UInt32(word.count))
        cells.append(UInt32(word.count))
        for (group, count) in groupCounts.enumerated() {
            groupTotals[group] &+= count &* word.count
            cells.append(UInt32(truncatingIfNeeded: count))
            cells.append(UInt32(truncatingIfNeeded: count >> 32))
        }
        for symbol in word { cells.append(symbol) }
    }

    /// The place of the first word; the others follow with `next`.
    var first: Int { 0 }
    /// The place behind the last word.
    var end: Int { cells.count }

    func next(after word: Int) -> Int {
        word + header + Int(cells[word + 2])
    }

    @inline(__always)
    func count(of word: Int) -> Int {
        Int(cells[word]) | Int(cells[word &+ 1]) << 32
    }

    /// A word's count in a group, where there are several.
    func count(of word: Int, group: Int) -> Int {
        Int(cells[word &+ 4 &+ 2 &* group]) | Int(cells[word &+ 5 &+ 2 &* group]) << 32
    }

    @inline(__always)
    func length(of word: Int) -> Int { Int(cells[word &+ 3]) }

    @inline(__always)
    func symbol(_ index: Int, of word: Int) -> UInt32 { cells[word &+ header &+ index] }

    @inline(__always)
    mutating func setSymbol(_ symbol: UInt32, _ index: Int, of word: Int) {
        cells[word &+ header &+ index] = symbol
    }

    mutating func setLength(_ length: Int, of word: Int) {
        cells[word &+ 3] = UInt32(truncatingIfNeeded: length)
    }

    /// Merges pairs in all words, those with the smallest result first.
    ///
    /// - Parameter results: what each pair (see `PairTable.key`) becomes.
    mutating func merge(_ results: [UInt64: UInt32]) {
        var pairs: [UInt32: UInt64] = [:]
        for (pair, result) in results { pairs[result] = pair }
        var word = first
        while word < end {
            while true {
                var best = UInt32.max
                for index in 0..<max(length(of: word) - 1, 0) {
                    let pair = PairTable.key(symbol(index, of: word), symbol(index + 1, of: word))
                    if let result = results[pair] { best = min(best, result) }
                }
                guard let pair = pairs[best] else { break }
                var symbols = (0..<length(of: word)).map { symbol($0, of: word) }
                _ = SeedWords.replace(UInt32(pair >> 32), UInt32(truncatingIfNeeded: pair), with: best, in: &symbols)
                for (index, symbol) in symbols.enumerated() { setSymbol(symbol, index, of: word) }
                setLength(symbols.count, of: word)
            }
            word = next(after: word)
        }
    }
}
