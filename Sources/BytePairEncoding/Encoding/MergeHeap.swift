/// Byte-pair merging of long pieces in O(*n* log *n*).
///
/// The tokens form a doubly linked list over their first positions. A binary heap holds candidates as one number each,
/// rank above position, so that the smallest is the lowest rank and among equals the leftmost. Candidates are not
/// removed when a neighbour changes; a popped one counts only if the pair at its position still has that rank.
@safe
final class MergeHeap {
    private var capacity = 0
    private var next: UnsafeMutablePointer<Int32>
    private var previous: UnsafeMutablePointer<Int32>
    /// At most three candidates for each token: one at the start, two for each merge.
    private var heap: UnsafeMutablePointer<UInt64>
    private var heapCount = 0

    init() {
        unsafe next = .allocate(capacity: 1)
        unsafe previous = .allocate(capacity: 1)
        unsafe heap = .allocate(capacity: 1)
    }

    deinit {
        free()
    }

    private func free() {
        unsafe next.deallocate()
        unsafe previous.deallocate()
        unsafe heap.deallocate()
    }

    private func reserve(_ count: Int) {
        guard count > capacity else { return }
        free()
        capacity = count + count / 2
        unsafe next = .allocate(capacity: capacity)
        unsafe previous = .allocate(capacity: capacity)
        unsafe heap = .allocate(capacity: capacity * 3)
    }

    private static let none: Int32 = -1
    /// What stands in `ids` where a token has gone into its left neighbour.
    private static let gone = UInt32.max

    /// Merges in place.
    ///
    /// - Precondition: there must be fewer than 2³¹ tokens.
    /// - Returns: how many tokens are left, at the front of `ids`.
    @unsafe
    func merge(_ ids: UnsafeMutableBufferPointer<UInt32>, _ table: MergeTable) -> Int {
        let count = ids.count
        precondition(count < Int(Int32.max), "a piece must be shorter than 2 GiB")
        reserve(count)
        let next = unsafe self.next
        let previous = unsafe self.previous
        heapCount = 0
        for index in 0..<count {
            unsafe next[index] = index + 1 < count ? Int32(truncatingIfNeeded: index + 1) : Self.none
            unsafe previous[index] = Int32(truncatingIfNeeded: index) - 1
            guard index + 1 < count else { continue }
            let rank = unsafe table.find(ids[index], ids[index + 1])
            if rank != MergeTable.none {
                unsafe heap[heapCount] = Self.candidate(rank, index)
                heapCount += 1
            }
        }
        heapify()
        while let candidate = popLowest() {
            let left = Int(truncatingIfNeeded: candidate & 0xFFFF_FFFF)
            guard unsafe ids[left] != Self.gone && next[left] != Self.none else { continue }
            let right = unsafe Int(next[left])
            let rank = unsafe table.find(ids[left], ids[right])
            guard UInt64(rank) == candidate >> 32 else { continue }
            unsafe ids[left] = table.result(of: rank)
            unsafe ids[right] = Self.gone
            let behind = unsafe Int(next[right])
            unsafe next[left] = Int32(truncatingIfNeeded: behind)
            if behind != Int(Self.none) {
                unsafe previous[behind] = Int32(truncatingIfNeeded: left)
                unsafe push(table.find(ids[left], ids[behind]), left)
            }
            let before = unsafe Int(previous[left])
            if before >= 0 {
                unsafe push(table.find(ids[before], ids[left]), before)
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

    @inline(__always)
    private static func candidate(_ rank: Rank, _ position: Int) -> UInt64 {
        UInt64(rank) << 32 | UInt64(truncatingIfNeeded: position)
    }

    @inline(__always)
    private func push(_ rank: Rank, _ position: Int) {
        guard rank != MergeTable.none else { return }
        let heap = unsafe self.heap
        let candidate = Self.candidate(rank, position)
        var child = heapCount
        heapCount &+= 1
        while child > 0 {
            let parent = (child &- 1) / 2
            let above = unsafe heap[parent]
            guard candidate < above else { break }
            unsafe heap[child] = above
            child = parent
        }
        unsafe heap[child] = candidate
    }

    private func heapify() {
        var index = heapCount / 2
        while index > 0 {
            index &-= 1
            sink(index)
        }
    }

    @inline(__always)
    private func popLowest() -> UInt64? {
        guard heapCount > 0 else { return nil }
        let lowest = unsafe heap[0]
        heapCount &-= 1
        if heapCount > 0 {
            unsafe heap[0] = heap[heapCount]
            sink(0)
        }
        return lowest
    }

    @inline(__always)
    private func sink(_ start: Int) {
        let heap = unsafe self.heap
        let count = heapCount
        let sunk = unsafe heap[start]
        var parent = start
        while true {
            var child = 2 &* parent &+ 1
            guard child < count else { break }
            if child &+ 1 < count, unsafe heap[child &+ 1] < heap[child] {
                child &+= 1
            }
            let below = unsafe heap[child]
            guard below < sunk else { break }
            unsafe heap[parent] = below
            parent = child
        }
        unsafe heap[parent] = sunk
    }
}
