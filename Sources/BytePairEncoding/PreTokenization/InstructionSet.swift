internal import CSplit

/// What the splitter is compiled for. All of them give the same pieces.
package enum InstructionSet: Int32, Sendable, CaseIterable, Comparable {
    /// What every machine of the architecture has: SSE2, NEON.
    case portable = 0
    case avx2 = 1
    /// AVX-512 with byte permutations (VBMI2).
    case avx512 = 2

    /// The best one of this machine.
    package static let best = InstructionSet(rawValue: csplit_best()) ?? .portable

    package static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}
