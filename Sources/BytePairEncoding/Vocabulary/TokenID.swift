/// The number of a token in a vocabulary.
///
/// Ids are 32 bits wide, as in every published vocabulary and file format. The type keeps ids apart from ranks,
/// byte offsets and counts; it costs nothing over a plain `UInt32`.
public struct TokenID: RawRepresentable, Hashable, Comparable, Sendable, BitwiseCopyable, ExpressibleByIntegerLiteral {
    public var rawValue: UInt32

    @inlinable
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    @inlinable
    public init(_ value: UInt32) {
        rawValue = value
    }

    @inlinable
    public init(integerLiteral value: UInt32) {
        rawValue = value
    }

    /// The id at an index of a token table.
    ///
    /// - Precondition: `index` must fit 32 bits.
    @inlinable
    public init(index: Int) {
        rawValue = UInt32(index)
    }

    /// The id as an index into a token table.
    @inlinable
    public var index: Int { Int(rawValue) }

    @inlinable
    public static func < (left: TokenID, right: TokenID) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension TokenID: CustomStringConvertible {
    public var description: String { String(rawValue) }
}

/// The place of a merge in the order in which merges are tried: the smaller comes first.
public typealias Rank = UInt32
