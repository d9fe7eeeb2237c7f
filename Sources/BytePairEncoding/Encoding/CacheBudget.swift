/// The memory that the caches of one encoder may take together: each text gets the tables that it needs, for short
/// words or for wide pieces.
@safe
final class CacheBudget {
    /// The largest table of a power of two of bytes.
    let largestTable: Int
    private var left: Int

    init(byteCount: Int) {
        var largest = 1
        while largest <= byteCount / 2 {
            largest *= 2
        }
        largestTable = largest
        left = byteCount
    }

    /// Takes what a table starts with, whether there is enough or not.
    func take(_ byteCount: Int) {
        left -= byteCount
    }

    /// Whether doubling a table takes more than half of what is left: better to wait then, another may need it more.
    func isTight(forDoubling byteCount: Int) -> Bool {
        byteCount > left / 2
    }

    /// Takes what a table needs to become some times as large, by the first of some factors for which there is enough.
    ///
    /// - Returns: the factor, or nil if there is no room.
    func grow(from byteCount: Int, by factors: [Int]) -> Int? {
        for factor in factors where (factor - 1) * byteCount <= left {
            left -= (factor - 1) * byteCount
            return factor
        }
        return nil
    }
}
