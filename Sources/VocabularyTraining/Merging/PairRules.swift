import BytePairEncoding

/// Which pairs of symbols may become tokens.
///
/// A rule only keeps a pair from being learnt. What is learnt is merged wherever it stands, so the result is a standard
/// byte-pair vocabulary whatever the rules.
struct PairRules {
    var minimumFrequency: Int
    let maximumTokenBytes: Int
    /// Where the length in characters is limited.
    private var characters: CharacterLimit?
    private let forbidden: ForbiddenTokens?
    /// Where only tokens with spaces inside are learnt.
    var superwords: SuperwordRule?
    /// Where tokens are learnt behind a vocabulary that exists.
    var extending: ExtensionRule?

    /// - Parameter scale: what counts are to be divided by.
    init(_ settings: TrainingSettings, scale: Int) throws(TrainingError) {
        characters = settings.maximumTokenCharacters.map { CharacterLimit($0) }
        forbidden = settings.forbiddenPatterns.isEmpty ? nil : try ForbiddenTokens(settings.forbiddenPatterns)
        minimumFrequency = try Self.scaled(settings.minimumFrequency, scale)
        maximumTokenBytes = settings.maximumTokenBytes
    }

    static func scaled(_ frequency: Int, _ scale: Int) throws(TrainingError) -> Int {
        let (product, overflow) = frequency.multipliedReportingOverflow(by: scale)
        guard !overflow else { throw .countOverflow }
        return product
    }

    /// Whether a pair is worth counting at all.
    @inline(__always)
    func counts(_ left: UInt32, _ right: UInt32) -> Bool {
        guard let superwords else { return true }
        return superwords.joinsWords(left, right)
    }

    /// Whether a pair that `counts` may become a token.
    func allows(_ left: UInt32, _ right: UInt32, in tokens: TokenTable) -> Bool {
        guard tokens.byteCount(of: TokenID(left)) + tokens.byteCount(of: TokenID(right)) <= maximumTokenBytes else {
            return false
        }
        guard characters?.allows(left, right) ?? true else { return false }
        return superwords?.allows(left, right) ?? true
    }

    /// Whether a pair that is about to be learnt must not be, because of its text. Asked as late as this, since a
    /// regular expression costs more than all else.
    func forbids(_ left: UInt32, _ right: UInt32, in tokens: TokenTable) -> Bool {
        guard forbidden != nil || extending != nil else { return false }
        let token = Array(tokens[TokenID(left)]) + tokens[TokenID(right)]
        return extending?.forbids(token) ?? false || forbidden?.matches(token) ?? false
    }

    /// Takes note of the symbols that learning starts from.
    mutating func begin(with tokens: TokenTable) {
        characters?.begin(with: tokens)
    }

    /// Takes note of a new symbol made of two.
    mutating func noteMerge(_ left: UInt32, _ right: UInt32) {
        superwords?.noteMerge(left, right)
        characters?.noteMerge(left, right)
    }
}

/// Tokens of several words: at least one space inside, at most so many words, never a space at the end.
struct SuperwordRule {
    private static let startsWithSpace: UInt8 = 0x80
    private static let isSpace: UInt8 = 0x40
    private static let innerSpaces: UInt8 = 0x3F

    private let maximumWords: Int
    /// By symbol: the number of spaces inside (not at the start), and flags.
    private var facts: [UInt8]

    init(_ tokens: TokenTable, maximumWords: Int) {
        self.maximumWords = maximumWords
        // No token of a word has an inner space; those made of nothing but white space are never in runs of words.
        facts = (0..<tokens.count).map { index in
            let bytes = tokens[TokenID(index: index)]
            guard bytes.first == 0x20 else { return 0 }
            return bytes.count == 1 ? Self.startsWithSpace | Self.isSpace : Self.startsWithSpace
        }
    }

    @inline(__always)
    func joinsWords(_ left: UInt32, _ right: UInt32) -> Bool {
        facts[Int(right)] & Self.startsWithSpace != 0
            || (facts[Int(left)] | facts[Int(right)]) & Self.innerSpaces != 0
    }

    @inline(__always)
    private func innerSpaces(_ left: UInt32, _ right: UInt32) -> UInt8 {
        (facts[Int(left)] & Self.innerSpaces) + (facts[Int(right)] & Self.innerSpaces)
            + (facts[Int(right)] & Self.startsWithSpace != 0 ? 1 : 0)
    }

    func allows(_ left: UInt32, _ right: UInt32) -> Bool {
        guard facts[Int(right)] & Self.isSpace == 0 else { return false }
        let spaces = Int(innerSpaces(left, right))
        return spaces >= 1 && spaces < maximumWords
    }

    mutating func noteMerge(_ left: UInt32, _ right: UInt32) {
        facts.append(innerSpaces(left, right) | (facts[Int(left)] & Self.startsWithSpace))
    }
}
