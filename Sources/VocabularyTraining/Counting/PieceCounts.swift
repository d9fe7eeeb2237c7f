import BytePairEncoding

/// How often each distinct piece (pre-token) occurs.
///
/// Pieces lie in one array, in an order that means nothing: whatever uses the counts must not depend on it. The table
/// that finds a piece is only made when something is looked up or added.
public struct PieceCounts: Sendable {
    /// The bytes of all pieces, one after the other.
    private(set) var bytes: [UInt8] = []
    private var offsets: [Int] = [0]
    private var counts: [Int] = []
    /// The upper half of a piece's hash and its index; empty while nothing needs to be found.
    private var slots: [UInt64] = []
    private static let vacant = UInt64.max

    public init() {}

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
        if (counts.count &+ 1) &* 2 > slots.count { makeSlots() }
        let hash = ByteHash.hash(piece)
        let tag = hash >> 32
        var slot = Int(truncatingIfNeeded: hash) & (slots.count &- 1)
        while slots[slot] != Self.vacant {
            if slots[slot] >> 32 == tag {
                let index = Int(slots[slot] & 0xFFFF_FFFF)
                if ByteHash.equal(bytes.span.extracting(range(at: index)), piece) {
                    try Self.increase(&counts[index], by: count)
                    try Self.increase(&total, by: count)
                    return index
                }
            }
            slot = (slot &+ 1) & (slots.count &- 1)
        }
        slots[slot] = tag << 32 | UInt64(counts.count)
        try append(piece, count: count)
        return counts.count &- 1
    }

    /// Adds all of another count to this one.
    public mutating func add(_ other: PieceCounts) throws(TrainingError) {
        for index in 0..<other.count {
            try add(other.bytes.span.extracting(other.range(at: index)), count: other.counts[index])
        }
    }

    /// Adds a piece that is known not to be here yet.
    mutating func append(_ piece: Span<UInt8>, count: Int) throws(TrainingError) {
        guard counts.count < Int(UInt32.max) - 1 else { throw .tooManyWords }
        unsafe piece.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
        offsets.append(bytes.count)
        counts.append(count)
        try Self.increase(&total, by: count)
    }

    /// Multiplies all counts.
    mutating func scale(by factor: Int) throws(TrainingError) {
        guard factor != 1 else { return }
        let (product, overflow) = total.multipliedReportingOverflow(by: factor)
        guard !overflow else { throw .countOverflow }
        total = product
        for index in counts.indices { counts[index] &*= factor }
    }

    /// The indices of the pieces in the order of their bytes.
    ///
    /// - Complexity: O(*n* log *n*); the first eight bytes decide most comparisons.
    func sortedIndices() -> [Int] {
        struct Key {
            var prefix: UInt64
            var index: Int
        }
        var keys = (0..<count).map { index in
            Key(prefix: PieceOrder.prefix(of: bytes.span.extracting(range(at: index))), index: index)
        }
        keys.sort { one, other in
            guard one.prefix == other.prefix else { return one.prefix < other.prefix }
            return PieceOrder.precedes(
                bytes.span.extracting(range(at: one.index)), bytes.span.extracting(range(at: other.index)))
        }
        return keys.map(\.index)
    }

    /// Roughly the memory that adding a little more, or sorting, may need.
    var neededByteCount: Int {
        // Arrays grow to twice their size beside the old ones; sorting takes 24 bytes a piece.
        2 * (bytes.count + 16 * count) + 12 * slots.count + 24 * count
    }

    /// The same without the pieces that occur less often.
    func withoutRare(below minimum: Int) throws(TrainingError) -> PieceCounts {
        var kept = PieceCounts()
        for index in 0..<count where counts[index] >= minimum {
            try kept.append(bytes.span.extracting(range(at: index)), count: counts[index])
        }
        return kept
    }

    static func increase(_ value: inout Int, by count: Int) throws(TrainingError) {
        let (sum, overflow) = value.addingReportingOverflow(count)
        guard !overflow else { throw .countOverflow }
        value = sum
    }

    private mutating func makeSlots() {
        var size = max(slots.count, 1 << 12)
        while (counts.count + 1) * 2 > size { size *= 2 }
        slots = Array(repeating: Self.vacant, count: size)
        for index in counts.indices {
            let hash = ByteHash.hash(bytes.span.extracting(range(at: index)))
            var slot = Int(truncatingIfNeeded: hash) & (size - 1)
            while slots[slot] != Self.vacant {
                slot = (slot + 1) & (size - 1)
            }
            slots[slot] = (hash >> 32) << 32 | UInt64(index)
        }
    }
}
