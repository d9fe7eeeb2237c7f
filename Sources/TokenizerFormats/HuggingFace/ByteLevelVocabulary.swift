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
        tokens.reserveCapacity(tokens: order.count, bytes: vocabulary.text.count)
        var isReachable = [Bool](repeating: true, count: vocabulary.count)
        var bytes: [UInt8] = []
        for (id, entry) in order.enumerated() {
            bytes.removeAll(keepingCapacity: true)
            if entry >= 0 {
                let spelling = vocabulary.text.span.extracting(vocabulary.range(of: Int(entry)))
                if !ByteLevelAlphabet.appendDecoded(spelling, to: &bytes) {
                    isReachable[Int(entry)] = false
                    let raw = Array(vocabulary.text[vocabulary.range(of: Int(entry))])
                    unreachable.append((TokenID(index: id), raw))
                }
            }
            tokens.append(bytes)
        }
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
