import BytePairEncoding
import TestSupport
import Testing

@Suite("Hand-written splits")
struct SplitOracleTests {
    @Test("equal their regexes on generated text", arguments: SplitPattern.allCases, 0..<8 as Range<UInt64>)
    func equalRegexes(pattern: SplitPattern, seed: UInt64) throws {
        let oracle = try RegexSplitOracle(pattern)
        let preTokenizer = PreTokenizer(pattern)
        var torture = TortureText(seed: seed &* 7919 &+ 1)
        for length in [1, 2, 3, 4, 5, 6, 8, 12, 20, 50, 200] {
            for _ in 0..<40 {
                let text = torture.next(length: length)
                let expected = oracle.pieces(in: text)
                let found = preTokenizer.pieces(in: Array(text.utf8))
                #expect(
                    found == expected, "seed \(seed), text \(text.unicodeScalars.map { String($0.value, radix: 16) })")
            }
        }
    }

    @Test("give the same pieces in batches of any size", arguments: SplitPattern.allCases)
    func batches(pattern: SplitPattern) {
        let preTokenizer = PreTokenizer(pattern)
        var torture = TortureText(seed: 11)
        let text = Array(torture.next(length: 500).utf8)
        let whole = preTokenizer.pieces(in: text)
        for size in [1, 2, 7, 100] {
            var ends: [Int] = []
            var all: [Int] = []
            var start = 0
            while start < text.count {
                start = preTokenizer.findPieces(in: text.span, from: start, maximumCount: size, ends: &ends)
                all += ends
            }
            #expect(all == whole.map(\.upperBound))
        }
    }

    @Test("cover random bytes without a gap", arguments: SplitPattern.allCases)
    func randomBytes(pattern: SplitPattern) {
        let preTokenizer = PreTokenizer(pattern)
        var torture = TortureText(seed: 5)
        for _ in 0..<200 {
            let bytes = torture.nextBytes(length: 40)
            let pieces = preTokenizer.pieces(in: bytes)
            #expect(pieces.first?.lowerBound == 0)
            #expect(pieces.last?.upperBound == bytes.count)
            #expect(zip(pieces, pieces.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound && !$0.isEmpty })
        }
    }

    @Test("are found by their regexes", arguments: SplitPattern.allCases)
    func foundByRegex(pattern: SplitPattern) {
        #expect(SplitPattern(regexes: pattern.regexes) == pattern)
        #expect(SplitPattern(regexes: pattern.regexes.map { $0 + "x" }) == nil)
    }

    @Test(
        "cut Korean text where people expect it",
        arguments: [
            (SplitPattern.malmoi, "한국어를 배웁니다. 또", ["한국어를", " 배웁니다.", " 또"]),
            (.malmoi, "끝.\n\n다음...\n", ["끝.\n\n", "다음", "...\n"]),
            (.malmoi, "v.1 a.b c, 약 1200개", ["v", ".", "1", " a", ".b", " c,", " 약", " 120", "0", "개"]),
            (.malmoi, "2026년 11월", ["202", "6", "년", " 11", "월"]),
            (.malmoi, "좋아요ㅋㅋㅋ ㅠㅠ!!\n", ["좋아요ㅋㅋㅋ", " ㅠㅠ", "!!\n"]),
            (.malmoiWide, "한국어를 배웁니다. 또 봐요", ["한국어를 배웁니다.", " 또 봐요"]),
            (.gpt2, "한국어를 2026 배웁니다", ["한국어를", " 2026", " 배웁니다"]),
            (.kExaone, "나는 2개를", ["나는", " ", "2", "개를"]),
        ] as [(SplitPattern, String, [String])])
    func examples(pattern: SplitPattern, text: String, expected: [String]) {
        let bytes = Array(text.utf8)
        let pieces = PreTokenizer(pattern).pieces(in: bytes).map { Array(bytes[$0]) }
        #expect(pieces == expected.map { Array($0.utf8) })
    }

    @Test("keep an Old Hangul block whole", arguments: [SplitPattern.malmoi, .malmoiWide])
    func oldHangul(pattern: SplitPattern) {
        // 나랏 with a tone mark, then ᄊᆞᆷ as three jamo.
        let text = Array("나\u{302E}랏 \u{110A}\u{119E}\u{11B7}".utf8)
        let pieces = PreTokenizer(pattern).pieces(in: text)
        #expect(pieces.count == (pattern == .malmoi ? 2 : 1))
    }
}
