/// The bytes of every token, by id.
///
/// All bytes lie in one array with an array of offsets beside it: 150,000 small arrays would cost four times the
/// memory and an allocation each when a vocabulary is loaded. An id without a token (a gap) has no bytes.
public struct TokenTable: Sendable, Equatable {
    /// The bytes of all tokens, one after the other in the order of their ids.
    public private(set) var bytes: [UInt8] = []
    /// Where each token starts in `bytes`, and at last where the last one ends.
    private var offsets: [UInt32] = [0]

    public init() {}

    /// The table of the given tokens, the first with id 0.
    public init(_ tokens: some Sequence<[UInt8]>) {
        for token in tokens {
            append(token)
        }
    }

    /// The table of bytes and where tokens start in them; nil where the starts do not rise from 0 to the end.
    package init?(bytes: [UInt8], startsAndEnd: [UInt32]) {
        guard startsAndEnd.first == 0, let end = startsAndEnd.last, Int(end) == bytes.count,
            startsAndEnd.count <= Int(UInt32.max)
        else { return nil }
        var isRising = true
        let starts = startsAndEnd.span
        for index in 1..<starts.count {
            isRising = unsafe isRising && starts[unchecked: index - 1] <= starts[unchecked: index]
        }
        guard isRising else { return nil }
        self.bytes = bytes
        offsets = startsAndEnd
    }

    /// Where each token starts in `bytes`, and at last where the last one ends.
    var startsAndEnd: [UInt32] { offsets }

    /// The number of ids, gaps included.
    public var count: Int { offsets.count - 1 }

    public mutating func reserveCapacity(tokens: Int, bytes byteCount: Int) {
        offsets.reserveCapacity(tokens + 1)
        bytes.reserveCapacity(byteCount)
    }

    /// Adds a token behind the last id.
    ///
    /// - Returns: the new token's id.
    @discardableResult
    public mutating func append(_ token: some Sequence<UInt8>) -> TokenID {
        bytes.append(contentsOf: token)
        precondition(bytes.count <= Int(UInt32.max), "a vocabulary's bytes must fit 32 bits")
        offsets.append(UInt32(bytes.count))
        return TokenID(index: count - 1)
    }

    // The same without generics, which other modules would not have specialized: a third of reading a file.

    @discardableResult
    package mutating func append(_ token: [UInt8]) -> TokenID {
        append(token[...])
    }

    @discardableResult
    package mutating func append(_ token: ArraySlice<UInt8>) -> TokenID {
        bytes.append(contentsOf: token)
        precondition(bytes.count <= Int(UInt32.max), "a vocabulary's bytes must fit 32 bits")
        offsets.append(UInt32(bytes.count))
        return TokenID(index: count - 1)
    }

    /// Adds tokens of another table, at once.
    public mutating func append(contentsOf other: TokenTable, _ range: Range<Int>) {
        if range.isEmpty { return }
        let first = other.offsets[range.lowerBound]
        let last = other.offsets[range.upperBound]
        let base = bytes.count
        precondition(base + Int(last - first) <= Int(UInt32.max), "a vocabulary's bytes must fit 32 bits")
        bytes.append(contentsOf: other.bytes[Int(first)..<Int(last)])
        let ends = other.offsets[range.lowerBound + 1...range.upperBound]
        let shift = UInt32(base) &- first
        offsets.append(contentsOf: ends.lazy.map { $0 &+ shift })
    }

    /// Adds the concatenation of two tokens of this table, as a merge makes it.
    @discardableResult
    public mutating func append(merging left: TokenID, _ right: TokenID) -> TokenID {
        append(Array(bytes[range(of: left)]) + bytes[range(of: right)])
    }

    /// Where in `bytes` a token's bytes are.
    ///
    /// - Precondition: `id` must be below `count`.
    public func range(of id: TokenID) -> Range<Int> {
        Int(offsets[id.index])..<Int(offsets[id.index + 1])
    }

    /// The number of bytes of a token.
    public func byteCount(of id: TokenID) -> Int {
        Int(offsets[id.index + 1] - offsets[id.index])
    }

    /// The bytes of a token, as a slice of the table.
    ///
    /// - Precondition: `id` must be below `count`.
    public subscript(id: TokenID) -> ArraySlice<UInt8> {
        bytes[range(of: id)]
    }
}
