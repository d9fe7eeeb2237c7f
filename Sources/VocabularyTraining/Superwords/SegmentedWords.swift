/// The tokens of every word after the words' stage, in ids of the vocabulary so far.
struct SegmentedWords {
    private var tokens: [UInt32] = []
    private var ends: [Int] = [0]

    /// Adds the next token of the current word; a barrier stands for a character without an id.
    mutating func append(_ token: UInt32) {
        tokens.append(token)
    }

    mutating func endWord() {
        ends.append(tokens.count)
    }

    subscript(word: Int) -> ArraySlice<UInt32> {
        tokens[ends[word]..<ends[word + 1]]
    }

    func first(of word: Int) -> UInt32 { tokens[ends[word]] }
    func last(of word: Int) -> UInt32 { tokens[ends[word + 1] - 1] }
}
