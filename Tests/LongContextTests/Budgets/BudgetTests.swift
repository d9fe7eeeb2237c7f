import Testing

@testable import LongContext

/// Counts as byte-level tokenizers do, roughly: a word costs a token for each four bytes begun, white space goes along
/// with the word after it. Tokens of pieces do not add up to those of the whole.
private struct WordCounter: TokenCounting {
    let name = "words"

    func tokenCount(of text: [UInt8]) throws(LongContextError) -> Int {
        var tokens = 0
        var length = 0
        for byte in text {
            if byte == 0x20 || byte == 0x0A {
                tokens += (length + 3) / 4
                length = 1
            } else {
                length += 1
            }
        }
        return tokens + (length + 3) / 4
    }
}

private func text(_ seed: Int, words: Int) -> [UInt8] {
    var generator = SeededText(state: UInt64(seed))
    return Array(generator.text(words: words).utf8)
}

struct CutLevelTests {
    private func pieces(_ text: String, _ level: CutLevel) -> [String] {
        let bytes = Array(text.utf8)
        var start = 0
        return level.cuts(in: bytes, 0..<bytes.count).map { end in
            defer { start = end }
            return String(decoding: bytes[start..<end], as: UTF8.self)
        }
    }

    @Test("Paragraphs end after their line ends")
    func paragraphs() {
        #expect(pieces("가 나\n\n다\r\n라", .paragraph) == ["가 나\n\n", "다\r\n", "라"])
    }

    @Test("Sentences end after their mark, its closing quotes and the white space")
    func sentences() {
        #expect(
            pieces("그렇다. “정말?” 값은 3.14다! 끝…\n새 문단", .sentence)
                == ["그렇다. ", "“정말?” ", "값은 3.14다! ", "끝…\n", "새 문단"])
        #expect(pieces("가.나 다(라.) 마", .sentence) == ["가.나 다(라.) ", "마"])
    }

    @Test("Eojeol end after their white space, characters at the next one")
    func words() {
        #expect(pieces("가나  다\n라", .eojeol) == ["가나  ", "다\n", "라"])
        #expect(pieces("가 a\r\n\u{1112}\u{1161}", .character) == ["가", " ", "a", "\r\n", "\u{1112}\u{1161}"])
    }

    @Test("Pieces put together are the text, and finer cuts hold the coarser ones", arguments: 0..<20)
    func nested(seed: Int) {
        let bytes = text(seed, words: 150)
        let cuts = CutLevel.allCases.map { Set($0.cuts(in: bytes, 0..<bytes.count)) }
        #expect(cuts[0].isSubset(of: cuts[1]))
        #expect(cuts[1].isSubset(of: cuts[2]))
        #expect(cuts[2].isSubset(of: cuts[3]))
        #expect(cuts.allSatisfy { $0.contains(bytes.count) && !$0.contains(0) })
    }

    @Test("Nothing has no cuts")
    func empty() {
        for level in CutLevel.allCases { #expect(level.cuts(in: [], 0..<0).isEmpty) }
    }
}

struct PieceFitterTests {
    @Test("The piece fits, and the next cut would not", arguments: 0..<30, CutLevel.allCases)
    func longest(seed: Int, level: CutLevel) throws {
        let bytes = text(seed, words: 300)
        let fitter = PieceFitter(text: bytes, counter: WordCounter())
        let budget = 20 + seed * 7
        let piece = try #require(try fitter.longestPiece(from: 0, budget: budget, level: level, beyond: 0))
        #expect(try fitter.count(piece.range) == piece.tokens)
        #expect(piece.tokens <= budget)
        let used = try #require(piece.level)
        let cuts = used.cuts(in: bytes, 0..<bytes.count)
        let next = try #require(cuts.first { $0 > piece.range.upperBound })
        #expect(try fitter.count(0..<next) > budget)
        if used != level { #expect(try fitter.count(0..<(level.cuts(in: bytes, 0..<bytes.count)[0])) > budget) }
    }

    @Test("A text that fits is one piece without a cut")
    func whole() throws {
        let bytes = text(1, words: 50)
        let fitter = PieceFitter(text: bytes, counter: WordCounter())
        let piece = try fitter.longestPiece(from: 0, budget: 1_000_000, level: .paragraph, beyond: 0)
        let tokens = try WordCounter().tokenCount(of: bytes)
        #expect(piece == PieceFitter.Piece(range: 0..<bytes.count, tokens: tokens, level: nil))
    }
}

struct WindowPackerTests {
    @Test(
        "Windows hold their tokens exactly, cover the text and overlap by no more than asked", arguments: 0..<20,
        [CutLevel.paragraph, .sentence, .eojeol, .character])
    func windows(seed: Int, level: CutLevel) throws {
        let bytes = text(seed, words: 1_500)
        let counter = WordCounter()
        var packer = try WindowPacker(window: 200, overlap: 30, level: level, counter: counter)
        let full = try packer.add(bytes)
        let windows = full + packer.finish()
        var end = 0
        for window in windows {
            let piece = try #require(window.pieces.first)
            #expect(window.pieces.count == 1)
            #expect(window.tokens <= 200)
            #expect(try counter.tokenCount(of: Array(bytes[piece.range])) == window.tokens)
            #expect(piece.range.lowerBound + piece.overlap == end)
            #expect(piece.range.upperBound > end)
            if piece.overlap > 0 {
                #expect(try counter.tokenCount(of: Array(bytes[piece.range.lowerBound..<end])) <= 30)
            }
            end = piece.range.upperBound
        }
        #expect(end == bytes.count)
        #expect(windows.dropFirst().contains { $0.pieces[0].overlap > 0 })
    }

