public import BytePairEncoding
internal import Dispatch
internal import Synchronization

/// Several texts at once, by several threads. The results are those of one text after the other.
extension Tokenizer {
    /// The ids of several texts, in their order.
    ///
    /// - Parameter threads: how many threads work at the most; each keeps a word cache.
    /// - Throws: the error of the first text that has one, in the order of the texts.
    /// - Complexity: O(*n*) in the bytes of all texts, shared among the threads.
    public func encodeBatch(
        _ texts: [[UInt8]], specialTokens: SpecialTokenPolicy = .asText, addingTemplate: Bool = false, threads: Int = 1
    ) throws(TokenizationError) -> [[TokenID]] {
        try batch(texts, threads) { text throws(TokenizationError) in
            try encode(text, specialTokens: specialTokens, addingTemplate: addingTemplate)
        }
    }

    /// The ids of several texts, in their order.
    public func encodeBatch(
        _ texts: [String], specialTokens: SpecialTokenPolicy = .asText, addingTemplate: Bool = false, threads: Int = 1
    ) throws(TokenizationError) -> [[TokenID]] {
        try batch(texts, threads) { text throws(TokenizationError) in
            try encode(text, specialTokens: specialTokens, addingTemplate: addingTemplate)
        }
    }

    /// The number of ids of each of several texts, faster than making them.
    public func countBatch(
        _ texts: [[UInt8]], specialTokens: SpecialTokenPolicy = .asText, addingTemplate: Bool = false, threads: Int = 1
    ) throws(TokenizationError) -> [Int] {
        try batch(texts, threads) { text throws(TokenizationError) in
            try count(text, specialTokens: specialTokens, addingTemplate: addingTemplate)
        }
    }

    /// Encodes several texts and hands the ids of each to a closure as soon as they are there: nothing is kept.
    ///
    /// - Parameters:
    ///   - threads: how many threads work at the most; each keeps a word cache.
    ///   - receive: takes the index of a text and its ids; called by all threads, in any order.
    /// - Throws: the error of the first text that has one, in the order of the texts, when all others are done.
    /// - Complexity: O(*n*) in the bytes of all texts, shared among the threads.
    public func encodeEach(
        _ texts: [[UInt8]], specialTokens: SpecialTokenPolicy = .asText, addingTemplate: Bool = false, threads: Int = 1,
        _ receive: @Sendable (_ index: Int, _ ids: [TokenID]) -> Void
    ) throws(TokenizationError) {
        let failure = Locked<(index: Int, error: TokenizationError)?>(nil)
        Self.share(texts.count, threads) { range in
            for index in range {
                do throws(TokenizationError) {
                    receive(
                        index, try encode(texts[index], specialTokens: specialTokens, addingTemplate: addingTemplate))
                } catch {
                    failure.withLock { first in
                        if index < first?.index ?? .max { first = (index, error) }
                    }
                }
            }
        }
        if let failure = failure.withLock({ $0 }) { throw failure.error }
    }

    private func batch<Text: Sendable, Result: Sendable>(
        _ texts: [Text], _ threads: Int, _ body: @Sendable (Text) throws(TokenizationError) -> Result
    ) throws(TokenizationError) -> [Result] {
        let done = Locked<[Swift.Result<Result, TokenizationError>?]>(Array(repeating: nil, count: texts.count))
        Self.share(texts.count, threads) { range in
            let results = range.map { index in
                Swift.Result { () throws(TokenizationError) in try body(texts[index]) }
            }
            done.withLock { list in
                for (index, result) in zip(range, results) { list[index] = result }
            }
        }
        var results: [Result] = []
        results.reserveCapacity(texts.count)
        for result in done.withLock({ $0 }) {
            if let result { results.append(try result.get()) }
        }
        return results
    }

    /// Calls a closure with all indices, some that follow each other at a time, by several threads.
    private static func share(_ count: Int, _ threads: Int, _ body: @Sendable (Range<Int>) -> Void) {
        precondition(threads > 0, "there must be at least one thread")
        let workers = min(threads, max(count, 1))
        let shares = WorkShares(count: count, threads: workers, stride: max(1, min(64, count / (workers * 8))))
        @Sendable func work(_ thread: Int) {
            while let range = shares.next(for: thread) { body(range) }
        }
        if workers == 1 { work(0) } else { DispatchQueue.concurrentPerform(iterations: workers, execute: work) }
    }
}
