public import BytePairEncoding

/// Tokens and merges that are listed one by one, behind the 256 bytes.
public struct MergeRules {
    public private(set) var tokens = TokenTable((UInt8.min...UInt8.max).map { [$0] })
    public private(set) var merges: [Merge] = []

    public init() {}

    /// Adds a rule and the token that it makes, which is returned.
    public mutating func merge(_ left: TokenID, _ right: TokenID) -> TokenID {
        let result = tokens.append(merging: left, right)
        merges.append(Merge(left: left, right: right, result: result))
        return result
    }
}
