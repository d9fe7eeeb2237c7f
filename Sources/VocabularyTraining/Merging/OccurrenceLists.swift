/// The words in which each pair occurs: lists of numbers in one memory.
///
/// A pair is born with all its occurrences, when its newer symbol is made, and only loses some later. So a list never
/// grows: it gets a block of the next power of two and gives it back when its pair is merged or has become too rare.
struct OccurrenceLists: ~Copyable {
    private var cells = Memory<UInt32>(capacity: 1 << 12)
    /// The first free block of each size, as a power of two; its first cell names the next one.
    private var freeBlocks = Memory<UInt32>(repeating: none, count: 33)
    static let none = UInt32.max

    /// A block for so many words.
    ///
    /// - Parameter length: at least 1.
    mutating func allocate(_ length: UInt32) -> UInt32 {
        let size = Self.size(length)
        let free = freeBlocks[size]
        if free != Self.none {
            freeBlocks[size] = cells[Int(free)]
            return free
        }
        let block = cells.count
        precondition(block < Int(UInt32.max) - (1 << size), "the lists of occurrences must fit 32 bits")
        cells.append(repeating: 0, count: 1 << size)
        return UInt32(block)
    }

    mutating func release(_ block: UInt32, length: UInt32) {
        let size = Self.size(length)
        cells[Int(block)] = freeBlocks[size]
        freeBlocks[size] = block
    }

    @inline(__always)
    subscript(index: UInt32) -> UInt32 {
        get { cells[Int(index)] }
        set { cells[Int(index)] = newValue }
    }

    @inline(__always)
    private static func size(_ length: UInt32) -> Int {
        length <= 1 ? 0 : 32 - (length - 1).leadingZeroBitCount
    }
}
