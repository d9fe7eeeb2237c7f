import BytePairEncoding

/// Words that become tokens however rare they are.
///
/// They take part in learning without being counted. Whatever merges they still lack is learnt last, when all else has
/// been: so most of their parts are ordinary, useful tokens, and nothing that the corpus teaches is changed by them. A
/// word is encoded by the earlier merges first and completed by its own, so it always ends as one token.
struct SeedWords {
    struct Pair: Hashable {
        var left: UInt32
        var right: UInt32
    }

    private var words: [[UInt32]]
    private var wordsWithSymbol: [UInt32: [Int]] = [:]
    /// How many merges they still lack.
    private(set) var lackCount = 0

    init(_ words: [[UInt32]]) {
        self.words = words
        for (index, word) in words.enumerated() {
            for symbol in Set(word) { wordsWithSymbol[symbol, default: []].append(index) }
        }
        lackCount = completion(from: .max / 2).count
    }

    /// How many merges the words will lack when a pair has been merged.
    func lackCount(afterMerging first: UInt32, _ second: UInt32, into result: UInt32) -> Int {
        guard contains(first, second) else { return lackCount }
        var copy = self
        copy.merge(first, second, into: result)
        return copy.lackCount
    }

    /// Takes note of a merge.
    mutating func merge(_ first: UInt32, _ second: UInt32, into result: UInt32) {
        guard contains(first, second) else { return }
        for index in wordsWithSymbol[first] ?? [] where Self.replace(first, second, with: result, in: &words[index]) {
            wordsWithSymbol[result, default: []].append(index)
        }
        lackCount = completion(from: .max / 2).count
    }

    /// The merges that make each word one symbol, in the order of their ranks.
    ///
    /// - Parameter next: the symbol that the first of them makes; the others follow.
    func completion(from next: UInt32) -> [Pair] {
        var pairs: [Pair] = []
        var symbols: [Pair: UInt32] = [:]
        for word in words {
            var word = word
            while word.count > 1 {
                // What earlier words needed comes first, in its order; only then what this one needs itself.
                let known = zip(word, word.dropFirst()).compactMap { symbols[Pair(left: $0, right: $1)] }.min()
                let symbol = known ?? next + UInt32(pairs.count)
                if known == nil {
                    let pair = Pair(left: word[0], right: word[1])
                    symbols[pair] = symbol
                    pairs.append(pair)
                }
                let pair = pairs[Int(symbol - next)]
                _ = Self.replace(pair.left, pair.right, with: symbol, in: &word)
            }
        }
        return pairs
    }

    private func contains(_ first: UInt32, _ second: UInt32) -> Bool {
        (wordsWithSymbol[first] ?? []).contains { index in
            zip(words[index], words[index].dropFirst()).contains { $0 == first && $1 == second }
        }
    }

    /// Replaces a pair wherever it stands, from the left.
    ///
    /// - Returns: whether it stood anywhere.
    static func replace(
        _ first: UInt32, _ second: UInt32, with result: UInt32, in word: inout [UInt32]
    ) -> Bool {
        var write = 0
        var read = 0
        while read < word.count {
            if word[read] == first, read + 1 < word.count, word[read + 1] == second {
                word[write] = result
                read += 2
            } else {
                word[write] = word[read]
                read += 1
            }
            write += 1
        }
        defer { word.removeLast(word.count - write) }
        return write < word.count
    }
}
