/// A small random generator whose whole state is its seed: SplitMix64, by Steele, Lea and Flood (OOPSLA 2014).
///
/// The same seed gives the same numbers on every machine and with every version of Swift, which the standard library
/// does not promise for its own.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) {
        state = seed
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number in `0..<bound`, by the high half of a product (Lemire, arXiv 1805.10941). The bias, at most
    /// `bound` / 2^64, is nothing here, and leaving the rejection out keeps one draw one number.
    mutating func next(below bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }
}
