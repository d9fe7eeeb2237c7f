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
    private let lock = Mutex(())

    /// - Parameters:
    ///   - scale: what weights are divided by.
    ///   - groups: the names of the groups, in the order of their bytes.
    public init(_ identity: CountIdentity, scale: Int = 1, groups: [String] = [""], threads: Int) {
        self.identity = identity
        self.scale = scale
        self.groups = groups
        workers = (0..<max(threads, 1)).map { _ in Worker(PieceCounter(identity, groups: groups.count)) }
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
        let failures = lock.withLock { _ in
            DispatchQueue.concurrentPerform(iterations: workers.count) { index in
                let worker = workers[index]
                while worker.failure == nil {
                    let part = next.wrappingAdd(1, ordering: .relaxed).oldValue
                    guard part < parts.count else { break }
                    let (document, range) = parts[part]
                    let text = range.count == document.text.count ? document.text : Array(document.text[range])
                    do throws(TrainingError) {
                        try worker.counter.add(text, weight: document.weight, group: document.group)
                    } catch {
                        worker.failure = error
                    }
                }
            }
            return workers.compactMap(\.failure)
        }
        if let failure = failures.first { throw failure }
    }

    /// Roughly the memory in use, in bytes.
    public var byteCount: Int {
        lock.withLock { _ in workers.reduce(0) { $0 + $1.counter.byteCount } }
    }

    /// Takes in counts that were made before, with the same identity, scale and groups.
    public func restore(_ corpus: CountedCorpus) throws(TrainingError) {
        for group in corpus.groups {
            guard let index = groups.firstIndex(where: { Array($0.utf8) == Array(group.name.utf8) }) else { continue }
            try workers[0].counter.add(group.counts, group: index)
        }
    }

    /// Adds the threads' tables up and empties them.
    public func finish() throws(TrainingError) -> CountedCorpus {
        var counted: [CountedCorpus.Group] = []
        for (index, name) in groups.enumerated() {
            for worker in workers.dropFirst() {
                try workers[0].counter.add(worker.counter, group: index)
            }
            counted.append(CountedCorpus.Group(name: name, counts: try workers[0].counter.take(group: index)))
        }
        return CountedCorpus(identity: identity, scale: scale, groups: counted)
    }
}
