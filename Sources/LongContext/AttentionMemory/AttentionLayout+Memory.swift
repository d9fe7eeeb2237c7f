/// Which cache is counted.
public enum CacheAccounting: String, Sendable, CaseIterable, Hashable {
    /// What the architecture needs: a sliding layer keeps at most its window.
    case architectural
    /// What an engine takes that keeps sliding layers at full length, as engines do that give every layer the same
    /// pages. This equals the all-global twin's memory: such an engine wins nothing from sliding layers but time.
    case engineReserved = "engine-reserved"
}

extension AttentionLayout {
    /// Bytes of key-value cache for `batch` sequences of `tokens` tokens each.
    ///
    /// The sum over layers of `tokens kept × elements per token × bits / 8`; a layer's odd half byte (int4) is
    /// rounded up.
    ///
    /// - Parameters:
    ///   - tokens: length of each sequence, in tokens; zero is allowed and gives zero.
    ///   - batch: number of sequences, at least one.
    /// - Throws: ``LongContextError/outOfRange(what:value:allowed:)`` and ``LongContextError/tooLarge(what:)``.
    /// - Complexity: O(*g*) in the number of layer groups.
    public func cacheBytes(
        tokens: Int, batch: Int = 1, element: CacheElement, accounting: CacheAccounting = .architectural
    ) throws(LongContextError) -> Int {
        guard tokens >= 0 else {
            throw .outOfRange(what: "the number of tokens", value: tokens, allowed: "zero or more")
        }
        guard batch >= 1 else {
            throw .outOfRange(what: "the batch", value: batch, allowed: "one or more")
        }
        var total = CheckedCount(what: "the key-value cache")
        for group in groups {
            let kept = accounting == .engineReserved ? tokens : group.reach.tokensKept(of: tokens)
            var bits = CheckedCount(what: "the key-value cache", kept)
            try bits.multiply(by: group.state.elementsPerToken)
            try bits.multiply(by: element.bits)
            var bytes = CheckedCount(what: "the key-value cache", bits.value / 8 + (bits.value % 8 == 0 ? 0 : 1))
            try bytes.multiply(by: group.count)
            try bytes.multiply(by: batch)
            try total.add(bytes.value)
        }
        return total.value
    }

    /// The length up to which the cache of one sequence stays within `bytes`, or `nil` if no length exceeds it
    /// (every layer slides and all windows together fit).
    ///
    /// - Complexity: O(*g* log *n*).
    public func longestSequence(
        within bytes: Int, batch: Int = 1, element: CacheElement, accounting: CacheAccounting = .architectural
    ) throws(LongContextError) -> Int? {
        func fits(_ tokens: Int) throws(LongContextError) -> Bool {
            do {
                return try cacheBytes(tokens: tokens, batch: batch, element: element, accounting: accounting) <= bytes
            } catch .tooLarge {
                return false
            }
        }
        // A refused batch must be reported, not searched for.
        _ = try cacheBytes(tokens: 0, batch: batch, element: element)
        guard bytes >= 0 else { return 0 }
        var low = 0
        var high = 1 << 45
        if try fits(high) { return nil }
        while high - low > 1 {
            let middle = (low + high) / 2
            if try fits(middle) { low = middle } else { high = middle }
        }
        return low
    }
}

/// A non-negative count that refuses to overflow.
struct CheckedCount {
    let what: String
    private(set) var value: Int

    init(what: String, _ value: Int = 0) {
        self.what = what
        self.value = value
    }

    mutating func multiply(by factor: Int) throws(LongContextError) {
        let (product, overflow) = value.multipliedReportingOverflow(by: factor)
        if overflow { throw .tooLarge(what: what) }
        value = product
    }

    mutating func add(_ other: Int) throws(LongContextError) {
        let (sum, overflow) = value.addingReportingOverflow(other)
        if overflow { throw .tooLarge(what: what) }
        value = sum
    }
}
