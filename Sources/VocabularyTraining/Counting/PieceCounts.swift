import BytePairEncoding

/// How often each distinct piece (pre-token) occurs.
///
/// Keys are bytes in one array; an open-addressing table finds them. The order of entries is the order of first
/// sight and means nothing: whatever uses the counts must not depend on it.
public struct PieceCounts: Sendable {
    /// The bytes of all pieces, one after the other.
    private(set) var bytes: [UInt8] = []
    private var offsets: [Int] = [0]
    private var counts: [Int] = []
    private var hashes: [UInt32] = []
    private var slots: [UInt32]
    private static let vacant = UInt32.max

    public init() {
        slots = Array(repeating: Self.vacant, count: 1 << 12)
    }

    /// The number of distinct pieces.
    public var count: Int { counts.count }

    /// The number of all pieces.
    public private(set) var total = 0

    /// The bytes of a piece.
    public func piece(at index: Int) -> ArraySlice<UInt8> {
        bytes[offsets[index]..<offsets[index + 1]]
    }

    /// Where a piece lies in `bytes`.
    func range(at index: Int) -> Range<Int> {
        offsets[index]..<offsets[index + 1]
    }

    /// How often a piece occurs.
    public func count(at index: Int) -> Int {
        counts[index]
    }

    /// The number of bytes of the distinct pieces.
    public var distinctByteCount: Int { bytes.count }

    /// Counts a piece.
    ///
    /// - Returns: the piece's index.
    /// - Throws: `TrainingError.countOverflow`.
    /// - Complexity: O(*n*) expected, where *n* is the number of bytes of the piece.
    @discardableResult
    public mutating func add(_ piece: Span<UInt8>, count: Int = 1) throws(TrainingError) -> Int {
        let hash = ByteHash.hash(piece)
        let short = UInt32(truncatingIfNeeded: hash >> 32)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count &- 1)
        while slots[slot] != Self.vacant {
            let index = Int(slots[slot])
            if hashes[index] == short, isEqual(index, piece) {
                try Self.increase(&counts[index], by: count)
                try Self.increase(&total, by: count)
                return index
            }
            slot = (slot &+ 1) & (slots.count &- 1)
        }
        slots[slot] = UInt32(counts.count)
        for index in piece.indices {
            bytes.append(piece[index])
        }
        offsets.append(bytes.count)
        counts.append(count)
        hashes.append(short)
        try Self.increase(&total, by: count)
        if counts.count * 2 > slots.count {
            grow()
        }
        return counts.count &- 1
    }

    /// Adds all of another count to this one.
    public mutating func add(_ other: PieceCounts) throws(TrainingError) {
        for index in 0..<other.count {
            try add(
                other.bytes.span.extracting(other.offsets[index]..<other.offsets[index + 1]), count: other.counts[index]
            )
        }
    }

    private static func increase(_ value: inout Int, by count: Int) throws(TrainingError) {
        let (sum, overflow) = value.addingReportingOverflow(count)
        guard !overflow else { throw .countOverflow }
        value = sum
    }

    private func isEqual(_ index: Int, _ piece: Span<UInt8>) -> Bool {
        ByteHash.equal(bytes.span.extracting(offsets[index]..<offsets[index + 1]), piece)
    }

    private mutating func grow() {
        slots = Array(repeating: Self.vacant, count: slots.count * 2)
        for index in counts.indices {
            let hash = ByteHash.hash(bytes.span.extracting(offsets[index]..<offsets[index + 1]))
            var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while slots[slot] != Self.vacant {
                slot = (slot + 1) & (slots.count - 1)
            }
            slots[slot] = UInt32(index)
        }
    }
}
