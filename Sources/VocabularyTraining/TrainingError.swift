public import Files

/// Why a vocabulary cannot be trained.
public enum TrainingError: Error, Sendable, Equatable {
    case vocabularyTooSmall(size: Int, needed: Int)
    case badSetting(String)
    /// There is no text to learn from.
    case emptyCorpus
    /// A count went beyond 64 bits.
    case countOverflow
    /// Counts were made in ways that do not go together.
    case countsDiffer(CountIdentity, CountIdentity)
    /// There are fewer ids than the seeds need.
    case seedsNeedRoom(seeds: Int, tokens: Int)
    case badCounts(path: String, line: Int, reason: String)
    case badWeights(path: String, line: Int, reason: String)
    /// The distinct pieces have more than 2³² bytes together.
    case tooManyWords
    /// A file of the run's own cannot be written or read.
    case file(FileError)
    /// A run of counts on disk is damaged.
    case badRun(path: String)
    /// Learning needs more memory than is allowed, in bytes.
    case needsMemory(needed: Int, allowed: Int, pieces: Int)
    /// A tokenizer that cannot be extended, and why.
    case cannotExtend(String)
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
        case .countsDiffer(let one, let other):
            "counts do not go together: some were made with \(one), others with \(other)"
        case .seedsNeedRoom(let seeds, let tokens):
            "\(tokens) ids do not suffice for \(seeds) seed characters and the parts they are built from: raise the size"
        case .badCounts(let path, let line, let reason):
            "\(path), line \(line): \(reason)"
        case .badWeights(let path, let line, let reason):
            "\(path), line \(line): \(reason)"
        case .tooManyWords:
            "the corpus has too many distinct words (over 4 billion bytes together): sample it"
        case .file(let error):
            error.description
        case .badRun(let path):
            "\(path): the counts are damaged: remove the checkpoint and start again without --resume"
        case .needsMemory(let needed, let allowed, let pieces):
            "learning from \(pieces) distinct pieces needs about \(Self.megabytes(needed)), and \(Self.megabytes(allowed)) "
                + "are allowed: raise --max-memory, leave rare pieces out (--min-count 2), or --sample"
        case .cannotExtend(let reason):
            "the tokenizer cannot be extended: \(reason)"
        }
    }
}

extension TrainingError {
    private static func megabytes(_ bytes: Int) -> String { "\((bytes + 999_999) / 1_000_000) MB" }
}
