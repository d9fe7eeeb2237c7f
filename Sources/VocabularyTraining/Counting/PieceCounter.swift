import BytePairEncoding
import TextNormalization

/// Counts the pieces of documents: normalize, split, count. One worker's part of a corpus.
final class PieceCounter {
    private let normalizer: Normalizer
    private let preTokenizer: PreTokenizer
    private let groups: [Group]
    private var ends: [Int] = []

    /// The counts of one group of sources.
    final class Group {
        var tally = PieceTally()
    }

    init(_ identity: CountIdentity, groups: Int) {
        normalizer = Normalizer(identity.normalization)
        preTokenizer = PreTokenizer(identity.split)
        self.groups = (0..<groups).map { _ in Group() }
    }

    /// Counts the pieces of a document, or of a part that `SafeCuts` made, each so many times.
    func add(_ document: [UInt8], weight: Int, group: Int) throws(TrainingError) {
        let text = normalizer.normalize(document).bytes
        try add(text.span, weight: weight, to: &groups[group].tally)
    }

    private func add(_ text: Span<UInt8>, weight: Int, to tally: inout PieceTally) throws(TrainingError) {
        var start = 0
        while start < text.count {
            let next = preTokenizer.findPieces(in: text, from: start, maximumCount: 512, ends: &ends)
            for end in ends {
                try tally.add(text, start, end, count: weight)
                start = end
            }
            start = next
        }
    }

    /// Adds another worker's counts of a group.
    func add(_ other: PieceCounter, group: Int) throws(TrainingError) {
        try groups[group].tally.add(other.groups[group].tally)
        other.groups[group].tally = PieceTally()
    }

    /// Adds finished counts to a group.
    func add(_ counts: PieceCounts, group: Int) throws(TrainingError) {
        let bytes = counts.bytes.span
        for index in 0..<counts.count {
            let range = counts.range(at: index)
            try groups[group].tally.add(bytes, range.lowerBound, range.upperBound, count: counts.count(at: index))
        }
    }

    /// Takes the counts of a group out.
    func take(group: Int) throws(TrainingError) -> PieceCounts {
        try groups[group].tally.take()
    }

    /// Roughly the memory in use, in bytes.
    var byteCount: Int { groups.reduce(0) { $0 + $1.tally.byteCount } }
}
