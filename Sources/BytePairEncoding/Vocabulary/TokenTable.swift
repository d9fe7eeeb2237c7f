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
