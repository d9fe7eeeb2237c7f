public import BytePairEncoding
public import TextNormalization

/// Counts the pieces of documents: normalize, split, count. One worker's part of a corpus.
public struct PieceCounter: Sendable {
    public private(set) var counts = PieceCounts()
    private let normalizer: Normalizer
    private let preTokenizer: PreTokenizer
    private var ends: [Int] = []

    public init(normalization: NormalizationPolicy, split: SplitPattern) {
        normalizer = Normalizer(normalization)
        preTokenizer = PreTokenizer(split)
    }

    /// Counts the pieces of a document, or of a part that `SafeCuts` made.
    public mutating func add(_ document: [UInt8]) throws(TrainingError) {
        let text = normalizer.normalize(document).bytes
        let span = text.span
        var start = 0
        while start < span.count {
            let next = preTokenizer.findPieces(in: span, from: start, maximumCount: 512, ends: &ends)
            for end in ends {
                try counts.add(span.extracting(start..<end))
                start = end
            }
            start = next
        }
    }
}
