internal import CSplit

#if canImport(Glibc)
internal import Glibc
#endif

/// What the splitter is compiled for. All of them give the same pieces.
package enum InstructionSet: Int32, Sendable, CaseIterable, Comparable {
    /// What every machine of the architecture has: SSE2, NEON.
    case portable = 0
    case avx2 = 1
    /// AVX-512 with byte permutations (VBMI2).
    case avx512 = 2

    /// The one that is used: the best of this machine, or the lesser one that the environment variable
    /// `MALMOI_INSTRUCTION_SET` names, which is there for measuring and for tests.
    package static let best = chosen(
        by: environmentName, on: InstructionSet(rawValue: csplit_best()) ?? .portable)

    /// What a name makes of the best set of a machine. A name that is none, or is that of a set which the machine does
    /// not have, changes nothing: a library must not end a process for a variable.
    package static func chosen(by name: [UInt8]?, on best: Self) -> Self {
        let wanted: Self? =
            switch name {
            case Array("portable".utf8): .portable
            case Array("avx2".utf8): .avx2
            case Array("avx512".utf8): .avx512
            default: nil
            }
        return min(wanted ?? best, best)
    }

    private static var environmentName: [UInt8]? {
        #if canImport(Glibc)
        guard let value = unsafe getenv("MALMOI_INSTRUCTION_SET") else { return nil }
        return unsafe Array(UnsafeRawBufferPointer(start: value, count: strlen(value)))
        #else
        return nil
        #endif
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}
