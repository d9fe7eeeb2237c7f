/// Goes through several runs at once in the order of the pieces' bytes and adds up the counts of equal pieces.
///
/// The runs wait in a heap, ordered by their current pieces; the first eight bytes decide most comparisons.
struct RunMerger {
    private var heap: [RunReader] = []
    /// The current piece and its count in all runs.
    private(set) var piece: [UInt8] = []
    private(set) var count = 0

    init(_ readers: [RunReader]) throws(TrainingError) {
        for reader in readers {
            guard try reader.next() else { continue }
            heap.append(reader)
            rise(heap.count - 1)
        }
    }

    /// Goes on to the next piece.
    ///
    /// - Returns: false at the end.
    mutating func next() throws(TrainingError) -> Bool {
        guard let first = heap.first else { return false }
        piece.removeAll(keepingCapacity: true)
        piece.append(contentsOf: first.buffer[first.range])
        let prefix = first.prefix
        count = first.count
        try advance()
        while let next = heap.first, next.prefix == prefix, isCurrent(next) {
            try PieceCounts.increase(&count, by: next.count)
            try advance()
        }
        return true
    }

    private func isCurrent(_ reader: RunReader) -> Bool {
        reader.range.count == piece.count && reader.buffer[reader.range].elementsEqual(piece)
    }

    /// Moves the first run on and puts it in its place.
    private mutating func advance() throws(TrainingError) {
        if try !heap[0].next() {
            let last = heap.removeLast()
            if heap.isEmpty { return }
            heap[0] = last
        }
        var index = 0
        while true {
            var child = 2 * index + 1
            guard child < heap.count else { return }
            if child + 1 < heap.count, Self.precedes(heap[child + 1], heap[child]) { child += 1 }
            guard Self.precedes(heap[child], heap[index]) else { return }
            heap.swapAt(child, index)
            index = child
        }
    }

    private mutating func rise(_ start: Int) {
        var index = start
        while index > 0, Self.precedes(heap[index], heap[(index - 1) / 2]) {
            heap.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    private static func precedes(_ one: RunReader, _ other: RunReader) -> Bool {
        guard one.prefix == other.prefix else { return one.prefix < other.prefix }
        return one.buffer[one.range].lexicographicallyPrecedes(other.buffer[other.range])
    }
}
