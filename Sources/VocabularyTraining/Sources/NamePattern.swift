/// Names with `*`, which stands for any number of bytes, and `?`, which stands for one.
public enum NamePattern {
    /// Whether a pattern fits all of a name.
    ///
    /// - Complexity: O(*n* · *m*) at worst, for a name of *n* bytes and a pattern of *m*.
    public static func matches(_ pattern: [UInt8], _ name: [UInt8]) -> Bool {
        var patternIndex = 0
        var nameIndex = 0
        var star: (pattern: Int, name: Int)?
        while nameIndex < name.count {
            if patternIndex < pattern.count, pattern[patternIndex] == UInt8(ascii: "*") {
                star = (patternIndex, nameIndex)
                patternIndex += 1
            } else if patternIndex < pattern.count,
                pattern[patternIndex] == name[nameIndex] || pattern[patternIndex] == UInt8(ascii: "?")
            {
                patternIndex += 1
                nameIndex += 1
            } else if let last = star {
                // The last star takes one byte more; earlier stars need not be tried again.
                star = (last.pattern, last.name + 1)
                patternIndex = last.pattern + 1
                nameIndex = last.name + 1
            } else {
                return false
            }
        }
        return pattern[patternIndex...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
