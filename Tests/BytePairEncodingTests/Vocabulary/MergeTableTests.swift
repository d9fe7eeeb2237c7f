import TestSupport
import Testing

@testable import BytePairEncoding

@Suite struct MergeTableTests {
    /// Merges of random ids up to a limit, some of whose pairs come several times.
    private func merges(below limit: UInt32, seed: UInt64) -> [Merge] {
        var generator = SeededGenerator(seed: seed)
        var merges: [Merge] = []
        for rank in 0..<5000 as Range<UInt32> {
            var left = TokenID(UInt32.random(in: 0..<limit, using: &generator))
            var right = TokenID(UInt32.random(in: 0..<limit, using: &generator))
            if rank > 0, rank % 7 == 0, let earlier = merges.randomElement(using: &generator) {
                (left, right) = (earlier.left, earlier.right)
            }
            merges.append(Merge(left: left, right: right, result: TokenID(limit - 1 - rank)))
        }
        return merges
    }

    /// Ids that share an entry with their rank, and ids that need a table of ranks beside it.
    @Test(arguments: [6000, 1 << 20, 1 << 30] as [UInt32], [MergeOrder.listed, .byResult])
    func `of merges of the same pair the last one counts`(limit: UInt32, order: MergeOrder) {
        let merges = merges(below: limit, seed: 3)
        let table = MergeTable(merges, order: order)
        var expected: [[TokenID]: (rank: Rank, result: UInt32)] = [:]
        for (place, merge) in merges.enumerated() {
            let rank = order == .listed ? Rank(place) : merge.result.rawValue
            expected[[merge.left, merge.right]] = (rank, merge.result.rawValue)
        }
        #expect(expected.count < merges.count)
        var wrong = 0
        for (pair, merge) in expected {
            let rank = table.find(pair[0].rawValue, pair[1].rawValue)
            if rank != merge.rank || table.result(of: rank) != merge.result { wrong += 1 }
        }
        #expect(wrong == 0)
    }

    /// Filled one by one as the merges of ranked tokens are chosen, with ids that fit an entry and with wide ones.
    @Test(arguments: [6000, 1 << 30] as [UInt32])
    func `merges put in one by one are found`(limit: UInt32) {
        var expected: [[TokenID]: UInt32] = [:]
        let table = MergeTable(forRanked: 5000, idCount: Int(limit))
        #expect(table.capacity >= 5000)
        for merge in merges(below: limit, seed: 5) {
            table.insert(merge)
            expected[[merge.left, merge.right]] = merge.result.rawValue
        }
        var wrong = 0
        for (pair, result) in expected {
            let rank = table.find(pair[0].rawValue, pair[1].rawValue)
            if rank != result || table.result(of: rank) != result { wrong += 1 }
            if expected[[pair[1], pair[0]]] == nil, table.find(pair[1].rawValue, pair[0].rawValue) != MergeTable.none {
                wrong += 1
            }
        }
        #expect(wrong == 0)
    }

    @Test(arguments: [6000, 1 << 30] as [UInt32])
    func `what is no pair has no rank`(limit: UInt32) {
        let merges = merges(below: limit, seed: 4)
        let table = MergeTable(merges, order: .listed)
        let pairs = Set(merges.map { [$0.left, $0.right] })
        var found = 0
        for merge in merges where !pairs.contains([merge.right, merge.left]) {
            if table.find(merge.right.rawValue, merge.left.rawValue) != MergeTable.none { found += 1 }
        }
        #expect(found == 0)
    }
}
