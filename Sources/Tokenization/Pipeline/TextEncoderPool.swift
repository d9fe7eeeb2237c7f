import BytePairEncoding
import Glibc
import Synchronization

/// Lends encoders, so that each serves one thread at a time and keeps its word cache between calls.
///
/// A thread gets the one that it had before, if it is there: whoever takes any of two meets the words that the other one
/// knows again, and in another core's cache.
final class TextEncoderPool: Sendable {
    /// An encoder that nobody is using.
    ///
    /// Sendable although an encoder is not: it is in the pool, where no thread can touch it, or with the one borrower
    /// that took it out.
    private struct Idle: @unchecked Sendable {
        let encoder: TextEncoder
        /// The thread that used it last.
        let thread: pthread_t
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
        let thread = pthread_self()
        let encoder =
            takeIdle(of: thread)
            ?? TextEncoder(vocabulary, preTokenizer, cacheBytes: cacheBytes.load(ordering: .relaxed))
        defer {
            let used = Idle(encoder: encoder, thread: thread)
            idle.withLock { $0.append(used) }
        }
        return try body(encoder)
    }

    /// The encoder that a thread used last, or another one; nil if all are at work.
    private func takeIdle(of thread: pthread_t) -> TextEncoder? {
        let taken = idle.withLock { idle -> Idle? in
            guard let own = idle.lastIndex(where: { $0.thread == thread }) else { return idle.popLast() }
            return idle.remove(at: own)
        }
        return taken?.encoder
    }

    /// Sets the bound of the cache of encoders that are made from now on, and forgets those that nobody is using.
    func limitCaches(toBytes bytes: Int) {
        cacheBytes.store(bytes, ordering: .relaxed)
        idle.withLock { $0.removeAll() }
    }
}
