/// How tokens of several words are learnt: after the words themselves, across single spaces.
public struct SuperwordSettings: Sendable, Equatable {
    /// Where learning goes over from words to runs of words.
    public enum Transition: Sendable, Equatable {
        /// This share of all ids is for superwords, 0 to 1.
        case share(Double)
        /// Words are learnt until there are so many ids (special tokens not counted), superwords after that.
        case atSize(Int)
    }

    public var transition: Transition
    /// No token holds more words than this.
    public var maximumWords = 4
    /// Superwords seen less often are not learnt.
    public var minimumFrequency = 2

    public init(_ transition: Transition) {
        self.transition = transition
    }

    /// The number of ids for superwords.
    ///
    /// - Parameters:
    ///   - size: the number of all ids.
    ///   - tokens: the number of ids without special tokens.
    func count(ofSize size: Int, tokens: Int) -> Int {
        switch transition {
        case .share(let share): min(Int((share * Double(size)).rounded()), tokens - 256)
        case .atSize(let start): max(tokens - max(start, 256), 0)
        }
    }

    func validate(split: String, isWide: Bool, alphabet: TrainingSettings.Alphabet) throws(TrainingError) {
        guard isWide else {
            throw .badSetting("superwords need a wide split (malmoi-wide or k-exaone): \(split) cuts at every space")
        }
        guard alphabet == .characters else {
            throw .badSetting(
                "superwords need the alphabet of characters: tokens of parts of characters could span words")
        }
        guard (2...16).contains(maximumWords) else {
            throw .badSetting("a superword may be allowed 2 to 16 words, not \(maximumWords)")
        }
        guard minimumFrequency >= 1 else { throw .badSetting("the minimum frequency of superwords must be at least 1") }
        if case .share(let share) = transition, !(share >= 0 && share < 1) {
            throw .badSetting("the share of superwords must be at least 0 and below 1, not \(share)")
        }
    }
}
