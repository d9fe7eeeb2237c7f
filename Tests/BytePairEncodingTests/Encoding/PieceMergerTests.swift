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

    /// Rules whose ids do not follow their ranks, and one that comes twice, of which the last one counts.
    @Test(arguments: sets)
    func `ids need not follow the ranks`(set: InstructionSet) throws {
        var tokens = TokenTable((UInt8.min...UInt8.max).map { [$0] })
        func join(_ left: TokenID, _ right: TokenID) -> Merge {
            Merge(left: left, right: right, result: tokens.append(merging: left, right))
        }
        let (a, b) = (TokenID(0x61), TokenID(0x62))
        let ab = join(a, b)
        let ba = join(b, a)
        let aba = join(ab.result, a)
        let bb = join(b, b)
        let vocabulary = try Vocabulary(tokens: tokens, merges: [ab, bb, aba, ba, ab])
        let reference = ReferenceEncoder(vocabulary)
        let merger = PieceMerger(vocabulary, usesUnits: false, instructionSet: set)
        var generator = SeededGenerator(seed: 13)
        for length in 1...100 {
            let piece = (0..<length).map { _ in UInt8.random(in: 0x61...0x62, using: &generator) }
            let ids = unsafe Array(merger.merge(piece.span)).map { TokenID($0) }
            let isSame = ids == reference.encode(piece)
            #expect(isSame, "\(length) bytes")
        }
    }

    /// Where merging by windows begins, and some windows on.
    @Test(arguments: sets)
    func `windows give the ids of the whole`(set: InstructionSet) throws {
        var generator = SeededGenerator(seed: 14)
        let vocabulary = try SmallVocabulary.random(merges: 200, alphabet: Array("abcdef".utf8), seed: 5)
        let windows = PieceMerger(vocabulary, usesUnits: false, instructionSet: set)
        let whole = PieceMerger(
            vocabulary, usesUnits: false, mergesLongPiecesWhole: true, instructionSet: .portable)
        for length in [255, 256, 257, 258, 383, 384, 385, 1000, 5000] {
            let piece = (0..<length).map { _ in UInt8.random(in: 0x61...0x66, using: &generator) }
            let isSame = unsafe Array(windows.merge(piece.span)) == Array(whole.merge(piece.span))
            #expect(isSame, "\(length) bytes")
        }
    }

    @Test(arguments: sets)
    func `without rules every byte stays`(set: InstructionSet) throws {
        let bytes = try SmallVocabulary.bytes()
        let merger = PieceMerger(bytes, usesUnits: false, instructionSet: set)
        for length in [1, 2, 15, 16, 17, 127, 128, 129] {
            let piece = [UInt8](repeating: 0x61, count: length)
            #expect(unsafe Array(merger.merge(piece.span)) == piece.map { UInt32($0) })
        }
    }
}
