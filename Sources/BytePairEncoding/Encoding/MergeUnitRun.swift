/// How one unit of three or four bytes is merged when it stands by itself.
///
/// Vectors of four instead of arrays: 43,336 runs are made at once, and allocating dominated.
struct MergeUnitRun {
    /// The tokens at the end, and how many they are.
    private(set) var result = SIMD4<UInt32>()
    private(set) var resultCount: Int
    /// The first and the last token of every state, from the bytes to the end; one may come twice.
    private(set) var firsts = SIMD4<UInt32>()
    private(set) var lasts = SIMD4<UInt32>()
    private(set) var stateCount = 1
    /// The highest rank that was used.
    private(set) var highestRank: Rank = 0

    /// Whether nothing was merged.
    var isTrivial: Bool { stateCount == 1 }

    init(_ bytes: SIMD4<UInt8>, count: Int, _ byteTokens: [TokenID], _ table: MergeTable) {
        resultCount = count
        for index in 0..<count {
            result[index] = byteTokens[Int(bytes[index])].rawValue
        }
        firsts[0] = result[0]
        lasts[0] = result[count - 1]
        while resultCount > 1 {
            var best = (index: 0, rank: MergeTable.none)
            for index in 0..<resultCount - 1 {
                let rank = table.find(result[index], result[index + 1])
                if rank < best.rank { best = (index, rank) }
            }
            if best.rank == MergeTable.none { break }
            highestRank = max(highestRank, best.rank)
            result[best.index] = table.result(of: best.rank)
            for index in best.index + 1..<3 {
                result[index] = result[index + 1]
            }
            resultCount -= 1
            firsts[stateCount] = result[0]
            lasts[stateCount] = result[resultCount - 1]
            stateCount += 1
        }
    }
}
