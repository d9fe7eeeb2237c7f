import BytePairEncoding
import Synchronization

/// Lends encoders, so that each serves one thread at a time and keeps its word cache between calls.
final class TextEncoderPool: Sendable {
    /// An encoder that nobody is using.
    ///
    /// Sendable although an encoder is not: it is in the pool, where no thread can touch it, or with the one borrower
    /// that took it out.
    private struct Idle: @unchecked Sendable {
        let encoder: TextEncoder
    }

    private let vocabulary: Vocabulary
    private let preTokenizer: PreTokenizer
    private let idle = Locked<[Idle]>([])
    private let cacheBytes = Atomic<Int>(TextEncoder.defaultCacheBytes)

    init(_ vocabulary: Vocabulary, _ preTokenizer: PreTokenizer) {
        self.vocabulary = vocabulary
        self.preTokenizer = preTokenizer
    }

    /// Runs a closure with an encoder that no other thread has.
    func withEncoder<Result, Failure: Error>(
        _ body: (TextEncoder) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let encoder =
            idle.withLock { $0.popLast() }
            ?? Idle(
                encoder: TextEncoder(vocabulary, preTokenizer, cacheBytes: cacheBytes.load(ordering: .relaxed)))
        defer { idle.withLock { $0.append(encoder) } }
        return try body(encoder.encoder)
    }

    /// Sets the bound of the cache of encoders that are made from now on, and forgets those that nobody is using.
    func limitCaches(toBytes bytes: Int) {
        cacheBytes.store(bytes, ordering: .relaxed)
        idle.withLock { $0.removeAll() }
    }
}
