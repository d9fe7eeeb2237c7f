import BytePairEncoding

/// Learns merges from words: again and again the most frequent pair of neighbours becomes a token.
///
/// Counts are kept up to date with each merge instead of being counted anew. Two facts keep the work small. A pair gets
/// all its occurrences when its newer symbol is made and only loses some later, so a pair that is born too rare, or
/// that no rule allows, need not be remembered at all. And only pairs near the top are ordered: the heap holds those
/// that reach a threshold, which is halved when the heap is empty.
/// (Sennrich et al., "Neural Machine Translation of Rare Words with Subword Units", 2016.)
struct MergeLearner: ~Copyable {
    /// The bytes of every symbol: those it started from, then the merged ones.
    private(set) var tokens: TokenTable
    private(set) var merges: [Merge] = []
    /// How often each merge was made when it was learnt, beside `merges`.
    private(set) var frequencies: [Int] = []
    /// The words as they are by now.
    private(set) var words: TrainingWords
    private var rules: PairRules
    /// Where groups of sources have shares.
    private(set) var quota: GroupQuota?
    /// Words that are to be tokens at the end; what they lack counts as learnt.
    private var seeds = SeedWords([])
    private var pairs = PairTable()
    private var lists = OccurrenceLists()
    private var heap = CandidateHeap()
    private var threshold = Int.max
    private var left = NeighborTally()
    private var right = NeighborTally()
    /// New symbols beside each other, seen from the second.
    private var chained = NeighborTally()

    init(
        symbols: TokenTable, words: consuming TrainingWords, rules: PairRules, groupParts: [Int]?,
        seeds: SeedWords = SeedWords([])
    ) {
        tokens = symbols
        self.seeds = seeds
        self.words = words
        self.rules = rules
        if let groupParts, groupParts.count > 1 {
            quota = GroupQuota(parts: groupParts, sizes: self.words.groupTotals)
        }
        self.rules.begin(with: symbols)
        growTallies()
        countPairs()
    }

    /// Learns merges as long as the caller wants more.
    ///
    /// - Parameter wants: called with the frequency of the next merge and the number of merges so far, those that seeds
    ///   will lack included; gives the number of merges that are wanted in all, or nil if this one is not.
    /// - Returns: false if the corpus had no more pairs.
    mutating func learn(while wants: (_ frequency: Int, _ merges: Int) -> Int?) -> Bool {
        while true {
            guard let best = heap.best else {
                if lowerThreshold() || endQuotas() { continue }
                return false
            }
            let slot = pairs.find(best.pair)
            let count = slot < 0 ? 0 : pairs[slot].count
            if count != best.count {
                if count >= threshold {
                    heap.replaceBest(with: MergeCandidate(count: count, pair: best.pair))
                } else {
                    heap.removeBest()
                }
                continue
            }
            guard let wanted = wants(count, merges.count + lackCount(afterMerging: best.pair)) else { return true }
            heap.removeBest()
            if forbids(pairs[slot].pair) {
                lists.release(pairs[slot].list, length: pairs[slot].length)
                pairs[slot].count = 0
                continue
            }
            // A pair of a group that has its share stays in the table, in case quotas end.
            if quota != nil {
                let counts = groupCounts(of: pairs[slot])
                guard quota?.admit(counts, wanted: wanted) == true else { continue }
            }
            merge(slot)
        }
    }

    /// How many merges the seeds lack now.
    var lackCount: Int { seeds.lackCount }

    private func lackCount(afterMerging pair: UInt64) -> Int {
        guard seeds.lackCount > 0 else { return 0 }
        return seeds.lackCount(
            afterMerging: UInt32(pair >> 32), UInt32(truncatingIfNeeded: pair), into: UInt32(tokens.count))
    }

    /// Learns what the seeds lack, whatever its frequency, as the last merges: nothing is counted any more.
    ///
    /// - Parameter segments: whether the words shall have those merges too.
    mutating func completeSeeds(segments: Bool) {
        let first = UInt32(tokens.count)
        let pairs = seeds.completion(from: first)
        guard !pairs.isEmpty else { return }
        var symbols: [UInt64: UInt32] = [:]
        for pair in pairs {
            let (left, right) = (TokenID(pair.left), TokenID(pair.right))
            let result = tokens.append(merging: left, right)
            symbols[PairTable.key(pair.left, pair.right)] = result.rawValue
            merges.append(Merge(left: left, right: right, result: result))
            frequencies.append(0)
        }
        if segments { words.merge(symbols) }
    }

