import Testing

@testable import LongContext

/// A page of one line makes every page start a line start, so the tests can see where lines begin.
private func oneLinePages(
    columns: Double, breaking: LineBreaking = .eojeol, widths: CharacterWidths = .cells
) -> PageStyle {
    PageStyle(
        paper: Paper(width: columns * 25.4 / 7.2, height: 25.4 / 7.2),
        margins: PageMargins(left: 0, right: 0, top: 0, bottom: 0), fontSize: 10, lineSpacing: .exactly(points: 10),
        widths: widths, breaking: breaking)
}

/// The text cut into its lines.
private func lines(_ text: String, _ style: PageStyle) throws -> [String] {
    let bytes = Array(text.utf8)
    let starts = try PageMeasure(of: bytes, style: style).pageStarts
    return starts.indices.map { index in
        let end = index + 1 < starts.count ? starts[index + 1] : bytes.count
        return String(decoding: bytes[starts[index]..<end], as: UTF8.self)
    }
}

struct TypesetterTests {
    @Test("Hancom's page takes 42 syllables by 41 lines, the 11 pt report 38 by 37")
    func capacity() throws {
        for (style, columns, rows) in [(PageStyle.hancom, 42, 41), (.report, 38, 37)] {
            let line = String(repeating: "가", count: columns)
            #expect(try PageMeasure(of: Array(line.utf8), style: style).lines == 1)
            #expect(try PageMeasure(of: Array((line + "가").utf8), style: style).lines == 2)
            let page = String(repeating: line + "\n", count: rows)
            let full = try PageMeasure(of: Array(page.utf8), style: style)
            #expect(full.pages == 1)
            let over = try PageMeasure(of: Array((page + "가").utf8), style: style)
            #expect(over.pageStarts == [0, page.utf8.count])
            #expect(over.pages == 1 + 1 / Double(rows))
        }
    }

