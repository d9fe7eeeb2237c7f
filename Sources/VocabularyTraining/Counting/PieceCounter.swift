import BytePairEncoding
import TextNormalization

/// Counts the pieces of documents: normalize, split, count. One worker's part of a corpus.
final class PieceCounter {
    private let normalizer: Normalizer
    private let preTokenizer: PreTokenizer
    private let groups: [Group]
    private var ends: [Int] = []
    /// Where tables go when they are full, and how much memory they may need until then.
    private let runs: RunFolder?
    private let tableBytes: Int

    /// The counts of one group of sources.
    final class Group {
        var tally = PieceTally()
    }

    init(_ identity: CountIdentity, groups: Int, runs: RunFolder? = nil, tableBytes: Int = .max) {
        self.runs = runs
        self.tableBytes = tableBytes
        normalizer = Normalizer(identity.normalization)
        preTokenizer = PreTokenizer(identity.split)
        self.groups = (0..<groups).map { _ in Group() }
    }

    /// Counts the pieces of a document, or of a part that `SafeCuts` made, each so many times.
    func add(_ document: [UInt8], weight: Int, group: Int) throws(TrainingError) {
        let text = normalizer.normalize(document).bytes
        var start = 0
        while start < text.count {
            start = try add(text.span, from: start, weight: weight, to: &groups[group].tally)
            if let runs, neededByteCount > tableBytes { try write(to: runs) }
        }
    }

    /// Counts some pieces.
    ///
    /// - Returns: where they end.
    private func add(
        _ text: Span<UInt8>, from first: Int, weight: Int, to tally: inout PieceTally
    ) throws(TrainingError) -> Int {
        var start = first
        let next = preTokenizer.findPieces(in: text, from: start, maximumCount: 512, ends: &ends)
        for end in ends {
            while start < end {
                let partEnd = LongPieces.partEnd(of: text, from: start, to: end)
                try tally.add(text, start, partEnd, count: weight)
                start = partEnd
            }
        }
        return next
    }

    /// Writes the counts of each group as a run and goes on empty.
    func write(to runs: RunFolder) throws(TrainingError) {
        for (index, group) in groups.enumerated() where group.tally.count > 0 {
            try runs.write(group: index) { writer throws(TrainingError) in
                try group.tally.write(to: &writer)
            }
        }
    }

    /// Adds another worker's counts of a group.
    func add(_ other: PieceCounter, group: Int) throws(TrainingError) {
        try groups[group].tally.add(other.groups[group].tally)
        other.groups[group].tally = PieceTally()
    }

    /// Takes the counts of a group out.
    func take(group: Int) throws(TrainingError) -> PieceCounts {
        try groups[group].tally.take()
    }

    /// Roughly the memory that counting a little more may need, in bytes.
    private var neededByteCount: Int {
        var sum = 0
        for group in groups { sum &+= group.tally.neededByteCount }
        return sum
    }
}
