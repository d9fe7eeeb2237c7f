/// Byte-pair merging of long pieces in O(*n* log *n*).
///
/// The tokens form a doubly linked list over their first positions. A binary heap holds candidates as one number each,
/// rank above position, so that the smallest is the lowest rank and among equals the leftmost. Candidates are not
/// removed when a neighbour changes; a popped one counts only if the pair at its position still has that rank.
struct MergeHeap {
    private var next: [Int32] = []
    private var previous: [Int32] = []
    private var heap: [UInt64] = []

    private static let none: Int32 = -1
    /// What stands in `ids` where a token has gone into its left neighbour.
    private static let gone = UInt32.max

    /// Merges in place.
    ///
    /// - Precondition: there must be fewer than 2³¹ tokens.
    /// - Returns: how many tokens are left, at the front of `ids`.
    mutating func merge(_ ids: UnsafeMutableBufferPointer<UInt32>, _ table: MergeTable) -> Int {
        let count = ids.count
        precondition(count < Int(Int32.max), "a piece must be shorter than 2 GiB")
        next = (0..<count).map { $0 + 1 < count ? Int32($0 + 1) : Self.none }
        previous = (0..<count).map { Int32($0) - 1 }
        heap.removeAll(keepingCapacity: true)
        for index in 0..<max(count - 1, 0) {
            let rank = unsafe table.find(ids[index], ids[index + 1])
            if rank != MergeTable.none {
                heap.append(Self.candidate(rank, index))
            }
        }
        heapify()
        while let candidate = popLowest() {
            let left = Int(candidate & 0xFFFF_FFFF)
            guard unsafe ids[left] != Self.gone, next[left] != Self.none else { continue }
            let right = Int(next[left])
            let rank = unsafe table.find(ids[left], ids[right])
            guard UInt64(rank) == candidate >> 32 else { continue }
            unsafe ids[left] = table.result(of: rank)
            unsafe ids[right] = Self.gone
            next[left] = next[right]
            if next[right] != Self.none {
                previous[Int(next[right])] = Int32(left)
            }
            if previous[left] != Self.none {
                let before = Int(previous[left])
                push(unsafe table.find(ids[before], ids[left]), before)
            }
            if next[left] != Self.none {
                push(unsafe table.find(ids[left], ids[Int(next[left])]), left)
            }
        }
        return unsafe Self.closeGaps(ids)
    }

    private static func closeGaps(_ ids: UnsafeMutableBufferPointer<UInt32>) -> Int {
        var kept = 0
        for index in 0..<ids.count where unsafe ids[index] != gone {
            unsafe ids[kept] = ids[index]
            kept += 1
        }
        return kept
    }

    private static func candidate(_ rank: Rank, _ position: Int) -> UInt64 {
        UInt64(rank) << 32 | UInt64(position)
    }

    private mutating func push(_ rank: Rank, _ position: Int) {
        guard rank != MergeTable.none else { return }
        heap.append(Self.candidate(rank, position))
        var child = heap.count - 1
        while child > 0, heap[child] < heap[(child - 1) / 2] {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    private mutating func heapify() {
        var index = heap.count / 2
        while index > 0 {
            index -= 1
            sink(index)
        }
    }

    private mutating func popLowest() -> UInt64? {
        guard let lowest = heap.first, let last = heap.popLast() else { return nil }
        if !heap.isEmpty {
            heap[0] = last
            sink(0)
        }
        return lowest
    }

    private mutating func sink(_ start: Int) {
        var parent = start
        while true {
            var child = 2 * parent + 1
            guard child < heap.count else { return }
            if child + 1 < heap.count, heap[child + 1] < heap[child] {
                child += 1
            }
            guard heap[child] < heap[parent] else { return }
            heap.swapAt(child, parent)
            parent = child
        }
    }
}
