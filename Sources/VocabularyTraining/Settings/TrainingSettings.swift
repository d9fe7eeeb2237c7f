public import BytePairEncoding
public import TextNormalization

/// What a vocabulary is trained with; together with the counts it determines the vocabulary byte for byte.
public struct TrainingSettings: Sendable, Equatable {
    /// What merging starts from.
    public enum Alphabet: String, Sendable, CaseIterable {
        /// Whole characters: the merges that build characters from bytes come first, and no token mixes a part of a
        /// character with anything else.
        case characters
        /// Single bytes, as other trainers do.
        case bytes
        /// Jamo: as `characters`, of text whose syllables the normalization `jamo` has taken apart; what is decoded
        /// is the original text.
        case jamo
        /// The same, and every letter of Old Hangul has an id whether or not the corpus has it.
        case jamoOld = "jamo-old"

        /// Whether it needs the normalization `jamo`.
        public var isJamo: Bool { self == .jamo || self == .jamoOld }
    }

    /// The number of ids in all: bytes, merges, special and reserved tokens.
    public var vocabularySize: Int
    public var split: SplitPattern = .malmoi
    public var normalization: NormalizationPolicy = .nfc
    public var alphabet: Alphabet = .characters
    /// Merges (and characters) seen less often are not learnt.
    public var minimumFrequency = 2
    /// No token is longer than this.
    public var maximumTokenBytes = 256
    /// Whether tokens of several words are learnt, and how many; the split must be a wide one then.
    public var superwords: SuperwordSettings?
    /// The shares of the groups of sources in the merges inside words; nil leaves it to frequency.
    public var groupShares: GroupShares?
    /// The same for superwords.
    public var superwordGroupShares: GroupShares?
    /// No token has more characters than this; nil leaves it to the bytes.
    public var maximumTokenCharacters: Int?
    /// Regular expressions; a token in whose text one is found is not learnt. Single characters are not asked.
    public var forbiddenPatterns: [String] = []
    /// Characters that get ids of their own however rare they are, in the order of those ids.
    public var seedCharacters: [Unicode.Scalar] = []
    /// Words that become tokens however rare they are, as UTF-8, a leading space included where it belongs to them.
    public var seedWords: [[UInt8]] = []
    /// Whether every character that reaches the minimum frequency gets an id before any merge.
    public var seedsFrequentCharacters = false
    /// Control tokens, in order; their ids follow the merges.
    public var specialTokens: [String] = []
    /// How many unused special tokens (`<|reserved_0|>` …) follow those.
    public var reservedTokens = 0

    public init(vocabularySize: Int) {
        self.vocabularySize = vocabularySize
    }

    /// The texts of all special tokens, reserved ones included.
    public var allSpecialTokens: [String] {
        specialTokens + (0..<reservedTokens).map { "<|reserved_\($0)|>" }
    }

    /// - Throws: `TrainingError` where no vocabulary can have these settings.
    public func validate() throws(TrainingError) {
        guard vocabularySize >= 256 else { throw .vocabularyTooSmall(size: vocabularySize, needed: 256) }
        let needed = 256 + allSpecialTokens.count + (alphabet == .jamoOld ? JamoAlphabet.tokenCount : 0)
        guard vocabularySize >= needed else { throw .vocabularyTooSmall(size: vocabularySize, needed: needed) }
        guard vocabularySize <= 1 << 24 else { throw .badSetting("a vocabulary may have at most 16,777,216 ids") }
        guard minimumFrequency >= 1 else { throw .badSetting("the minimum frequency must be at least 1") }
        guard maximumTokenBytes >= 4 else {
            throw .badSetting("tokens must be allowed at least 4 bytes (one character)")
        }
        _ = try ForbiddenTokens(forbiddenPatterns)
        guard maximumTokenCharacters ?? 1 >= 1 else {
            throw .badSetting("tokens must be allowed at least one character")
        }
        guard !alphabet.isJamo || normalization == .jamo else {
            throw .badSetting(
                "the alphabet \(alphabet.rawValue) needs the normalization jamo, not \(normalization.rawValue)")
        }
        guard alphabet != .bytes || (seedCharacters.isEmpty && seedWords.isEmpty && !seedsFrequentCharacters)
        else {
            throw .badSetting("seeds need the alphabet of characters")
        }
        try checkSeedWords()
        try superwords?.validate(
            split: split.rawValue, isWide: split == .malmoiWide || split == .kExaone, alphabet: alphabet)
        var seen: Set<[UInt8]> = []
        for token in allSpecialTokens {
            guard !token.isEmpty else { throw .badSetting("a special token must have a text") }
            guard seen.insert(Array(token.utf8)).inserted else {
                throw .badSetting("the special token \(token) is given twice")
            }
        }
    }

    /// A word that the split cuts, or that is too long, could never be a token of a text.
    private func checkSeedWords() throws(TrainingError) {
        // Superwords are learnt behind words, which the narrow split makes.
        let preTokenizer = PreTokenizer(superwords == nil ? split : .malmoi)
        let normalizer = Normalizer(normalization)
        for word in seedWords {
            let text = String(decoding: word, as: UTF8.self)
            guard String(validating: word, as: UTF8.self) != nil, normalizer.normalize(word).bytes == word else {
                throw .badSetting("the seed '\(text)' is not in the normalization \(normalization.rawValue)")
            }
            guard preTokenizer.pieces(in: word).count == 1 else {
                throw .badSetting("the seed '\(text)' is cut by the split \(split.rawValue): it cannot be one token")
            }
            guard word.count <= maximumTokenBytes,
                text.unicodeScalars.count <= maximumTokenCharacters ?? text.unicodeScalars.count
            else { throw .badSetting("the seed '\(text)' is longer than tokens may be") }
        }
    }
}
