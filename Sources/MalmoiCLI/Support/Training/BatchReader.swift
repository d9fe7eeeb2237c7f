import Dispatch
import Documents

/// Some documents, and how far the reading has come with them.
struct DocumentBatch {
    var documents: [Document]
    var progress: DocumentProgress
}

/// Where batches of documents come from; an empty one is the end.
protocol BatchSource: AnyObject {
    func next(maximumBytes: Int) throws -> DocumentBatch
}

/// Whole documents.
final class DocumentBatchSource: BatchSource {
    private var reader: DocumentReader

    init(_ reader: consuming DocumentReader) {
        self.reader = reader
    }

    func next(maximumBytes: Int) throws -> DocumentBatch {
        let documents = try reader.nextBatch(maximumBytes: maximumBytes)
        return DocumentBatch(documents: documents, progress: reader.progress)
    }
}

/// Reads batches of documents one ahead, so that reading and counting go on side by side.
final class BatchReader: @unchecked Sendable {
    // @unchecked: `next` waits for the read before it, so source and ahead are used by one thread at a time.
    private let source: any BatchSource
    private var ahead: Result<DocumentBatch, any Error>?
    private let batchBytes: Int
    private let queue = DispatchQueue(label: "malmoi.reading")

    init(_ source: any BatchSource, batchBytes: Int) {
        self.source = source
        self.batchBytes = batchBytes
        readAhead()
    }

    /// The next batch, empty at the end.
    func next() throws -> DocumentBatch {
        guard let result = queue.sync(execute: { ahead }) else {
            preconditionFailure("a batch must have been asked for")
        }
        let batch = try result.get()
        if !batch.documents.isEmpty { readAhead() }
        return batch
    }

    private func readAhead() {
        queue.async { [self] in
            ahead = Result { try source.next(maximumBytes: batchBytes) }
        }
    }
}
