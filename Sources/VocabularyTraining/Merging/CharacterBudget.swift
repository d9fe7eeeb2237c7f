import BytePairEncoding

/// Which characters get ids of their own, and the merges that build them from bytes.
///
/// Characters compete with merges by frequency: a character that occurs at least as often as the merge that is about
/// to be learnt comes in before it. No merge is ever more frequent than a character in it, so every merge finds its
/// characters there. A character of three bytes needs a merge for its first two bytes as well, which characters with
/// the same first two bytes share.
struct CharacterBudget {
    /// A token that a character's bytes are built through: the character itself, or a first part of it.
    struct Step {
        var bytes: [UInt8]
        var count: Int
    }

    private let characters: [CharacterAlphabet.Character]
    private(set) var includedCharacters = 0
    /// In the order in which they become ids.
    private(set) var steps: [Step] = []
    private var known: Set<[UInt8]> = []

    init(_ alphabet: CharacterAlphabet) {
        characters = alphabet.characters
    }

    /// Takes in the characters that occur at least so often, as far as there is room.
    ///
    /// - Parameter room: how many ids may be used in all.
    /// - Returns: whether all of them found room.
    mutating func include(atLeast frequency: Int, room: Int) -> Bool {
        while includedCharacters < characters.count {
            let character = characters[includedCharacters]
            guard character.isRequired || character.count >= frequency else { break }
            let bytes = PackedCharacters.bytes(of: character.packed)
            for length in 2...bytes.count {
                let part = Array(bytes[..<length])
                if known.contains(part) { continue }
                guard steps.count < room else { return false }
                known.insert(part)
                steps.append(Step(bytes: part, count: character.count))
            }
            includedCharacters += 1
        }
        return true
    }
}
