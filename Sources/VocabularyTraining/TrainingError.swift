/// Why a vocabulary cannot be trained.
public enum TrainingError: Error, Sendable, Equatable {
    case vocabularyTooSmall(size: Int, needed: Int)
    case badSetting(String)
    /// There is no text to learn from.
    case emptyCorpus
    /// A count went beyond 64 bits.
    case countOverflow
    /// The distinct pieces have more than 2³² bytes together.
    case tooManyWords
}

extension TrainingError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .vocabularyTooSmall(let size, let needed):
            "a vocabulary of \(size) ids is too small: the 256 bytes and the special tokens alone need \(needed)"
        case .badSetting(let reason):
            reason
        case .emptyCorpus:
            "the corpus has no text: nothing can be learnt"
        case .countOverflow:
            "a count went beyond 64 bits: the weights are too large"
        case .tooManyWords:
            "the corpus has too many distinct words (over 4 billion bytes together): sample it"
        }
    }
}
