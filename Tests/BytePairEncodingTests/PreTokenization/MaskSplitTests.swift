import BytePairEncoding
import TestSupport
import Testing

/// Every pattern with every instruction set that this machine has.
private let combinations = SplitPattern.allCases.flatMap { pattern in
    InstructionSet.allCases.filter { $0 <= .best }.map { (pattern, $0) }
}

@Suite("Splitting by masks")
struct MaskSplitTests {
    private func expectSameEnds(
        _ bytes: [UInt8], _ pattern: SplitPattern, _ set: InstructionSet, _ comment: @autoclosure () -> String
    ) {
        let expected = PreTokenizer(pattern, instructionSet: nil).pieces(in: bytes)
        let found = PreTokenizer(pattern, instructionSet: set).pieces(in: bytes)
        guard found != expected else { return }
        let place = zip(found, expected).first { $0 != $1 }
        let start = max((place?.1.lowerBound ?? 0) - 70, 0)
        let context = String(decoding: bytes[start..<min(start + 140, bytes.count)], as: UTF8.self)
        Issue.record("\(comment()) \(pattern) \(set): \(String(describing: place)) in \(context.debugDescription)")
    }

    @Test("gives the walker's pieces on torture texts", arguments: combinations)
    func torture(pattern: SplitPattern, set: InstructionSet) {
        for seed in 0..<40 as Range<UInt64> {
            var torture = TortureText(seed: seed)
            for length in [0, 1, 5, 30, 64, 100, 400] {
                expectSameEnds(Array(torture.next(length: length).utf8), pattern, set, "seed \(seed)")
                expectSameEnds(torture.nextBytes(length: length), pattern, set, "bytes, seed \(seed)")
            }
        }
    }

    /// Mostly what the masks decide, so that runs of every kind meet every block border; now and then what they do not.
    private static let units: [[String]] = [
        ["가", "힣", "한", "ㅋ", "漢", "히"], ["a", "b", "s", "t", "re", "ll", "LL", "S", "B", "Word", "ſ"],
        ["1", "2", "34", "567", "8901"], [" ", " ", " ", "  ", "    "], ["\n", "\n\n", "\r\n", "\t", "\u{0B}"],
        [".", ",", "(", "/", "//", "…", "·", "-", "\u{0}", "\u{7F}"],
        ["'", "'", "'s", "n't", "'re", "'LL", "'ſ", "''"],
        ["é", "É", "Ж", "ж", "\u{301}", "\u{3000}", "\u{A0}", "½", "②", "①", "Ⅳ", "😀", "\u{FE0F}", "\u{85}", "仮", "ª"],
    ]

    @Test("gives the walker's pieces on text of runs", arguments: combinations)
    func runs(pattern: SplitPattern, set: InstructionSet) {
        for seed in 0..<300 as Range<UInt64> {
            var generator = SeededGenerator(seed: seed)
            // The rare kinds are left out of half of the texts, and rare in the others.
            let kinds = seed % 2 == 0 ? 7 : 8
            let longest = Int.random(in: 1...[2, 4, 9, 40, 100][Int(seed % 5)], using: &generator)
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 1...80, using: &generator) {
                var kind = Int.random(in: 0..<kinds, using: &generator)
                if kind == 7, Int.random(in: 0..<4, using: &generator) > 0 { kind = 0 }
                let units = Self.units[kind]
                for _ in 0..<Int.random(in: 1...longest, using: &generator) {
                    bytes += Array(units[Int.random(in: 0..<units.count, using: &generator)].utf8)
                }
            }
            if seed % 7 == 0 { bytes[Int.random(in: 0..<bytes.count, using: &generator)] = 0xEC }
            expectSameEnds(bytes, pattern, set, "seed \(seed)")
        }
    }

    @Test("gives the walker's pieces on short texts over few letters", arguments: combinations)
    func short(pattern: SplitPattern, set: InstructionSet) {
        let letters = ["a", "B", "가", "1", " ", "\n", ".", "'", "/", "s", "\t"]
        for seed in 0..<4000 as Range<UInt64> {
            var generator = SeededGenerator(seed: seed)
            let text = (0..<Int.random(in: 1...90, using: &generator)).map { _ in
                letters[Int.random(in: 0..<letters.count, using: &generator)]
            }
            expectSameEnds(Array(text.joined().utf8), pattern, set, "seed \(seed)")
        }
    }

    @Test(
        "gives the walker's pieces on the development texts",
        .enabled(if: SharedFiles.has("corpora/dev"), "needs ../shared"), arguments: SplitPattern.allCases)
    func corpora(pattern: SplitPattern) throws {
        for name in try SharedFiles.names(in: "corpora/dev") {
            expectSameEnds(try SharedFiles.bytes("corpora/dev/" + name), pattern, .best, name)
        }
    }
}
