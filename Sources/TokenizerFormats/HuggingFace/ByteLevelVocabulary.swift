internal import BytePairEncoding
internal import Tokenization

/// A byte-level vocabulary made of spelled tokens and merges.
struct ByteLevelVocabulary: Sendable {
    var tokens = TokenTable()
    /// In rank order.
    var merges: [Merge] = []
    /// Tokens that are spelled with characters outside the alphabet: no text is ever encoded to them, and they decode
    /// to their spelling. Special tokens that the vocabulary lists are usually such.
    var unreachable: [(id: TokenID, bytes: [UInt8])] = []

    /// Turns spellings into bytes.
    ///
    /// - Throws: an error where two tokens share an id, or an id is so high that the table would be mostly gaps.
    /// - Complexity: O(*n*) in the number of bytes.
    init(
        _ vocabulary: SpelledVocabulary, _ spelledMerges: SpelledMerges, _ context: FormatContext
    ) throws(TokenizerFormatError) {
        let order = try vocabulary.entriesByID(context)
        var isReachable = [Bool](repeating: true, count: vocabulary.count)
        // The bytes of all tokens in one array: never more than the spellings have.
        var bytes = [UInt8](repeating: 0, count: vocabulary.text.count)
        var startsAndEnd: [UInt32] = [0]
        startsAndEnd.reserveCapacity(order.count + 1)
        var end = 0
        let text = vocabulary.text.span
        var room = bytes.mutableSpan
        for (id, entry) in order.enumerated() {
            if entry >= 0 {
                let range = vocabulary.range(of: Int(entry))
                if let next = ByteLevelAlphabet.decode(text.extracting(range), to: &room, at: end) {
                    end = next
                } else {
                    isReachable[Int(entry)] = false
                    unreachable.append((TokenID(index: id), Array(vocabulary.text[range])))
                }
            }
            startsAndEnd.append(UInt32(truncatingIfNeeded: end))
        }
        guard let tokens = TokenTable(bytes: Array(bytes[..<end]), startsAndEnd: startsAndEnd) else {
            throw context.invalid("model.vocab", "its tokens are too many bytes for one vocabulary")
        }
        self.tokens = tokens
        merges.reserveCapacity(spelledMerges.rules.count)
        for rule in spelledMerges.rules where isReachable[rule.left] && isReachable[rule.right] {
            merges.append(
                Merge(
                    left: TokenID(vocabulary.ids[rule.left]), right: TokenID(vocabulary.ids[rule.right]),
                    result: TokenID(vocabulary.ids[rule.result])))
        }
    }
}

extension SpelledVocabulary {
    /// The entry of each id, -1 for gaps.
    ///
    /// - Throws: an error where two tokens share an id, or an id is so high that the table would be mostly gaps.
    func entriesByID(_ context: FormatContext) throws(TokenizerFormatError) -> [Int32] {
        let highest = Int(self.ids.max() ?? 0)
        guard highest < count + 1_000_000 else {
            throw context.invalid("model.vocab", "the id \(highest) is far above the number of tokens")
        }
        var order = [Int32](repeating: -1, count: count == 0 ? 0 : highest + 1)
        for entry in 0..<count where isCurrent(entry) {
            let id = Int(ids[entry])
            if order[id] >= 0 {
                let first = String(decoding: text[range(of: Int(order[id]))], as: UTF8.self)
                let second = String(decoding: text[range(of: entry)], as: UTF8.self)
                throw context.invalid("model.vocab", "the tokens \"\(first)\" and \"\(second)\" share the id \(id)")
            }
            order[id] = Int32(entry)
        }
        return order
    }
}
