/// Pairs that may be merged next, the best at the top.
///
/// Counts fall while pairs wait. A candidate is not moved then: whoever takes it looks at the count of the pair and
/// puts it back with the right one.
struct CandidateHeap: ~Copyable {
    private var items = Memory<MergeCandidate>(capacity: 1 << 12)

    /// The best candidate; nil if there is none.
    @inline(__always)
    var best: MergeCandidate? {
        items.count == 0 ? nil : items[0]
    }

    mutating func insert(_ item: MergeCandidate) {
        items.append(item)
        var index = items.count - 1
        while index > 0 {
            let parent = (index &- 1) >> 1
            guard items[parent].isWorse(than: item) else { break }
            items[index] = items[parent]
            index = parent
        }
        items[index] = item
    }

    mutating func removeBest() {
        let last = items.removeLast()
        if items.count > 0 { replaceBest(with: last) }
    }

    mutating func replaceBest(with item: MergeCandidate) {
        var index = 0
        while true {
            var child = 2 &* index &+ 1
            guard child < items.count else { break }
            if child &+ 1 < items.count, items[child].isWorse(than: items[child &+ 1]) { child &+= 1 }
            guard item.isWorse(than: items[child]) else { break }
            items[index] = items[child]
            index = child
        }
        items[index] = item
    }
}