    private func forbids(_ pair: UInt64) -> Bool {
        rules.forbids(UInt32(pair >> 32), UInt32(truncatingIfNeeded: pair), in: tokens)
    }

    /// Gives the words back.
    consuming func takeWords() -> TrainingWords { words }

    private mutating func merge(_ slot: Int) {
        let record = pairs[slot]
        pairs[slot].count = 0
        let first = UInt32(record.pair >> 32)
        let second = UInt32(truncatingIfNeeded: record.pair)
        let result = tokens.append(merging: TokenID(first), TokenID(second))
        merges.append(Merge(left: TokenID(first), right: TokenID(second), result: result))
        frequencies.append(record.count)
        rules.noteMerge(first, second)
        if seeds.lackCount > 0 { seeds.merge(first, second, into: result.rawValue) }
        growTallies()
        for index in record.list..<record.list + record.length {
            mergeWord(Int(lists[index]), first, second, result.rawValue)
        }
        lists.release(record.list, length: record.length)
        for index in 0..<left.symbols.count {
            let symbol = left.symbols[index]
            let count = left.count(of: symbol)
            lose(PairTable.key(symbol, first), count)
            if let list = bear(symbol, result.rawValue, count, left.wordCount(of: symbol)) {
                left.place(symbol, at: list)
            }
        }
        for index in 0..<right.symbols.count {
            let symbol = right.symbols[index]
            let count = right.count(of: symbol)
            lose(PairTable.key(second, symbol), count)
            if let list = bear(result.rawValue, symbol, count, right.wordCount(of: symbol)) {
                right.place(symbol, at: list)
            }
        }
        if chained.symbols.count > 0 {
            let symbol = result.rawValue
            let count = chained.count(of: symbol)
            lose(PairTable.key(second, first), count)
            if let list = bear(symbol, symbol, count, chained.wordCount(of: symbol)) { chained.place(symbol, at: list) }
        }
        left.finish(&lists)
        right.finish(&lists)
        chained.finish(&lists)
    }

    /// Replaces the pair in one word, from the left, and tallies what stands beside the new symbol.
    @inline(__always)
    private mutating func mergeWord(_ word: Int, _ first: UInt32, _ second: UInt32, _ result: UInt32) {
        let length = words.length(of: word)
        let count = words.count(of: word)
        let name = UInt32(truncatingIfNeeded: word)
        var read = 0
        var write = 0
        var lastResult = -1
        while read < length {
            let symbol = words.symbol(read, of: word)
            guard symbol == first, read &+ 1 < length, words.symbol(read &+ 1, of: word) == second else {
                if write != read { words.setSymbol(symbol, write, of: word) }
                read &+= 1
                write &+= 1
                continue
            }
            if write > 0 {
                if lastResult == write &- 1 {
                    chained.add(result, count: count, word: name)
                } else {
                    let neighbor = words.symbol(write &- 1, of: word)
                    if neighbor != TrainingWords.barrier { left.add(neighbor, count: count, word: name) }
                }
            }
            words.setSymbol(result, write, of: word)
            lastResult = write
            write &+= 1
            read &+= 2
            if read < length {
                let neighbor = words.symbol(read, of: word)
                let isChained = neighbor == first && read &+ 1 < length && words.symbol(read &+ 1, of: word) == second
                if !isChained, neighbor != TrainingWords.barrier { right.add(neighbor, count: count, word: name) }
            }
        }
        if write != length { words.setLength(write, of: word) }
    }

    /// Takes from a pair's count what a merge has used up.
    @inline(__always)
    private mutating func lose(_ pair: UInt64, _ count: Int) {
        let slot = pairs.find(pair)
        guard slot >= 0, pairs[slot].count > 0 else { return }
        let rest = pairs[slot].count &- count
        if rest >= rules.minimumFrequency {
            pairs[slot].count = rest
        } else {
            pairs[slot].count = 0
            lists.release(pairs[slot].list, length: pairs[slot].length)
        }
    }

