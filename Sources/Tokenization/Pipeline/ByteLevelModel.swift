public import BytePairEncoding
public import TextNormalization

/// The parts of a byte-level tokenizer whose every stage is hand-written: the fast path.
public struct ByteLevelModel: Sendable {
    public let normalization: NormalizationPolicy
    public let preTokenizer: PreTokenizer
    public let vocabulary: Vocabulary
    /// Whether text that does not start with a space is encoded as if it did (GPT-2's `add_prefix_space`), each
    /// stretch between added tokens for itself.
    public let addsPrefixSpace: Bool

    public init(
        normalization: NormalizationPolicy, preTokenizer: PreTokenizer, vocabulary: Vocabulary,
        addsPrefixSpace: Bool = false
    ) {
        self.normalization = normalization
        self.preTokenizer = preTokenizer
        self.vocabulary = vocabulary
        self.addsPrefixSpace = addsPrefixSpace
    }
}
