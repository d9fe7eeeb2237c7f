public import BytePairEncoding
public import TextNormalization

/// What counts must share to be added up: how the text was normalized and split, and by which tables.
public struct CountIdentity: Sendable, Equatable {
    public var split: SplitPattern
    public var normalization: NormalizationPolicy
    /// The Unicode version of the normalizer's tables.
    public var normalizationUnicode: String
    /// The Unicode version of the pre-tokenizer's tables.
    public var splitUnicode: String

    /// Counts made by this process.
    public init(split: SplitPattern, normalization: NormalizationPolicy) {
        self.split = split
        self.normalization = normalization
        normalizationUnicode = UnicodeLibrary.unicodeVersion
        splitUnicode = UnicodeClassTable.unicodeVersion
    }
}

extension CountIdentity: CustomStringConvertible {
    public var description: String {
        "split \(split.rawValue), normalization \(normalization.rawValue), Unicode \(normalizationUnicode) and \(splitUnicode)"
    }
}
