import BytePairEncoding
import Testing

/// The switch of the benchmarks: `MALMOI_INSTRUCTION_SET`.
@Suite struct InstructionSetTests {
    @Test(arguments: InstructionSet.allCases)
    func `a name chooses a set that the machine has, and no other`(best: InstructionSet) {
        for (name, set) in [("portable", InstructionSet.portable), ("avx2", .avx2), ("avx512", .avx512)] {
            #expect(InstructionSet.chosen(by: Array(name.utf8), on: best) == min(set, best))
        }
        for name in ["", "AVX2", "avx2 ", "avx", "neon", "0"] {
            #expect(InstructionSet.chosen(by: Array(name.utf8), on: best) == best, "\(name)")
        }
        #expect(InstructionSet.chosen(by: nil, on: best) == best)
    }
}
