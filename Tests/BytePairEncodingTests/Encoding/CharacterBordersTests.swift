import TestSupport
import Testing

@testable import BytePairEncoding

/// Words that are cut where no token lies across two characters: always the ids that the reference gives the whole word.
@Suite struct CharacterBordersTests {
    /// Syllables, ideographs and kana; some share their first two bytes, some their last.
    private static let characters = ["가", "각", "갂", "나", "난", "힣", "漢", "字", "一", "あ", "の", "가"].map {
        Array($0.utf8)
    }

    /// Words of one to thirteen characters, some behind a space, few with a letter or a character of two bytes inside.
    private func words(_ count: Int, seed: UInt64) -> [[UInt8]] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in
            var word: [UInt8] = Bool.random(using: &generator) ? [0x20] : []
            for _ in 0..<Int.random(in: 1...13, using: &generator) {
                switch Int.random(in: 0..<40, using: &generator) {
                case 0: word += [0x61]
                case 1: word += Array("é".utf8)
                default: word += Self.characters.randomElement(using: &generator) ?? []
                }
            }
            return word
        }
    }

    /// Encodes words in one text, twice, and compares with the reference; none may be a line end.
    ///
    /// - Returns: how many parts the encoder remembers.
    private func expectReference(
        _ words: [[UInt8]], _ vocabulary: Vocabulary, _ set: InstructionSet?, _ comment: String
    ) -> Int {
        let reference = ReferenceEncoder(vocabulary)
        let preTokenizer = PreTokenizer(.qwen2, instructionSet: set)
        let text = Array(words.joined(separator: [0x0A]))
        let expected = preTokenizer.pieces(in: text).flatMap { reference.encode(Array(text[$0])) }
        let encoder = TextEncoder(vocabulary, preTokenizer)
        expectIDs(expected, of: text, by: encoder, comment)
        return encoder.partCache.inserted + encoder.mediumPartCache.inserted
    }

    @Test(arguments: 0..<30 as Range<UInt64>, FreshPieceTests.instructionSets)
    func `words have their ids whatever the rules`(seed: UInt64, set: InstructionSet?) throws {
        let alphabet = Array(Set(Self.characters.joined())).sorted()
        let listed = try SmallVocabulary.random(merges: 10 + Int(seed % 6) * 40, alphabet: alphabet, seed: seed)
        let vocabulary = try seed % 2 == 0 ? listed : Vocabulary(rankedTokens: listed.tokens)
        let parts = expectReference(words(400, seed: seed ^ 0xB0), vocabulary, set, "seed \(seed)")
        // Otherwise nothing would have been cut.
        #expect(parts > 0)
    }

    /// How many bytes of a token are before a border and how many behind it.
    private static let extents = (1...6).flatMap { before in (1...6).map { behind in (before, behind) } }

    /// One token of some bytes before a border and some behind it, whole characters or less.
    @Test(arguments: extents, FreshPieceTests.instructionSets)
    func `no token is cut, wherever it starts and ends`(extent: (Int, Int), set: InstructionSet?) throws {
        let (before, behind) = extent
        let left = Array("각난".utf8), right = Array("가漢".utf8)
        let bytes = Array(left.suffix(before) + right.prefix(behind))
        var rules = MergeRules()
        var made = TokenID(UInt32(bytes[0]))
        for byte in bytes.dropFirst() { made = rules.merge(made, TokenID(UInt32(byte))) }
        let vocabulary = try Vocabulary(tokens: rules.tokens, merges: rules.merges)
        let several = words(300, seed: UInt64(before * 8 + behind)) + [left + right, right + left, left + right + left]
        let met = several.contains { $0.count >= bytes.count && contains($0, bytes) }
        #expect(met)
        #expect(expectReference(several, vocabulary, set, "\(before) before, \(behind) behind") > 0)
    }

    private func contains(_ word: [UInt8], _ bytes: [UInt8]) -> Bool {
        (0...word.count - bytes.count).contains { Array(word[$0..<$0 + bytes.count]) == bytes }
    }

    /// A part that has the bytes of such a piece is no piece.
    @Test func `parts are merged where whole pieces are taken`() throws {
        var tokens = TokenTable((UInt8.min...UInt8.max).map { [$0] })
        tokens.append(Array("가나".utf8))
        let vocabulary = try Vocabulary(tokens: tokens, merges: [], takesWholePieces: true)
        let several = ["가나", "힣가나", " 힣가나", "가나", "一가나字"].map { Array($0.utf8) }
        #expect(expectReference(several, vocabulary, .best, "whole pieces") > 0)
        #expect(expectReference(several.reversed(), vocabulary, .best, "whole pieces behind their parts") > 0)
    }

    @Test func `bytes that are no text have their ids`() throws {
        let alphabet = Array(Set(Self.characters.joined())).sorted()
        var generator = SeededGenerator(seed: 5)
        var parts = 0
        for seed in 0..<20 as Range<UInt64> {
            let vocabulary = try SmallVocabulary.random(merges: 60, alphabet: alphabet, seed: seed)
            var broken = words(300, seed: seed)
            for index in broken.indices {
                let count = broken[index].count
                // One byte that does not belong there, or leads and what stands behind them in any order.
                for _ in 0..<(index % 2 == 0 ? 1 : 2 * count) {
                    broken[index][Int.random(in: 0..<count, using: &generator)] =
                        alphabet.randomElement(using: &generator) ?? 0xEA
                }
            }
            parts += expectReference(broken, vocabulary, .best, "seed \(seed)")
        }
        #expect(parts > 0)
    }

    /// Each token of four bytes could stand for 4,096 pairs; of so many tokens not all are named.
    @Test func `tokens that could stand for millions of pairs are not cut`() throws {
        var rules = MergeRules()
        let ends = (0..<2_000).compactMap { UnicodeScalar(UInt32(0xAC00 + $0 * 5)) }.map { Array(String($0).utf8) }
        var heads: [[UInt8]: TokenID] = [:]
        for bytes in ends {
            let ids = bytes.map { TokenID(UInt32($0)) }
            let head = heads[Array(bytes[..<2])] ?? rules.merge(ids[0], ids[1])
            heads[Array(bytes[..<2])] = head
            let whole = rules.merge(head, ids[2])
            _ = rules.merge(whole, 0xEC)
        }
        let vocabulary = try Vocabulary(tokens: rules.tokens, merges: rules.merges)
        let several = ends.map { $0 + Array("쀀나".utf8) + $0 + Array("난".utf8) }
        #expect(expectReference(several, vocabulary, .best, "many ends") > 0)
    }

    /// Where tokens join most pairs of syllables, parts of new words would be new as well.
    @Test func `are none where very many pairs are joined`() throws {
        func vocabulary(pairs: Int) throws -> Vocabulary {
            var tokens = TokenTable((UInt8.min...UInt8.max).map { [$0] })
            for pair in 0..<pairs {
                let word = [0xAC00 + pair % 100, 0xAC00 + pair / 100].compactMap { Unicode.Scalar($0) }
                tokens.append(Array(String(String.UnicodeScalarView(word)).utf8))
            }
            return try Vocabulary(tokens: tokens, merges: [])
        }
        #expect(try CharacterBorders(vocabulary(pairs: 7_000)) != nil)
        #expect(try CharacterBorders(vocabulary(pairs: 9_000)) == nil)
    }
}
