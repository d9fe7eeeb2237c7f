/// The memory that the caches of one encoder may take together: each text gets the tables that it needs, short words
/// or wide pieces.
@safe
final class CacheBudget {
    private var left: Int

    init(byteCount: Int) {
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

    /// How many lines a table may have next: four times as many as now, of many lines or in little room twice as many;
    /// nil if there is no room.
    ///
    /// What is granted is taken; while a table is copied into its larger one, both are there.
    func grow(from count: Int, lineBytes: Int) -> Int? {
        let isLarge = count * lineBytes >= 16 << 20
        for factor in isLarge ? [2] : [4, 2] where (factor - 1) * count * lineBytes <= left {
            left -= (factor - 1) * count * lineBytes
            return factor * count
        }
        return nil
    }
}
