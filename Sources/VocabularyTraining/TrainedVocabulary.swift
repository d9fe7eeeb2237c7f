public import BytePairEncoding
public import Tokenization

/// What a group of sources got.
public struct GroupReport: Sendable, Equatable {
    public var group: String
    /// nil where shares were not kept in this stage.
    public var merges: Int?
    public var superwords: Int?
}

/// What training made: tokens, merges and where they came from.
public struct TrainedVocabulary: Sendable {
    public let settings: TrainingSettings
    /// The bytes of all tokens; special tokens are not among them.
    public let tokens: TokenTable
    public let merges: [Merge]
    /// How often each merge was made when it was learnt, beside `merges`. A shared part of characters has the count of
    /// the most frequent of them.
    public let frequencies: [Int]
    /// How many tokens were spent on whole characters before merging began.
    public let characterTokenCount: Int
    /// How many tokens were learnt across spaces; they are the last ones.
    public let superwordCount: Int
    /// What `frequencies` are to be divided by.
    public let scale: Int
    /// How many merges and superwords belong to each group of sources, where groups were given shares.
    public let groupReport: [GroupReport]
    /// Whether the corpus had enough frequent pairs for all the ids that were wanted.
    public let isFull: Bool

    /// The number of ids, special tokens included.
    public var idCount: Int { tokens.count + settings.allSpecialTokens.count }

    /// The special tokens; their ids follow the merges.
    public var addedTokens: [AddedToken] {
        settings.allSpecialTokens.enumerated().map { index, text in
            AddedToken(id: TokenID(index: tokens.count + index), content: Array(text.utf8))
        }
    }

    /// A tokenizer with this vocabulary.
    public func tokenizer(name: String) throws -> Tokenizer {
        try Tokenizer(
            name: name, normalization: settings.normalization, preTokenizer: PreTokenizer(settings.split),
            vocabulary: Vocabulary(tokens: tokens, merges: merges), addedTokens: addedTokens)
    }
}
