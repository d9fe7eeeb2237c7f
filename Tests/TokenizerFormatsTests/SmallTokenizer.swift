import BytePairEncoding
import TextNormalization
import Tokenization

/// A byte-level tokenizer small enough to follow by hand: 256 bytes, then the merges of the given words.
enum SmallTokenizer {
    /// Each word's bytes are merged from the left, unless the pair exists already.
    static func make(
        words: [String] = [" the", "한국", "어", "다.", "123", "  "], pattern: SplitPattern = .malmoi,
        normalization: NormalizationPolicy = .nfc, specials: [String] = ["<|endoftext|>"]
    ) throws -> Tokenizer {
        var tokens = TokenTable((UInt8.min...UInt8.max).map { [$0] })
        var ids: [[UInt8]: TokenID] = [:]
        var merges: [Merge] = []
        for byte in UInt8.min...UInt8.max { ids[[byte]] = TokenID(UInt32(byte)) }
        for word in words {
            var left = TokenID(UInt32(word.utf8.first ?? 0))
            for byte in word.utf8.dropFirst() {
                let bytes = Array(tokens[left]) + [byte]
                if let known = ids[bytes] {
                    left = known
                    continue
                }
                let right = TokenID(UInt32(byte))
                let result = tokens.append(bytes)
                merges.append(Merge(left: left, right: right, result: result))
                ids[bytes] = result
                left = result
            }
        }
        let first = tokens.count
        let added = specials.enumerated().map { AddedToken(id: TokenID(index: first + $0), content: Array($1.utf8)) }
        return try Tokenizer(
            name: "small", normalization: normalization, preTokenizer: PreTokenizer(pattern),
            vocabulary: try Vocabulary(tokens: tokens, merges: merges), addedTokens: added)
    }

    static let texts = [
        "", " ", "the  the", "한국어를 배웁니다.", "한국", "123456 <|endoftext|> 다.\n\n  다.", "a\u{300}\u{0}é😀", "ㄱㅏ ㅋㅋ",
    ]
}
