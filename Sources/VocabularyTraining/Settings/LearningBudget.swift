/// What learning has to hold, as far as it depends on the corpus.
struct LearningSize: Sendable, Equatable {
    /// The number of distinct pieces.
    var pieces = 0
    /// Their bytes together.
    var bytes = 0
    /// Their characters together.
    var characters = 0

    mutating func add(_ piece: Span<UInt8>) {
        pieces += 1
        bytes += piece.count
        for index in piece.indices where piece[index] & 0xC0 != 0x80 { characters += 1 }
    }
}

/// How much memory learning may take.
///
/// Counting spills to disk and so fits any bound. Learning holds every distinct piece: exactness asks for it, as a piece
/// that occurs once changes the count of every pair in it. So whether there is memory for it is found out when counting
/// is done and before learning starts.
public struct LearningBudget: Sendable {
    private let bytes: Int
    private let settings: TrainingSettings?

    public static let unlimited = LearningBudget()

    private init() {
        bytes = .max
        settings = nil
    }

    /// - Parameter bytes: how much the process may take in all.
    public init(bytes: Int, settings: TrainingSettings) {
        self.bytes = bytes
        self.settings = settings
    }

    /// Whether there is memory to learn from counts.
    ///
    /// - Throws: `TrainingError.needsMemory` where there is not.
    public func check(_ corpus: CountedCorpus) throws(TrainingError) {
        var size = LearningSize()
        for counts in corpus.groups.lazy.map(\.counts) {
            for index in 0..<counts.count { size.add(counts.bytes.span.extracting(counts.range(at: index))) }
        }
        try check(size)
    }

    func allows(_ size: LearningSize) -> Bool { needed(size) <= bytes }

    func check(_ size: LearningSize) throws(TrainingError) {
        guard allows(size) else {
            throw .needsMemory(needed: needed(size), allowed: bytes, pieces: size.pieces)
        }
    }

    /// About the most memory that the process will have in use while it learns, in bytes.
    func needed(_ size: LearningSize) -> Int {
        guard let settings else { return 0 }
        let symbols = settings.alphabet == .bytes ? size.bytes : size.characters
        // The counts, which are given up as words are made; a word's header and symbols; its places in the lists of
        // pairs, in blocks of powers of two; the table of pairs.
        let counts = 16 * size.pieces + size.bytes
        let words = 16 * size.pieces + 4 * symbols
        let lists = 8 * max(symbols - size.pieces, 0)
        // Superwords keep the runs of words and the words apart as well.
        let runs = settings.superwords == nil ? 0 : counts + size.bytes
        return Self.base + 600 * settings.vocabularySize + counts + words + lists + runs
    }

    /// The program, its tables and buffers.
    private static let base = 150_000_000
}
