import BytePairEncoding
import Dispatch
import Documents
import Files
import VocabularyTraining

/// Reads a corpus and counts it: sampling, leaving out doubles, weighing, with the next batch read while one is counted.
struct CorpusCounting {
    let source: DocumentSource
    let identity: CountIdentity
    let options: CorpusOptions
    let threads: Int
    private(set) var tally: CorpusTally
    private var seen: Set<UInt64> = []
    private static let batchBytes = 16 << 20

    init(_ input: InputOptions, _ options: CorpusOptions, identity: CountIdentity, threads: Int) throws {
        var source = input.source
        source.paths = try GlobExpansion.expand(source.paths)
        if let field = options.sourceField {
            switch source.format {
            case .plainText: throw InputError("--source-field needs --jsonl or --csv: plain text has no fields")
            case .jsonLines(let text, _): source.format = .jsonLines(textField: text, idField: field)
            case .csv(let text, _, let separator):
                source.format = .csv(textField: text, idField: field, separator: separator)
            }
        }
        self.source = source
        self.identity = identity
        self.options = options
        self.threads = threads
        tally = CorpusTally(weights: try options.loadWeights())
    }

    mutating func run() throws -> CountedCorpus {
        let weights = tally.weights
        let counter = CorpusCounter(identity, scale: weights.scale, groups: weights.groups, threads: threads)
        let progress = ProgressBar("counting", unit: .bytes)
        let reader = BatchReader(try DocumentReader(source), batchBytes: Self.batchBytes)
        while case let batch = try reader.next(), !batch.documents.isEmpty {
            try counter.add(select(batch.documents))
            progress.update(batch.progress.bytesRead, of: batch.progress.totalBytes)
        }
        progress.finish()
        return try counter.finish()
    }

    private mutating func select(_ documents: [Document]) -> [WeightedText] {
        var texts: [WeightedText] = []
        for document in documents {
            if options.dedup || options.sample != nil {
                let hash = ByteHash.hash(document.text.span)
                if let sample = options.sample, Double(hash >> 11) * 0x1p-53 >= sample {
                    tally.unsampled += 1
                    continue
                }
                if options.dedup, !seen.insert(hash).inserted {
                    tally.duplicates += 1
                    continue
                }
            }
            let name = CorpusTally.source(of: document, hasField: options.sourceField != nil)
            let (weight, group) = tally.add(document, source: name)
            if weight > 0 { texts.append(WeightedText(document.text, weight: weight, group: group)) }
        }
        return texts
    }
}

/// Reads batches of documents one ahead, so that reading and counting go on side by side.
final class BatchReader: @unchecked Sendable {
    struct Batch {
        var documents: [Document]
        var progress: DocumentProgress
    }

    // @unchecked: `next` waits for the read before it, so reader and ahead are used by one thread at a time.
    private var reader: DocumentReader
    private var ahead: Result<Batch, any Error>?
    private let batchBytes: Int
    private let queue = DispatchQueue(label: "malmoi.reading")

    init(_ reader: consuming DocumentReader, batchBytes: Int) {
        self.reader = reader
        self.batchBytes = batchBytes
        readAhead()
    }

    /// The next batch, empty at the end.
    func next() throws -> Batch {
        let result = queue.sync { ahead }
        guard let result else { return Batch(documents: [], progress: reader.progress) }
        let batch = try result.get()
        if !batch.documents.isEmpty { readAhead() }
        return batch
    }

    private func readAhead() {
        queue.async { [self] in
            ahead = Result {
                let documents = try reader.nextBatch(maximumBytes: batchBytes)
                return Batch(documents: documents, progress: reader.progress)
            }
        }
    }
}
