import BytePairEncoding

/// Keeps tokens within a number of characters (Unicode code points).
struct CharacterLimit {
    private let limit: Int
    /// By symbol; bytes inside characters count as none.
    private var lengths: [Int32] = []

    init(_ limit: Int) {
        self.limit = limit
    }

    mutating func begin(with tokens: TokenTable) {
        lengths = (0..<tokens.count).map { index in
            Int32(tokens[TokenID(index: index)].count { $0 & 0xC0 != 0x80 })
        }
    }

    func allows(_ left: UInt32, _ right: UInt32) -> Bool {
        Int(lengths[Int(left)]) + Int(lengths[Int(right)]) <= limit
    }

    mutating func noteMerge(_ left: UInt32, _ right: UInt32) {
        lengths.append(lengths[Int(left)] + lengths[Int(right)])
    }
}