    @Test("A line ends at a space by eojeol and anywhere between syllables by syllable")
    func eojeolAndSyllable() throws {
        let text = "하늘과 바람과 별과 시"
        #expect(try lines(text, oneLinePages(columns: 6)) == ["하늘과 ", "바람과 별과 ", "시"])
        #expect(
            try lines(text, oneLinePages(columns: 6, breaking: .syllable)) == ["하늘과 바람", "과 별과 시"])
    }

    @Test("A word that is longer than a line is cut")
    func longWord() throws {
        #expect(try lines("가나다라마바사", oneLinePages(columns: 3)) == ["가나다", "라마바", "사"])
        #expect(try lines("아 가나다라마", oneLinePages(columns: 3)) == ["아 ", "가나다", "라마"])
    }

    @Test(
        "No line begins with closing punctuation, none ends with an opening bracket",
        arguments: [
            ("가나다라.", ["가나다", "라."]), ("가나다라!", ["가나다", "라!"]), ("가나다(라", ["가나다", "(라"]),
            ("가나다라」마", ["가나다", "라」마"]), ("가나다라%", ["가나다", "라%"]), ("가나다라…", ["가나다", "라…"]),
        ])
    func kinsoku(text: String, expected: [String]) throws {
        #expect(try lines(text, oneLinePages(columns: 4, breaking: .syllable)) == expected)
    }

    @Test("Latin words and numbers stay whole, hyphens let go")
    func latin() throws {
        let style = oneLinePages(columns: 5, breaking: .syllable)
        #expect(try lines("가나 tokenizer", style) == ["가나 ", "tokenizer"])
        #expect(try lines("가나다 1,234.5", style) == ["가나다 ", "1,234.5"])
        #expect(try lines("가 state-of", style) == ["가 state-", "of"])
        #expect(try lines("가나다라abc", style) == ["가나다라", "abc"])
    }

    @Test("Spaces hang over the end of a line")
    func hangingSpaces() throws {
        #expect(try lines("가나다라   마", oneLinePages(columns: 4)) == ["가나다라   ", "마"])
    }

    @Test("Tabs go to stops, and to the next line where no stop is left")
    func tabs() throws {
        var style = oneLinePages(columns: 10)
        style.tabStop = 40
        #expect(try lines("가\t나나나나나나", style) == ["가\t나나나나나나"])
        #expect(try lines("가\t나나나나나나나", style) == ["가\t", "나나나나나나나"])
        #expect(try lines("가나다라마바사아자\t차", style) == ["가나다라마바사아자", "\t차"])
    }

    @Test("CR LF, CR and LF end a paragraph once; the last line end opens no line")
    func lineEnds() throws {
        let style = oneLinePages(columns: 10)
        #expect(try PageMeasure(of: Array("가\r\n나\r\n".utf8), style: style).lines == 2)
        #expect(try PageMeasure(of: Array("가\r나\r".utf8), style: style).lines == 2)
        #expect(try PageMeasure(of: Array("가\n\n나".utf8), style: style).lines == 3)
        #expect(try PageMeasure(of: Array("\n\n".utf8), style: style).lines == 2)
        #expect(try PageMeasure(of: Array("가\u{2029}나".utf8), style: style).lines == 2)
    }

    @Test("A form feed goes to the next page and never leaves an empty one")
    func formFeed() throws {
        let measure = try PageMeasure(of: Array("\u{C}가\u{C}\u{C}나".utf8), style: .hancom)
        #expect(measure.pageStarts == [1, 6])
        #expect(measure.characters == 2)
    }

    @Test("A text without characters has no pages")
    func empty() throws {
        let measure = try PageMeasure(of: [], style: .hancom)
        #expect(measure.pages == 0)
        #expect(measure.pageStarts.isEmpty)
        #expect(measure.page(ofByteAt: 0) == 0)
    }

    @Test("Space after paragraphs takes room, but none at the foot of a page")
    func paragraphSpacing() throws {
        var style = PageStyle.hancom
        style.spaceAfterParagraph = 16
        let text = Array(String(repeating: "가\n", count: 21).utf8)
        #expect(try PageMeasure(of: text, style: style).pageStarts.count == 1)
        #expect(try PageMeasure(of: text + Array("가".utf8), style: style).pageStarts.count == 2)
    }

    @Test("Word's spacing is a multiple of the font's line, Hancom's of its size")
    func lineSpacing() throws {
        var style = PageStyle.hancom
        let hancom = try PageGeometry(style)
        style.lineSpacing = .ofLineHeight(multiple: 1.6, natural: 1.15)
        let word = try PageGeometry(style)
        #expect(hancom.linePitch == 1600)
        #expect(hancom.lineHeight == 1000)
        #expect(word.linePitch == 1840)
        #expect(word.lineHeight == 1840)
    }

    @Test("Conjoining jamo take the room of their block, and a final without a block its own")
    func jamo() throws {
        var style = oneLinePages(columns: 2)
        #expect(try lines("\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}", style).count == 1)
        #expect(try lines("가\u{11AB}나\u{11AB}\u{11AB}", style).count == 1)
        style = oneLinePages(columns: 1.5)
        style.tabStop = 10
        #expect(try lines("\t\u{11AB}", style) == ["\t", "\u{11AB}"])
    }

    @Test("The page of a byte is found from the page starts")
    func pageOfByte() throws {
        let text = String(repeating: "가\n", count: 100)
        let measure = try PageMeasure(of: Array(text.utf8), style: .hancom)
        #expect(measure.pageStarts == [0, 41 * 4, 82 * 4])
        #expect(measure.page(ofByteAt: 0) == 1)
        #expect(measure.page(ofByteAt: 41 * 4 - 1) == 1)
        #expect(measure.page(ofByteAt: 41 * 4) == 2)
        #expect(measure.page(ofByteAt: 1_000_000) == 3)
    }

    @Test("The fast typesetter begins its lines where the reference does", arguments: 0..<60, LineBreaking.allCases)
    func reference(seed: Int, breaking: LineBreaking) throws {
        var generator = SeededText(state: UInt64(seed))
        let text = generator.text(words: 400)
        for widths in [CharacterWidths.cells, .nanumGothic] {
            let style = oneLinePages(columns: 20, breaking: breaking, widths: widths)
            let expected = ReferenceTypesetter(geometry: try PageGeometry(style)).lineStarts(text)
            #expect(try PageMeasure(of: Array(text.utf8), style: style).pageStarts == expected)
        }
    }

    @Test("The measure does not depend on how the bytes arrive, valid or not", arguments: 0..<40)
    func pieces(seed: Int) throws {
        var generator = SeededText(state: UInt64(seed))
        var bytes = Array(generator.text(words: 200).utf8)
        for _ in 0..<20 { bytes.insert(UInt8(generator.next(256)), at: generator.next(bytes.count)) }
        for rule in [PageRule.typeset(.hancom), .manuscript200, .characters(perPage: 100)] {
            let whole = try PageMeasure(of: bytes, rule: rule)
            var typesetter = try Typesetter(rule)
            var start = 0
            while start < bytes.count {
                let end = min(bytes.count, start + generator.next(6))
                typesetter.append(Array(bytes[start..<end]))
                start = end
            }
            #expect(typesetter.finish() == whole)
        }
    }

    @Test("Bytes that are no UTF-8 count one by one")
    func invalid() throws {
        #expect(try PageMeasure(of: [0xFF, 0xEA, 0xB0], style: .hancom).characters == 3)
        #expect(try PageMeasure(of: [0xED, 0xA0, 0x80, 0xF0, 0x9F], style: .hancom).characters == 5)
    }

    @Test("A page without room is refused and says why")
    func refusals() {
        var style = PageStyle.hancom
        style.margins = PageMargins(left: 105, right: 105, top: 0, bottom: 0)
        #expect(throws: LongContextError.self) { try PageMeasure(of: [], style: style) }
        style = .hancom
        style.fontSize = 0
        #expect(throws: LongContextError.self) { try PageMeasure(of: [], style: style) }
        style.fontSize = .nan
        #expect(throws: LongContextError.self) { try PageMeasure(of: [], style: style) }
        style = .hancom
        style.fontSize = 500
        #expect(throws: LongContextError.self) { try PageMeasure(of: [], style: style) }
        style = .hancom
        style.widths = CharacterWidths(full: 1, half: 0.5, space: 0.5, ambiguous: 1, ascii: [1, 2])
        #expect(throws: LongContextError.self) { try PageMeasure(of: [], style: style) }
        #expect(throws: LongContextError.self) { try Typesetter(.characters(perPage: 0)) }
        #expect(throws: LongContextError.self) { try Typesetter(.manuscript(columns: 0, rows: 10)) }
    }
}

