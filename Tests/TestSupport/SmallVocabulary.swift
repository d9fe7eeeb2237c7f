public import BytePairEncoding

/// Vocabularies for tests: made of random merges, so that they hold rules no trainer would learn.
public enum SmallVocabulary {
    /// The 256 bytes, and no rules: the ids of a text are its bytes.
    public static func bytes() throws -> Vocabulary {
        try random(merges: 0, alphabet: [], seed: 0)
    }

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

    /// The 256 bytes and so many merges learnt from words: always the pair that is there most often, of equals the one
    /// with the lower ids.
    public static func trained(on words: [[UInt8]], merges count: Int) throws -> Vocabulary {
        var tokens = TokenTable((UInt8.min...UInt8.max).map { [$0] })
        var merges: [Merge] = []
        var words = words.map { $0.map { UInt32($0) } }
        while merges.count < count {
            var counts: [UInt64: Int] = [:]
            for word in words {
                for index in word.indices.dropLast() {
                    counts[UInt64(word[index]) << 32 | UInt64(word[index + 1]), default: 0] += 1
                }
            }
            guard let best = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else { break }
            let (left, right) = (UInt32(truncatingIfNeeded: best >> 32), UInt32(truncatingIfNeeded: best))
            let result = tokens.append(merging: TokenID(left), TokenID(right))
            merges.append(Merge(left: TokenID(left), right: TokenID(right), result: result))
            for index in words.indices {
                var place = 0
                while place + 1 < words[index].count {
                    if words[index][place] == left, words[index][place + 1] == right {
                        words[index].replaceSubrange(place...place + 1, with: [result.rawValue])
                    }
                    place += 1
                }
            }
        }
        return try Vocabulary(tokens: tokens, merges: merges)
    }
}
