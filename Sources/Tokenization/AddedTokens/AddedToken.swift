public import BytePairEncoding

/// A token that is found in the text as it stands, before pre-tokenization and merges.
///
/// The flags are those of Hugging Face's files.
public struct AddedToken: Sendable, Equatable {
    public var id: TokenID
    /// The text that is matched, as UTF-8.
    public var content: [UInt8]
    /// A control token: text that spells it is not turned into it unless the caller asks for that.
    public var isSpecial: Bool
    /// Whether it is looked for in the normalized text rather than in the text as given.
    public var isNormalized: Bool
    /// Whether white space on its left belongs to it.
    public var stripsLeft: Bool
    /// Whether white space on its right belongs to it.
    public var stripsRight: Bool
    /// Whether it only matches where no letter, digit or underscore touches it.
    public var isSingleWord: Bool

    public init(
        id: TokenID, content: [UInt8], isSpecial: Bool = true, isNormalized: Bool = false, stripsLeft: Bool = false,
        stripsRight: Bool = false, isSingleWord: Bool = false
    ) {
        self.id = id
        self.content = content
        self.isSpecial = isSpecial
        self.isNormalized = isNormalized
        self.stripsLeft = stripsLeft
        self.stripsRight = stripsRight
        self.isSingleWord = isSingleWord
    }
}