struct CountedPageTests {
    @Test("Pages by characters count scalars with spaces and without line ends")
    func characters() throws {
        let text = "가나 다\r\n라마바"
        let measure = try PageMeasure(of: Array(text.utf8), rule: .characters(perPage: 4))
        #expect(measure.characters == 7)
        #expect(measure.pageStarts == [0, 12])
        #expect(measure.pages == 1.75)
    }
}

struct ManuscriptTests {
    private func sheets(_ text: String, columns: Int = 5) throws -> [String] {
        let bytes = Array(text.utf8)
        let starts = try PageMeasure(of: bytes, rule: .manuscript(columns: columns, rows: 1)).pageStarts
        return starts.indices.map { index in
            let end = index + 1 < starts.count ? starts[index + 1] : bytes.count
            return String(decoding: bytes[starts[index]..<end], as: UTF8.self)
        }
    }

    @Test("A sheet holds 200 cells less the one that a paragraph leaves")
    func capacity() throws {
        let text = String(repeating: "가", count: 199)
        #expect(try PageMeasure(of: Array(text.utf8), rule: .manuscript200).pages == 1)
        #expect(try PageMeasure(of: Array((text + "가").utf8), rule: .manuscript200).pageStarts.count == 2)
    }

    @Test("A paragraph begins in the second cell, its other lines in the first")
    func indent() throws {
        #expect(try sheets("가나다라마바사아자차") == ["가나다라", "마바사아자", "차"])
    }

    @Test("Spaces take a cell, except after a full stop or a comma")
    func spaces() throws {
        #expect(try sheets("가 나다라") == ["가 나다", "라"])
        #expect(try sheets("가. 나다라") == ["가. 나다", "라"])
    }

    @Test("Punctuation shares the last cell instead of beginning a line")
    func punctuation() throws {
        #expect(try sheets("가나다라.마") == ["가나다라.", "마"])
    }

    @Test("Two small letters or digits share a cell, and a syllable begins a new one")
    func halves() throws {
        #expect(try sheets("가2026나") == ["가2026나"])
        #expect(try sheets("가123나다") == ["가123나", "다"])
        #expect(try sheets("가ABC나") == ["가ABC", "나"])
    }
}

struct CharacterClassTests {
    @Test("All 11,172 syllables are full and break, ASCII is half, and the search agrees with the table")
    func classes() {
        for value in UInt32(0xAC00)...0xD7A3 {
            let characterClass = CharacterClass(of: value)
            #expect(characterClass.width == .full && characterClass.breaking == .ideograph)
        }
        for value in UInt32(0x21)...0x7E { #expect(CharacterClass(of: value).width == .half) }
        for value in UInt32(0)..<0x10000 { #expect(CharacterClass(of: value) == CharacterClass.search(value)) }
    }

    @Test(
        "Single characters have the classes of the Unicode files",
        arguments: [
            (0x20, WidthKind.half, BreakKind.space), (0x3000, .full, .space), (0xA0, .half, .glue),
            (0x200B, .zero, .zeroWidthSpace), (0x300, .zero, .combining), (0x1161, .zero, .combining),
            (0x1100, .full, .ideograph), (0x201C, .ambiguous, .opening), (0x201D, .ambiguous, .closingLetter),
            (0x22, .half, .quotation), (0x2E, .half, .closingLetter), (0x3002, .full, .closing),
            (0x2026, .ambiguous, .exclamation), (0x2D, .half, .breakAfter), (0x6F22, .full, .ideograph),
            (0x20000, .full, .ideograph), (0x1F600, .full, .ideograph), (0x3131, .full, .ideograph),
            (0x0A, .zero, .lineEnd), (0x0C, .zero, .pageBreak), (0x09, .zero, .tab), (0xE0BC, .ambiguous, .letter),
            (0x10FFFF, .half, .letter), (0xFF01, .full, .exclamation), (0x31, .half, .digit),
        ])
    func examples(value: Int, width: WidthKind, breaking: BreakKind) {
        let characterClass = CharacterClass(of: UInt32(value))
        #expect(characterClass.width == width)
        #expect(characterClass.breaking == breaking)
    }
}
