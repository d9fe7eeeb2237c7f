import BytePairEncoding

/// A set of code points as sorted ranges.
struct CodePointSet: Sendable {
    /// First and last of each range, in order.
    let ranges: [UInt32]

    init(ranges: [UInt32]) {
        self.ranges = ranges
    }

    /// - Complexity: O(log *n*) in the number of ranges.
    func contains(_ codePoint: UInt32) -> Bool {
        var low = 0
        var high = ranges.count / 2
        while low < high {
            let middle = (low + high) / 2
            if ranges[2 * middle] <= codePoint { low = middle + 1 } else { high = middle }
        }
        return low > 0 && codePoint <= ranges[2 * low - 1]
    }
}

/// The sets of characters that the reference library's components ask for.
///
/// Most come from the tables of the core; those with data of their own follow another version of Unicode there.
enum ReferenceSets {
    /// `char::is_whitespace`, and `\s` of every engine.
    static func isWhiteSpace(_ codePoint: UInt32) -> Bool {
        UnicodeClassTable.shared.unicodeClass(of: codePoint) == .space
    }

    /// `\w` of Rust's regex crate.
    static func isWord(_ codePoint: UInt32) -> Bool {
        isLetterOrMark(codePoint) || words.contains(codePoint)
    }

    static func isLetterOrMark(_ codePoint: UInt32) -> Bool {
        switch UnicodeClassTable.shared.unicodeClass(of: codePoint) {
        case .uppercase, .lowercase, .titlecase, .modifierLetter, .otherLetter, .mark: true
        default: false
        }
    }
}
