import BytePairEncoding

/// Puts a vocabulary together from what was learnt: bytes, the steps that build characters, then the merges.
///
/// While merging, every character had a symbol; now only those with ids count, so symbols are numbered anew. Their
/// order stays the same, and with it every decision that the rule for ties made.
struct VocabularyAssembly {
    private(set) var tokens = TokenTable(ByteLevelAlphabet.orderedBytes.map { [$0] })
    private(set) var merges: [Merge] = []
    private(set) var frequencies: [Int] = []
    /// The id of every symbol that merging worked with; a barrier for characters that got none.
    private(set) var idOfSymbol: [UInt32] = []

    init(alphabet: CharacterAlphabet, budget: CharacterBudget, learnt: borrowing MergeLearner) {
        var ids: [[UInt8]: TokenID] = [:]
        for (index, byte) in ByteLevelAlphabet.orderedBytes.enumerated() {
            ids[[byte]] = TokenID(index: index)
        }
        for step in budget.steps {
            guard let left = ids[Array(step.bytes.dropLast())], let right = ids[Array(step.bytes.suffix(1))] else {
                preconditionFailure("a character's first part must have an id before the whole of it")
            }
            ids[step.bytes] = add(left, right, step.count)
        }
        idOfSymbol = (0..<256).map { UInt32($0) }
        for character in alphabet.characters {
            // A character without an id is in no merge.
            idOfSymbol.append(ids[PackedCharacters.bytes(of: character.packed)]?.rawValue ?? TrainingWords.barrier)
        }
        for (merge, frequency) in zip(learnt.merges, learnt.frequencies) {
            let left = TokenID(idOfSymbol[merge.left.index])
            let right = TokenID(idOfSymbol[merge.right.index])
            idOfSymbol.append(add(left, right, frequency).rawValue)
        }
    }

    /// The tokens of every word that merging worked with.
    func segmented(_ words: borrowing TrainingWords) -> SegmentedWords {
        var segmented = SegmentedWords()
        var word = words.first
        while word < words.end {
            for index in 0..<words.length(of: word) {
                let symbol = words.symbol(index, of: word)
                segmented.append(symbol == TrainingWords.barrier ? symbol : idOfSymbol[Int(symbol)])
            }
            segmented.endWord()
            word = words.next(after: word)
        }
        return segmented
    }

    /// Takes over what was learnt from this vocabulary's own ids.
    mutating func append(_ learnt: borrowing MergeLearner) {
        for (merge, frequency) in zip(learnt.merges, learnt.frequencies) {
            _ = add(merge.left, merge.right, frequency)
        }
    }

    private mutating func add(_ left: TokenID, _ right: TokenID, _ frequency: Int) -> TokenID {
        let result = tokens.append(merging: left, right)
        merges.append(Merge(left: left, right: right, result: result))
        frequencies.append(frequency)
        return result
    }
}
