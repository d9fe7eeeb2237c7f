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
    /// - Throws: the error of the first text that has one, in the order of the texts; those behind it may be left out.
    /// - Complexity: O(*n*) in the bytes of all texts, shared among the threads.
    public func encodeEach(
        _ texts: [[UInt8]], specialTokens: SpecialTokenPolicy = .asText, addingTemplate: Bool = false, threads: Int = 1,
        _ receive: @Sendable (_ index: Int, _ ids: [TokenID]) -> Void
    ) throws(TokenizationError) {
        try Self.share(texts.count, threads) { range throws(Failure) in
            for index in range {
                let ids = try Failure.at(index) { () throws(TokenizationError) in
                    try encode(texts[index], specialTokens: specialTokens, addingTemplate: addingTemplate)
                }
                receive(index, ids)
            }
        }
    }

    private func batch<Text: Sendable, Result: Sendable>(
        _ texts: [Text], _ threads: Int, _ body: @Sendable (Text) throws(TokenizationError) -> Result
    ) throws(TokenizationError) -> [Result] {
        let done = Locked<[Result?]>(Array(repeating: nil, count: texts.count))
        try Self.share(texts.count, threads) { range throws(Failure) in
            var results: [Result] = []
            for index in range {
                results.append(try Failure.at(index) { () throws(TokenizationError) in try body(texts[index]) })
            }
            done.withLock { list in
                for (index, result) in zip(range, results) { list[index] = result }
            }
        }
        return done.withLock { $0 }.compactMap(\.self)
    }

    /// The error of a text of a batch.
    private struct Failure: Error {
        var index: Int
        var error: TokenizationError

        static func at<Result>(
            _ index: Int, _ body: () throws(TokenizationError) -> Result
        ) throws(Failure) -> Result {
            do throws(TokenizationError) { return try body() } catch { throw Failure(index: index, error: error) }
        }
    }

    /// Calls a closure with all indices, some that follow each other at a time, by several threads.
    ///
    /// - Throws: the error of the lowest index that has one; what is behind it is left out then, as far as it was not begun.
    private static func share(
        _ count: Int, _ threads: Int, _ body: @Sendable (Range<Int>) throws(Failure) -> Void
    ) throws(TokenizationError) {
        precondition(threads > 0, "there must be at least one thread")
        let workers = min(threads, max(count, 1))
        let shares = WorkShares(count: count, threads: workers, stride: max(1, min(64, count / (workers * 8))))
        let first = Locked<Failure?>(nil)
        @Sendable func work(_ thread: Int) {
            while let range = shares.next(for: thread) {
                if let failure = first.withLock({ $0 }), failure.index < range.lowerBound { continue }
                do throws(Failure) {
                    try body(range)
                } catch {
                    first.withLock { if error.index < $0?.index ?? .max { $0 = error } }
                }
            }
        }
        if workers == 1 { work(0) } else { DispatchQueue.concurrentPerform(iterations: workers, execute: work) }
        if let failure = first.withLock({ $0 }) { throw failure.error }
    }
}