    /// Takes a new pair in, if it may ever become a token.
    ///
    /// - Returns: where its words go.
    private mutating func bear(_ left: UInt32, _ right: UInt32, _ count: Int, _ words: UInt32) -> UInt32? {
        guard count >= rules.minimumFrequency, rules.allows(left, right, in: tokens) else { return nil }
        let pair = PairTable.key(left, right)
        let slot = pairs.findOrInsert(pair)
        let list = lists.allocate(words)
        pairs[slot] = PairTable.Record(pair: pair, count: count, list: list, length: words)
        if count >= threshold { heap.insert(MergeCandidate(count: count, pair: pair)) }
        return list
    }

    /// Goes on to pairs down to half the count.
    ///
    /// - Returns: false if there are no more.
    private mutating func lowerThreshold() -> Bool {
        guard threshold > rules.minimumFrequency else { return false }
        threshold = max(threshold / 2, rules.minimumFrequency)
        for slot in 0..<pairs.slotCount where pairs[slot].count >= threshold {
            heap.insert(MergeCandidate(count: pairs[slot].count, pair: pairs[slot].pair))
        }
        return true
    }

    private mutating func endQuotas() -> Bool {
        guard quota?.end() == true else { return false }
        threshold = Int.max
        return lowerThreshold()
    }

    /// How often a pair occurs in each group.
    private func groupCounts(of record: PairTable.Record) -> [Int] {
        let first = UInt32(record.pair >> 32)
        let second = UInt32(truncatingIfNeeded: record.pair)
        var counts = Array(repeating: 0, count: words.groupTotals.count)
        for index in record.list..<record.list + record.length {
            let word = Int(lists[index])
            var times = 0
            for place in 0..<max(words.length(of: word) - 1, 0)
            where words.symbol(place, of: word) == first && words.symbol(place + 1, of: word) == second {
                times += 1
            }
            for group in counts.indices { counts[group] &+= times &* words.count(of: word, group: group) }
        }
        return counts
    }

    private mutating func growTallies() {
        left.grow(to: tokens.count)
        right.grow(to: tokens.count)
        chained.grow(to: tokens.count)
    }
}

extension MergeLearner {
    /// Counts the pairs that the words start with: once for the counts and the sizes of the lists, once to fill them.
    ///
    /// A list names a word once, however often the pair stands in it: a visit goes through all of the word.
    private mutating func countPairs() {
        forEachPair { learner, pair, word in
            let slot = learner.pairs.findOrInsert(pair)
            learner.pairs[slot].count &+= learner.words.count(of: word)
            // Until there are lists, the last word seen stands in the place of one.
            let name = UInt32(truncatingIfNeeded: word)
            if learner.pairs[slot].list != name {
                learner.pairs[slot].list = name
                learner.pairs[slot].length &+= 1
            }
        }
        var most = 0
        for slot in 0..<pairs.slotCount where pairs[slot].count > 0 {
            let record = pairs[slot]
            let first = UInt32(record.pair >> 32)
            let second = UInt32(truncatingIfNeeded: record.pair)
            if record.count >= rules.minimumFrequency, rules.allows(first, second, in: tokens) {
                pairs[slot].list = lists.allocate(record.length)
                most = max(most, record.count)
            } else {
                pairs[slot].count = 0
            }
            // Now the number of words written so far.
            pairs[slot].length = 0
        }
        forEachPair { learner, pair, word in
            let slot = learner.pairs.find(pair)
            guard slot >= 0, learner.pairs[slot].count > 0 else { return }
            let record = learner.pairs[slot]
            let name = UInt32(truncatingIfNeeded: word)
            if record.length > 0, learner.lists[record.list &+ record.length &- 1] == name { return }
            learner.lists[record.list &+ record.length] = name
            learner.pairs[slot].length &+= 1
        }
        threshold = most &+ 1
    }

    /// Calls a closure with every pair of every word that counts.
    private mutating func forEachPair(_ body: (inout MergeLearner, _ pair: UInt64, _ word: Int) -> Void) {
        var word = words.first
        while word < words.end {
            for index in 0..<max(words.length(of: word) - 1, 0) {
                let one = words.symbol(index, of: word)
                let other = words.symbol(index + 1, of: word)
                if one != TrainingWords.barrier, other != TrainingWords.barrier, rules.counts(one, other) {
                    body(&self, PairTable.key(one, other), word)
                }
            }
            word = words.next(after: word)
        }
    }
}
