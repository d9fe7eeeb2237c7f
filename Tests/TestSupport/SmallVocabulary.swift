public import BytePairEncoding

/// Vocabularies for tests: made of random merges, so that they hold rules no trainer would learn.
public enum SmallVocabulary {
    /// The 256 bytes and so many merges of random earlier tokens, each making a token that is not there yet.
    public static func random(merges count: Int, alphabet: [UInt8], seed: UInt64) throws -> Vocabulary {
        var generator = SeededGenerator(seed: seed)
        var tokens = TokenTable((UInt8.min...UInt8.max).map { [$0] })
        var known = Set((UInt8.min...UInt8.max).map { [$0] })
        var usable = alphabet.map { TokenID(UInt32($0)) }
        var merges: [Merge] = []
        while merges.count < count {
            let left = usable[Int.random(in: 0..<usable.count, using: &generator)]
            let right = usable[Int.random(in: 0..<usable.count, using: &generator)]
            let bytes = Array(tokens[left]) + tokens[right]
            guard bytes.count <= 16, known.insert(bytes).inserted else { continue }
            let result = tokens.append(bytes)
            merges.append(Merge(left: left, right: right, result: result))
            usable.append(result)
        }
        return try Vocabulary(tokens: tokens, merges: merges)
    }
}
