/// One merge rule: where `left` and `right` stand side by side, `result` takes their place.
///
/// The rule's rank is its index in the vocabulary's list of merges.
public struct Merge: Hashable, Sendable {
    public var left: TokenID
    public var right: TokenID
    public var result: TokenID

    public init(left: TokenID, right: TokenID, result: TokenID) {
        self.left = left
        self.right = right
        self.result = result
    }
}
