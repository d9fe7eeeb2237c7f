/// One merge rule: where `left` and `right` stand side by side, `result` takes their place.
public struct Merge: Hashable, Sendable, BitwiseCopyable {
    public var left: TokenID
    public var right: TokenID
    public var result: TokenID

    public init(left: TokenID, right: TokenID, result: TokenID) {
        self.left = left
        self.right = right
        self.result = result
    }
}

/// What decides which of two possible merges comes first. Among equals it is always the one further left.
public enum MergeOrder: Sendable, Equatable {
    /// The place in the vocabulary's list of merges (Hugging Face, `merges.txt`).
    case listed
    /// The id of the token that the merge makes, whichever two tokens it joins (tiktoken).
    case byResult
}
