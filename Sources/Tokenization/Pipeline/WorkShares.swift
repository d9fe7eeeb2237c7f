internal import BytePairEncoding
internal import Synchronization

/// The numbers of pieces of work, dealt out to threads a few at a time.
///
/// Each thread has a stretch of its own and goes through it from the front; when it is done it takes from the end of the
/// longest one that is left, so none is idle for long. So a thread meets texts that stand beside each other, and the next
/// time mostly the same ones, whose words its cache knows.
package struct WorkShares: ~Copyable, Sendable {
    private let shares: Locked<[Range<Int>]>
    private let stride: Int

    /// - Parameters:
    ///   - count: how many pieces there are, from 0 on.
    ///   - threads: how many threads ask; one at least.
    ///   - stride: how many are taken at a time at the most.
    package init(count: Int, threads: Int, stride: Int) {
        precondition(count >= 0 && threads > 0 && stride > 0, "there must be a thread, and it must take something")
        self.stride = stride
        shares = Locked(
            (0..<threads).map { thread in
                // Without overflow, and with a difference of one at the most.
                let (size, more) = count.quotientAndRemainder(dividingBy: threads)
                let start = thread * size + min(thread, more)
                return start..<start + size + (thread < more ? 1 : 0)
            })
    }

    /// What a thread is to do next; nil if nothing is left.
    package borrowing func next(for thread: Int) -> Range<Int>? {
        shares.withLock { shares in
            let own = shares[thread]
            if !own.isEmpty {
                let end = min(own.lowerBound + stride, own.upperBound)
                shares[thread] = end..<own.upperBound
                return own.lowerBound..<end
            }
            guard let other = shares.indices.max(by: { shares[$0].count < shares[$1].count }), !shares[other].isEmpty
            else { return nil }
            let start = max(shares[other].upperBound - stride, shares[other].lowerBound)
            defer { shares[other] = shares[other].lowerBound..<start }
            return start..<shares[other].upperBound
        }
    }
}
