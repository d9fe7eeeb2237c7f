import ArgumentParser
import BytePairEncoding
import Dispatch
import Documents
import Files
import Foundation
import VocabularyTraining

/// Reads a corpus and counts it: sampling, leaving out doubles, weighing, with the next batch read while one is counted.
struct CorpusCounting {
    let source: DocumentSource
    let identity: CountIdentity
    let options: CorpusOptions
    let threads: Int
    private(set) var tally: CorpusTally
    /// How many documents, or chunks of plain text, have been counted.
    private(set) var documents = 0
    private var seen: Set<UInt64> = []
    private let memory: MemoryOptions

    init(
        _ input: InputOptions, _ options: CorpusOptions, _ memory: MemoryOptions, identity: CountIdentity, threads: Int
    ) throws {
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
        self.memory = memory
        self.threads = threads
        tally = CorpusTally(weights: try options.loadWeights())
    }

    /// What the counts depend on, as text: the documents and what is done with them, the program's version included.
    func fingerprint() throws -> String {
        let files = try source.files().map { "\($0):\(FileReading.size(of: $0) ?? -1)" }
        let weights = tally.weights.rules.map {
            "\($0.pattern)=\($0.factor.numerator)/\($0.factor.denominator)@\($0.group)"
        }
        let parts = [
            ToolVersion.current, "\(identity)", "\(source.format)", "\(source.encoding)", "\(options.dedup)",
            "\(options.sample ?? 1)", options.sourceField ?? "", weights.joined(separator: ","),
            files.joined(separator: ","),
        ]
        return String(ByteHash.hash(Array(parts.joined(separator: "|").utf8).span), radix: 16)
    }

    /// Counts all documents, with a checkpoint every so many seconds.
    ///
    /// - Parameters:
    ///   - checkpoint: nil where there is nothing to resume from, as with standard input.
    ///   - resumed: where an earlier run was interrupted.
    ///   - stop: asked after each batch; if an end is wanted, the checkpoint is written and the process ends.
    /// - Returns: the counter with all counts, those on disk included.
    mutating func run(
        _ runs: RunFolder, _ checkpoint: TrainingCheckpoint?, every seconds: Double,
        resumed: TrainingCheckpoint.State?, _ stop: StopRequest
    ) throws -> CorpusCounter {
        let weights = tally.weights
        let counter = CorpusCounter(
            identity, scale: weights.scale, groups: weights.groups, threads: threads, runs: runs,
            tableBytes: memory.tableBytes ?? .max)
        if let resumed, resumed.isCounted {
            tally = resumed.tally
            documents = resumed.documents
            return counter
        }
        let progress = ProgressBar("counting", unit: .bytes, printsLines: options.progress == .lines)
        let source = try batchSource()
        if let resumed { try skip(resumed.documents, of: source) }
        if let resumed {
            tally = resumed.tally
            documents = resumed.documents
        }
        var lastWrite = Date()
        let reader = BatchReader(source, batchBytes: memory.batchBytes)
        while case let batch = try reader.next(), !batch.documents.isEmpty {
            try counter.add(select(batch.documents))
            documents = batch.progress.documents
            progress.update(batch.progress.bytesRead, of: batch.progress.totalBytes)
            if checkpoint == nil, let code = stop.exitCode { throw ExitCode(code) }
            guard let checkpoint, stop.exitCode != nil || -lastWrite.timeIntervalSinceNow >= seconds else { continue }
            try counter.flush()
            try checkpoint.write(runs, documents: documents, isCounted: false, tally)
            if let code = stop.exitCode {
                progress.finish()
                StandardStream.error.write(Array("malmoi: interrupted; --resume goes on from here\n".utf8))
                throw ExitCode(code)
            }
            lastWrite = Date()
        }
        progress.finish()
        if let checkpoint, !runs.isEmpty {
            try counter.flush()
            try checkpoint.write(runs, documents: documents, isCounted: true, tally)
        }
        return counter
    }

    /// Reads over the documents that are counted already; only their hashes are needed again.
    private mutating func skip(_ count: Int, of documents: any BatchSource) throws {
        for _ in 0..<count {
            let batch = try documents.next(maximumBytes: 1)
            guard !batch.documents.isEmpty else {
                throw InputError("the corpus has fewer documents than when the checkpoint was made")
            }
            if options.dedup { _ = select(batch.documents) }
        }
    }

    private var isChunked: Bool {
        source.format == .plainText && source.encoding == .utf8 && !options.dedup && options.sample == nil
    }

    /// Plain text that is not chosen by document need not be in memory as a whole.
    private func batchSource() throws -> any BatchSource {
        if isChunked {
            return CorpusChunks(try source.files(), limits: source.limits)
        }
        return DocumentBatchSource(try DocumentReader(source))
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
            let isContinued = isChunked && document.line == nil
            let (weight, group) = tally.add(document, source: name, isContinued: isContinued)
            if weight > 0 { texts.append(WeightedText(document.text, weight: weight, group: group)) }
        }
        return texts
    }
}
