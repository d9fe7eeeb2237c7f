/// The memory that the caches of one encoder may take together: each text gets the tables that it needs, for short
/// words or for wide pieces.
@safe
final class CacheBudget {
    /// How much memory a large table asks for at once, to grow in place: it costs nothing until it is used, but a system
    /// may refuse more. A table that becomes larger still is copied.
    let reserve: Int
    private var left: Int

    init(byteCount: Int) {
        var most = 1
        while most <= min(byteCount, 128 << 20) / 2 {
            most *= 2
        }
        reserve = most
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
