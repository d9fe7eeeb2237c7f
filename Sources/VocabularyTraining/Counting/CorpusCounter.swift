public import BytePairEncoding
import Dispatch
import Synchronization
public import TextNormalization
import Tokenization

/// Counts a corpus with several threads.
///
/// Documents come in batches; each thread takes parts of them from a shared list and counts into a table of its own.
/// At the end the tables are added up. Sums do not depend on who counted what, so neither does the result.
public final class CorpusCounter: Sendable {
    private final class Worker: Sendable {
        let state: Mutex<(counter: PieceCounter, failure: TrainingError?)>

        init(_ counter: PieceCounter) {
            state = Mutex((counter, nil))
        }
    }

    private let workers: [Worker]

    public init(normalization: NormalizationPolicy, split: SplitPattern, threads: Int) {
        workers = (0..<max(threads, 1)).map { _ in Worker(PieceCounter(normalization: normalization, split: split)) }
    }

    /// Counts a batch of documents and returns when all are counted.
    public func add(_ documents: [[UInt8]]) throws(TrainingError) {
        let parts = documents.flatMap { document in
            SafeCuts.parts(of: document, targetSize: 1 << 20).map { (document, $0) }
        }
        let next = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: workers.count) { index in
            workers[index].state.withLock { state in
                while state.failure == nil {
                    let part = next.wrappingAdd(1, ordering: .relaxed).oldValue
                    guard part < parts.count else { break }
                    let (document, range) = parts[part]
                    do throws(TrainingError) {
                        try state.counter.add(range.count == document.count ? document : Array(document[range]))
                    } catch {
                        state.failure = error
                    }
                }
            }
        }
        for worker in workers {
            if let failure = worker.state.withLock({ $0.failure }) { throw failure }
        }
    }

    /// Adds the threads' tables up.
    public func finish() throws(TrainingError) -> PieceCounts {
        var counts = workers[0].state.withLock { $0.counter.counts }
        for worker in workers.dropFirst() {
            try counts.add(worker.state.withLock { $0.counter.counts })
        }
        return counts
    }
}
