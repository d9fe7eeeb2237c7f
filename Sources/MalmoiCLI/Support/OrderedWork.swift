import Dispatch
import Documents
import Foundation

/// What threads pull their work from: items numbered in the order of the input.
protocol WorkSource: Sendable {
    associatedtype Item: Sendable

    /// The next item; nil at the end. Called by any thread.
    func next() throws -> (index: Int, item: Item)?
    var progress: DocumentProgress { get }
}

/// Documents in batches of about a size.
struct BatchedDocuments: WorkSource {
    let batches: DocumentBatches
    let batchBytes: Int

    func next() throws -> (index: Int, item: [Document])? {
        try batches.next(maximumBytes: batchBytes).map { ($0.index, $0.documents) }
    }

    var progress: DocumentProgress { batches.progress }
}

/// Works on batches of documents with several threads and hands the results on in the order of the documents.
///
/// Threads pull batches, so none waits for the slowest; results that come early wait, but only so many: a thread that
/// is far ahead waits for the others, which bounds the memory whatever the input.
final class OrderedWork<Output: Sendable>: @unchecked Sendable {
    // @unchecked: everything mutable below is touched only between `condition.lock()` and `unlock()`.
    private let condition = NSCondition()
    private var ready: [Int: Result<Output, any Error>] = [:]
    private var nextIndex = 0
    private var isHandingOn = false
    private var failure: (any Error)?
    private var readFailure: (any Error)?
    private let window: Int

    private init(threads: Int) {
        window = threads * 4
    }

    /// Reads all documents, works on them and hands the results on.
    ///
    /// - Parameters:
    ///   - work: called by any thread with a batch.
    ///   - receive: called by one thread at a time with the results in order, and with the state of the reading.
    /// - Throws: the first error in the order of the documents, whichever thread had it.
    static func run(
        _ source: DocumentSource, threads: Int, batchBytes: Int = 1 << 20,
        work: @escaping @Sendable ([Document]) throws -> Output,
        receive: @escaping (Output, DocumentProgress) throws -> Void
    ) throws {
        let batches = BatchedDocuments(batches: try DocumentBatches(source), batchBytes: batchBytes)
        try run(batches, threads: threads, work: work, receive: receive)
    }

    /// The same for anything that gives work in order.
    static func run<Source: WorkSource>(
        _ source: Source, threads: Int, work: @escaping @Sendable (Source.Item) throws -> Output,
        receive: @escaping (Output, DocumentProgress) throws -> Void
    ) throws {
        let line = OrderedWork(threads: threads)
        let receiver = Receiver(receive: receive)
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            do {
                while line.failureSoFar == nil, let next = try source.next() {
                    line.put(Result { try work(next.item) }, at: next.index, receiver, source)
                }
            } catch {
                line.readingFailed(error)
            }
        }
        if let failure = line.firstFailure { throw failure }
    }

    /// The closure that takes results. Sendable, since only one thread at a time hands results on.
    private struct Receiver: @unchecked Sendable {
        let receive: (Output, DocumentProgress) throws -> Void
    }

    private var failureSoFar: (any Error)? {
        condition.withLock { failure }
    }

    /// What came first in the order of the documents: reading failed behind all the batches that were worked on.
    private var firstFailure: (any Error)? {
        condition.withLock { failure ?? readFailure }
    }

    private func readingFailed(_ error: any Error) {
        condition.withLock { readFailure = error }
    }

    private func put(
        _ result: Result<Output, any Error>, at index: Int, _ receiver: Receiver, _ source: some WorkSource
    ) {
        condition.lock()
        defer { condition.unlock() }
        while index >= nextIndex + window, failure == nil {
            condition.wait()
        }
        ready[index] = result
        // One thread at a time hands results on; the others go back to work meanwhile, so not under the lock.
        if isHandingOn { return }
        isHandingOn = true
        while failure == nil, let next = ready.removeValue(forKey: nextIndex) {
            condition.unlock()
            let taken = Result { try receiver.receive(next.get(), source.progress) }
            condition.lock()
            nextIndex += 1
            if case .failure(let error) = taken { failure = error }
            condition.broadcast()
        }
        isHandingOn = false
    }
}
