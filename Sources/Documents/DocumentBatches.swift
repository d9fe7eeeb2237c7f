import Synchronization

/// A reader that several threads pull batches from.
///
/// Batches are numbered in the order of the input, so that what the threads make of them can be put back in order.
/// Reading happens under a lock, one thread at a time: 0.75 GB of text a second from zstd and 1.8 GB from plain
/// JSON Lines were measured, and 0.2 µs for each of very short documents.
///
/// ```swift
/// let batches = try DocumentBatches(source)
/// // in each thread:
/// while let batch = try batches.next(maximumBytes: 1 << 20) { results.put(encode(batch.documents), at: batch.index) }
/// ```
public final class DocumentBatches: Sendable {
    /// Documents that follow each other.
    public struct Batch: Sendable, Hashable {
        /// The number of the batch, from 0.
        public var index: Int
        public var documents: [Document]
    }

    private struct State: ~Copyable {
        var reader: DocumentReader
        var index = 0
        var isOver = false
    }

    private let state: Mutex<State>

    /// - Throws: ``DocumentError`` as in ``DocumentSource/files()``.
    public init(_ source: DocumentSource) throws(DocumentError) {
        state = Mutex(State(reader: try DocumentReader(source)))
    }

    /// The next batch; `nil` at the end, and after an error (which only one thread gets).
    public func next(maximumBytes: Int) throws(DocumentError) -> Batch? {
        try state.withLock { state throws(DocumentError) in
            if state.isOver { return nil }
            // Stays so if reading throws.
            state.isOver = true
            let documents = try state.reader.nextBatch(maximumBytes: maximumBytes)
            guard !documents.isEmpty else { return nil }
            state.isOver = false
            defer { state.index += 1 }
            return Batch(index: state.index, documents: documents)
        }
    }

    /// How far the reading has come.
    public var progress: DocumentProgress {
        state.withLock { $0.reader.progress }
    }
}
