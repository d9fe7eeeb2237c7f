import BytePairEncoding
import TestSupport
import Testing
import Tokenization
import TokenizerFormats

@Suite("Merging from syllables")
struct MergeUnitTests {
    private static let syllables = ["가", "각", "합", "니", "다", "닋", "다", "갂"].map { Array($0.utf8) }
    private static let alphabet = Array(Set(syllables.joined() + [0x20, 0x61])).sorted()

    /// Rules over the bytes of a few syllables, a space and a letter: most of them across the borders of characters.
    private func vocabulary(_ seed: UInt64, isRanked: Bool) throws -> Vocabulary {
        let listed = try SmallVocabulary.random(merges: 60 + Int(seed % 5) * 150, alphabet: Self.alphabet, seed: seed)
        return isRanked ? try Vocabulary(rankedTokens: listed.tokens) : listed
    }

    @Test("equals the reference whatever the vocabulary", arguments: 0..<40 as Range<UInt64>, [false, true])
    func equalsReference(seed: UInt64, isRanked: Bool) throws {
        let vocabulary = try vocabulary(seed, isRanked: isRanked)
        let reference = ReferenceEncoder(vocabulary)
        let encoder = TextEncoder(vocabulary, PreTokenizer(.malmoi), usesUnits: true)
        var generator = SeededGenerator(seed: seed ^ 0x5A5A)
        for length in [1, 2, 3, 4, 6, 9, 20] {
            for _ in 0..<150 {
                var piece: [UInt8] = []
                for _ in 0..<length {
                    switch Int.random(in: 0..<20, using: &generator) {
                    case 0...3: piece.append(0x20)
                    case 4...5: piece.append(0x61)
                    case 6: piece += Array("é".utf8)
                    case 7: piece.append(Self.alphabet.randomElement(using: &generator) ?? 0)
                    default: piece += Self.syllables.randomElement(using: &generator) ?? []
                    }
                }
                var ids: [TokenID] = []
                encoder.encodePiece(piece.span, into: &ids)
                #expect(ids == reference.encode(piece), "seed \(seed), piece \(piece)")
            }
        }
    }

    /// Rules like a trainer's: syllables from bytes first, then words of them, a few of which come too early.
    @Test("equals the reference where a few merges come early", arguments: 0..<20 as Range<UInt64>)
    func early(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var rules = MergeRules()
        var units: [TokenID] = [0x61]
        for syllable in Self.syllables.shuffled(using: &generator) {
            let head = rules.merge(TokenID(UInt32(syllable[0])), TokenID(UInt32(syllable[1])))
            units.append(rules.merge(head, TokenID(UInt32(syllable[2]))))
            // Words of what is known so far, before the other syllables.
            for _ in 0..<3 {
                if let left = units.randomElement(using: &generator), let right = units.randomElement(using: &generator)
                {
                    units.append(rules.merge(left, right))
                }
            }
            if let unit = units.randomElement(using: &generator) { units.append(rules.merge(0x20, unit)) }
        }
        let vocabulary = try Vocabulary(tokens: rules.tokens, merges: rules.merges)
        let reference = ReferenceEncoder(vocabulary)
        let encoder = TextEncoder(vocabulary, PreTokenizer(.malmoiWide), usesUnits: true)
        for length in 1...12 {
            for _ in 0..<100 {
                let piece = (0..<length).flatMap { _ -> [UInt8] in
                    let space: [UInt8] = Int.random(in: 0..<3, using: &generator) == 0 ? [0x20] : []
                    return space + (Self.syllables.randomElement(using: &generator) ?? [])
                }
                var ids: [TokenID] = []
                encoder.encodePiece(piece.span, into: &ids)
                #expect(ids == reference.encode(piece), "seed \(seed), piece \(piece)")
            }
        }
    }

    static let tokenizers = [
        "qwen3", "openai-o200k_base/o200k_base.tiktoken", "openai-cl100k_base/cl100k_base.tiktoken", "gpt2",
        "exaone-4.0", "deepseek-r1", "llama3", "minimax-m2",
    ]

    @Test(
        "equals merging from bytes with real tokenizers on the development texts",
        .enabled(if: SharedFiles.has("corpora/dev"), "needs ../shared"), arguments: tokenizers)
    func realTokenizers(name: String) throws {
        let pattern: SplitPattern? = name.hasPrefix("llama3") ? .llama3 : nil
        let tokenizer = try TokenizerLoader.load(SharedFiles.tokenizers + "/" + name, pattern: pattern)
        let model = try #require(tokenizer.byteLevel)
        let fromUnits = TextEncoder(model.vocabulary, model.preTokenizer, usesUnits: true)
        let fromBytes = TextEncoder(model.vocabulary, model.preTokenizer, cacheBytes: 0, usesUnits: false)
        for file in try SharedFiles.names(in: "corpora/dev") {
            let text = Array(try SharedFiles.bytes("corpora/dev/" + file).prefix(60_000))
            var ids: [TokenID] = []
            var expected: [TokenID] = []
            fromUnits.encode(text.span, into: &ids)
            fromBytes.encode(text.span, into: &expected)
            #expect(ids == expected, "\(name), \(file)")
            #expect(fromUnits.count(text.span) == ids.count)
        }
    }

    /// Each of 1,100 tokens that end before a syllable's first byte is dangerous to 4,096 syllables.
    @Test("starts from bytes where a vocabulary has more dangers than could be listed", .timeLimit(.minutes(1)))
    func tooManyDangers() throws {
        var rules = MergeRules()
        let letters = Array(0x61...0x7A as ClosedRange<UInt32>).map { TokenID($0) }
        let pairs = letters.flatMap { first in letters.map { rules.merge(first, $0) } }
        let triples = pairs.flatMap { [rules.merge($0, 0x61), rules.merge($0, 0x62)] }
        for token in triples.prefix(1100) { _ = rules.merge(token, 0xEB) }
        for second in 0x80...0xBF as ClosedRange<UInt32> { _ = rules.merge(0xEB, TokenID(second)) }
        let vocabulary = try Vocabulary(tokens: rules.tokens, merges: rules.merges)
        let encoder = TextEncoder(vocabulary, PreTokenizer(.malmoi), usesUnits: true)
        let reference = ReferenceEncoder(vocabulary)
        for text in ["aba나라", "나라", "zzb다", " 나라마다", "aaa라라라"] {
            var ids: [TokenID] = []
            encoder.encodePiece(Array(text.utf8).span, into: &ids)
            #expect(ids == reference.encode(Array(text.utf8)), "\(text)")
        }
        // A file of it can be read again.
        let parts = Dictionary(uniqueKeysWithValues: vocabulary.imageParts(hasUnits: true).map { ($0.part, $0.bytes) })
        #expect(parts[.dangers]?.isEmpty == true)
        #expect(parts[.dangerStarts]?.count == (2 * 11172 + 1) * 4)
    }
}
