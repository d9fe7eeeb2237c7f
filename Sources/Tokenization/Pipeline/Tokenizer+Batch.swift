public import BytePairEncoding
internal import Dispatch
internal import Synchronization

/// Several texts at once, by several threads. The results are those of one text after the other, in their order.
extension Tokenizer {
    /// The ids of several texts.
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

    /// The ids of several texts.
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

    private func batch<Text: Sendable, Result: Sendable>(
        _ texts: [Text], _ threads: Int, _ body: @Sendable (Text) throws(TokenizationError) -> Result
    ) throws(TokenizationError) -> [Result] {
        precondition(threads > 0, "there must be at least one thread")
        if threads == 1 || texts.count < 2 {
            var results: [Result] = []
            results.reserveCapacity(texts.count)
            for text in texts { results.append(try body(text)) }
            return results
        }
        // Texts are pulled some at a time: long ones beside short ones leave no thread idle for long.
        let stride = max(1, min(64, texts.count / (threads * 8)))
        let next = Atomic<Int>(0)
        let done = Locked<[Swift.Result<Result, TokenizationError>?]>(Array(repeating: nil, count: texts.count))
        DispatchQueue.concurrentPerform(iterations: min(threads, texts.count)) { _ in
            while true {
                let start = next.wrappingAdd(stride, ordering: .relaxed).oldValue
                guard start < texts.count else { return }
                let range = start..<min(start + stride, texts.count)
                let results = range.map { index in
                    Swift.Result { () throws(TokenizationError) in try body(texts[index]) }
                }
                done.withLock { list in
                    for (index, result) in zip(range, results) { list[index] = result }
                }
            }
        }
        var results: [Result] = []
        results.reserveCapacity(texts.count)
        for result in done.withLock({ $0 }) {
            if let result { results.append(try result.get()) }
        }
        return results
    }
}
