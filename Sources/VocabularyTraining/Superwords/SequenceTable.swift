/// Distinct sequences of numbers with their counts; all sequences lie in one array.
struct SequenceTable {
    private var elements: [UInt32] = []
    private var ends: [Int] = [0]
    private var counts: [Int] = []
    private let groupCount: Int
    private var byGroup: [Int] = []
    private var hashes: [UInt32] = []
    private var slots = [UInt32](repeating: .max, count: 1 << 12)

    /// - Parameter groupCount: how many groups' counts are kept beside each sequence's own, if more than one.
    init(groupCount: Int) {
        self.groupCount = groupCount
    }

    var count: Int { counts.count }

    subscript(index: Int) -> ArraySlice<UInt32> {
        elements[ends[index]..<ends[index + 1]]
    }

    func count(at index: Int) -> Int { counts[index] }

    /// Empty where there is one group.
    func groupCounts(at index: Int) -> ArraySlice<Int> {
        groupCount > 1 ? byGroup[index * groupCount..<(index + 1) * groupCount] : []
    }

    /// - Throws: `TrainingError.countOverflow`.
    mutating func add(_ sequence: [UInt32], count: Int, group: Int) throws(TrainingError) {
        let hash = Self.hash(sequence)
        let short = UInt32(truncatingIfNeeded: hash >> 32)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count &- 1)
        while slots[slot] != .max {
            let index = Int(slots[slot])
            if hashes[index] == short, elements[ends[index]..<ends[index + 1]].elementsEqual(sequence) {
                let (sum, overflow) = counts[index].addingReportingOverflow(count)
                guard !overflow else { throw .countOverflow }
                counts[index] = sum
                if groupCount > 1 { byGroup[index * groupCount + group] += count }
                return
            }
            slot = (slot &+ 1) & (slots.count &- 1)
        }
        slots[slot] = UInt32(counts.count)
        elements.append(contentsOf: sequence)
        ends.append(elements.count)
        counts.append(count)
        if groupCount > 1 {
            byGroup += Array(repeating: 0, count: groupCount)
            byGroup[byGroup.count - groupCount + group] = count
        }
        hashes.append(short)
        if counts.count * 2 > slots.count { grow() }
    }

    private static func hash(_ sequence: some Sequence<UInt32>) -> UInt64 {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        for element in sequence {
            let product = (state ^ UInt64(element)).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
            state = (product.high ^ product.low) &+ 0x9E37_79B9_7F4A_7C15
        }
        return state
    }

    private mutating func grow() {
        slots = Array(repeating: .max, count: slots.count * 2)
        for index in counts.indices {
            var slot = Int(truncatingIfNeeded: Self.hash(self[index])) & (slots.count - 1)
            while slots[slot] != .max {
                slot = (slot + 1) & (slots.count - 1)
            }
            slots[slot] = UInt32(index)
        }
    }
}
