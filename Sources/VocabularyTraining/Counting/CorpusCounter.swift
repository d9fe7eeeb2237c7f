public import BytePairEncoding
import Dispatch
import Synchronization
public import TextNormalization
import Tokenization

/// A text to be counted, with the weight and the group of its source.
public struct WeightedText: Sendable {
    public var text: [UInt8]
    /// In units of one over the corpus's scale.
    public var weight: Int
    /// The index of the group.
    public var group: Int

    public init(_ text: [UInt8], weight: Int = 1, group: Int = 0) {
        self.text = text
        self.weight = weight
        self.group = group
    }
}

/// Counts a corpus with several threads.
///
/// Documents come in batches; each thread takes parts of them from a shared list and counts into a table of its own.
/// At the end the tables are added up. Sums do not depend on who counted what, so neither does the result.
public final class CorpusCounter: Sendable {
    /// A worker is used by one thread at a time: `concurrentPerform` gives each its own, and returns when all are done.
    private final class Worker: @unchecked Sendable {
        let counter: PieceCounter
        var failure: TrainingError?

        init(_ counter: PieceCounter) {
            self.counter = counter
        }
    }

    private let workers: [Worker]
    private let identity: CountIdentity
    private let scale: Int
    private let groups: [String]
    private let runs: RunFolder?
    private let lock = Mutex(())

    /// - Parameters:
    ///   - scale: what weights are divided by.
    ///   - groups: the names of the groups, in the order of their bytes.
    ///   - runs: where counts go that memory shall not hold; those that are there already are counted in.
    ///   - tableBytes: how much memory the tables of all threads may need; only with `runs`.
    public init(
        _ identity: CountIdentity, scale: Int = 1, groups: [String] = [""], threads: Int, runs: RunFolder? = nil,
        tableBytes: Int = .max
    ) {
        self.identity = identity
        self.scale = scale
        self.groups = groups
        self.runs = runs
        let threads = max(threads, 1)
        workers = (0..<threads).map { _ in
            Worker(
                PieceCounter(identity, groups: groups.count, runs: runs, tableBytes: tableBytes / threads))
        }
    }

    /// A counter without weights and groups.
    public convenience init(normalization: NormalizationPolicy, split: SplitPattern, threads: Int) {
        self.init(CountIdentity(split: split, normalization: normalization), threads: threads)
    }

    /// Counts a batch of documents, each once, and returns when all are counted.
    public func add(_ documents: [[UInt8]]) throws(TrainingError) {
        try add(documents.map { WeightedText($0) })
    }

    /// Counts a batch of documents and returns when all are counted.
    public func add(_ documents: [WeightedText]) throws(TrainingError) {
        let parts = documents.filter { $0.weight > 0 }.flatMap { document in
            SafeCuts.parts(of: document.text, targetSize: 1 << 20).map { (document, $0) }
        }
        let next = Atomic<Int>(0)
        try forEachWorker { counter throws(TrainingError) in
            while case let part = next.wrappingAdd(1, ordering: .relaxed).oldValue, part < parts.count {
                let (document, range) = parts[part]
                let text = range.count == document.text.count ? document.text : Array(document.text[range])
                try counter.add(text, weight: document.weight, group: document.group)
            }
        }
    }

    /// Writes what is in memory as runs, so that all counts are on disk.
    public func flush() throws(TrainingError) {
        guard let runs else { return }
        try forEachWorker { counter throws(TrainingError) in try counter.write(to: runs) }
    }

    /// Runs a closure on every worker, side by side, and throws what the first of them threw.
    private func forEachWorker(_ body: @Sendable (PieceCounter) throws(TrainingError) -> Void) throws(TrainingError) {
        let failures = lock.withLock { _ in
            DispatchQueue.concurrentPerform(iterations: workers.count) { index in
                let worker = workers[index]
                do throws(TrainingError) { try body(worker.counter) } catch { worker.failure = error }
            }
            return workers.compactMap(\.failure)
        }
        if let failure = failures.first { throw failure }
    }

    /// The counts of everything, on disk and in memory; the counter is empty afterwards.
    ///
    /// - Parameters:
    ///   - minimumCount: pieces that a group has less often are left out, in units of one.
    ///   - budget: how much memory there is to learn from counts that are on disk.
    /// - Throws: `TrainingError.needsMemory` where they are too many for that, beside what counting throws.
    public func finish(
        minimumCount: Int = 1, budget: LearningBudget = .unlimited
    ) throws(TrainingError) -> CountedCorpus {
        let minimum = try CountedCorpus.minimum(minimumCount, scale: scale)
        if runs?.isEmpty == false { try flush() }
        var size = LearningSize()
        var counted: [CountedCorpus.Group] = []
        for (index, name) in groups.enumerated() {
            var counts = PieceCounts()
            if let runs, !runs.isEmpty {
                try runs.forEachPiece(ofGroup: index) { piece, count throws(TrainingError) in
                    guard count >= minimum else { return }
                    size.add(piece)
                    if budget.allows(size) { try counts.append(piece, count: count) } else { counts = PieceCounts() }
                }
            } else {
                for worker in workers.dropFirst() {
                    try workers[0].counter.add(worker.counter, group: index)
                }
                counts = try workers[0].counter.take(group: index)
                if minimum > 1 { counts = try counts.withoutRare(below: minimum) }
            }
            counted.append(CountedCorpus.Group(name: name, counts: counts))
        }
        try budget.check(size)
        return CountedCorpus(identity: identity, scale: scale, groups: counted)
    }

    /// Writes the counts of everything as a file of counts, without holding what is on disk.
    ///
    /// - Returns: the number of distinct pieces, each group for itself.
    public func write(to path: String, minimumCount: Int = 1) throws(TrainingError) -> Int {
        guard let runs, !runs.isEmpty else {
            let counted = try finish(minimumCount: minimumCount)
            try CountsWriter.write(counted, to: path)
            return counted.distinctCount
        }
        try flush()
        let minimum = try CountedCorpus.minimum(minimumCount, scale: scale)
        var pieces = 0
        for group in groups.indices {
            try runs.forEachPiece(ofGroup: group) { _, count throws(TrainingError) in
                if count >= minimum { pieces += 1 }
            }
        }
        var writer = try CountsWriter(path: path, identity: identity, scale: scale, pieces: pieces)
        for (group, name) in groups.enumerated() {
            try runs.forEachPiece(ofGroup: group) { piece, count throws(TrainingError) in
                if count >= minimum { try writer.append(piece, count: count, group: name) }
            }
        }
        try writer.finish()
        return pieces
    }
}