    @Test("Small documents share a window, a long one is cut, and what is left of it stays open")
    func several() throws {
        var packer = try WindowPacker(window: 10, separator: 1, counter: WordCounter())
        func words(_ count: Int) -> [UInt8] { Array(repeating: Array("abc ".utf8), count: count).flatMap { $0 } }
        // The last space of each text is a token of its own.
        #expect(try packer.add(words(3)).isEmpty)
        #expect(try packer.add(words(3)).isEmpty)
        let first = try packer.add(words(4))
        #expect(first.map(\.tokens) == [9])
        #expect(first[0].pieces.map(\.document) == [0, 1])
        let cut = try packer.add(words(24))
        #expect(cut.map(\.tokens) == [5, 10, 10])
        #expect(cut[1].pieces[0].cut == .eojeol)
        let last = packer.finish()
        #expect(last.map(\.tokens) == [7])
        #expect(last[0].pieces[0].range.upperBound == 24 * 4)
        #expect(last[0].pieces[0].cut == nil)
    }

    @Test("An empty document takes no tokens and is in a window all the same")
    func empty() throws {
        var packer = try WindowPacker(window: 10, counter: WordCounter())
        #expect(try packer.add([]).isEmpty)
        #expect(packer.finish().map(\.tokens) == [0])
    }

    @Test("What cannot be is refused")
    func refusals() throws {
        #expect(throws: LongContextError.self) { try WindowPacker(window: 0, counter: WordCounter()) }
        #expect(throws: LongContextError.self) { try WindowPacker(window: 5, overlap: 5, counter: WordCounter()) }
        #expect(throws: LongContextError.self) { try WindowPacker(window: 5, overlap: -1, counter: WordCounter()) }
        struct Heavy: TokenCounting {
            let name = "heavy"
            func tokenCount(of text: [UInt8]) throws(LongContextError) -> Int { text.count * 3 }
        }
        var packer = try WindowPacker(window: 8, counter: Heavy())
        #expect(throws: LongContextError.windowTooSmall(window: 8, document: 0)) { try packer.add(Array("가".utf8)) }
    }
}

struct ContextFillerTests {
    private func filler(_ context: Int, reserve: Int = 0) throws -> ContextFiller {
        try ContextFiller(
            ContextBudget(context: context, reserve: reserve), pageRule: .characters(perPage: 100),
            counter: WordCounter())
    }

    @Test("Documents that fit are whole, the first that does not is cut, the rest is left out")
    func filling() throws {
        let document = Array(String(repeating: "abc ", count: 100).utf8)
        // Each takes 101 tokens and four pages.
        var filler = try filler(300, reserve: 50)
        let placements = try (0..<4).map { _ in try filler.add(document) }
        #expect(placements[0].fit == .whole)
        #expect(placements[1].fit == .whole)
        guard case .truncated(let byte, let tokens, let page) = placements[2].fit else {
            Issue.record("the third document should be cut")
            return
        }
        #expect(tokens <= 48)
        #expect(byte % 4 == 0)
        #expect(page == byte / 100 + 1)
        #expect(placements[3].fit == .leftOut)
        #expect(filler.needed == 404)
        #expect(!filler.fits)
        #expect(filler.used == 202 + tokens)
        #expect(filler.left == 48 - tokens)
        #expect(filler.pages == 16)
        #expect(filler.pagesThatFit == 8 + Double(byte) / 100)
    }

    @Test("What is left is what the reserve leaves")
    func reserve() throws {
        var filler = try filler(1_000, reserve: 100)
        _ = try filler.add(Array("abc abc".utf8))
        #expect(filler.fits)
        #expect(filler.left == 900 - 2)
    }

    @Test("A context of nothing and a reserve of everything are refused")
    func refusals() {
        #expect(throws: LongContextError.self) { try ContextBudget(context: 0) }
        #expect(throws: LongContextError.self) { try ContextBudget(context: 100, reserve: 100) }
        #expect(throws: LongContextError.self) { try ContextBudget(context: 100, reserve: -1) }
    }
}

struct PageBudgetTests {
    @Test("260,000 tokens are 400 pages at 655 tokens a page")
    func facts() throws {
        // The facts' own figures: 1,500 characters a page need 2.29 characters a token.
        let budget = PageBudget(
            charactersPerToken: Percentiles(tenth: 1.9, fiftieth: 2.29, ninetieth: 2.6), charactersPerPage: 1_500,
            basis: "facts")
        #expect(decimal(budget.pages(inTokens: 262_144).middle, digits: 0) == "400")
        let tokens = budget.tokens(forPages: 400)
        #expect(tokens.low < tokens.middle && tokens.middle < tokens.high)
        #expect(decimal(tokens.high, digits: 0) == decimal(400 * 1_500 / 1.9, digits: 0))
    }

    @Test("The range is over genres where there are enough, else over documents")
    func basis() throws {
        func budget(genres: Int) throws -> PageBudget {
            var accumulator = CompressionAccumulator(tokenizers: ["a"], pageRules: [.typeset(.hancom)])
            for number in 0..<20 {
                accumulator.add(
                    DocumentMeasure(
                        name: [], genre: [UInt8(number % genres)], text: TextMeasure(characters: 100),
                        tokens: [100 * (number % genres + 1)], pages: [2]))
            }
            return try #require(PageBudget(accumulator.report(), tokenizer: 0, rule: 0))
        }
        #expect(try budget(genres: 5).basis == "5 genres")
        #expect(try budget(genres: 5).tokensPerPage.fiftieth == 150)
        #expect(try budget(genres: 4).basis == "20 documents")
        let nothing = CompressionAccumulator(tokenizers: ["a"], pageRules: [.typeset(.hancom)]).report()
        #expect(PageBudget(nothing, tokenizer: 0, rule: 0) == nil)
    }
}
