import TestSupport
import Testing

@testable import BytePairEncoding

/// Pieces merged by themselves: by scanning, in registers where the instruction set has them, and by the heap.
@Suite struct PieceMergerTests {
    private static let sets = FreshPieceTests.instructionSets.compactMap(\.self)

    /// Of few letters, so that equal ranks stand side by side, and of many, so that few rules apply.
    @Test(arguments: sets, ["ab", "abc", "abcdefgh"])
    func `every length has the ids of the reference`(set: InstructionSet, alphabet: String) throws {
        let letters = Array(alphabet.utf8)
        var generator = SeededGenerator(seed: 12)
        for seed in 0..<3 as Range<UInt64> {
            let vocabulary = try SmallVocabulary.random(merges: 120, alphabet: letters, seed: seed)
            let reference = ReferenceEncoder(vocabulary)
            let merger = PieceMerger(vocabulary, usesUnits: false, mergesLongPiecesWhole: true, instructionSet: set)
            var different: [Int] = []
            for length in Array(1...PieceMerger.scanLimit + 2) + [200, 300] {
                let piece = (0..<length).map { _ in letters.randomElement(using: &generator) ?? 0 }
                let ids = unsafe Array(merger.merge(piece.span)).map { TokenID($0) }
                if ids != reference.encode(piece) { different.append(length) }
            }
            #expect(different.isEmpty, "lengths, seed \(seed)")
        }
    }

    @Test(arguments: sets)
    func `no rule applies to the first, to the last and to none`(set: InstructionSet) throws {
        let bytes = try SmallVocabulary.bytes()
        let merger = PieceMerger(bytes, usesUnits: false, instructionSet: set)
        for length in [1, 2, 15, 16, 17, 127, 128, 129] {
            let piece = [UInt8](repeating: 0x61, count: length)
            #expect(unsafe Array(merger.merge(piece.span)) == piece.map { UInt32($0) })
        }
    }
}
