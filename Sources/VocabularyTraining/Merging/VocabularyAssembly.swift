import BytePairEncoding

/// Puts a vocabulary together from what was learnt: bytes, the steps that build characters, then the merges.
///
/// While merging, every character had a symbol; now only those with ids count, so symbols are numbered anew. Their
/// order stays the same, and with it every decision that the rule for ties made.
struct VocabularyAssembly {
    private(set) var tokens = TokenTable(ByteLevelAlphabet.orderedBytes.map { [$0] })
    private(set) var merges: [Merge] = []
    private(set) var frequencies: [Int] = []

    init(alphabet: CharacterAlphabet, budget: CharacterBudget, learnt: MergeLearner) {
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
        var idOfSymbol = (0..<256).map { TokenID(index: $0) }
        for character in alphabet.characters {
            // A character without an id is in no merge; any number will do.
            idOfSymbol.append(ids[PackedCharacters.bytes(of: character.packed)] ?? 0)
        }
        for (merge, frequency) in zip(learnt.merges, learnt.frequencies) {
            idOfSymbol.append(add(idOfSymbol[merge.left.index], idOfSymbol[merge.right.index], frequency))
        }
    }

    private mutating func add(_ left: TokenID, _ right: TokenID, _ frequency: Int) -> TokenID {
        let result = tokens.append(merging: left, right)
        merges.append(Merge(left: left, right: right, result: result))
        frequencies.append(frequency)
        return result
    }
}
