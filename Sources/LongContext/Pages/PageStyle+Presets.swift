extension PageStyle {
    /// A new document of Hancom's Hangul: A4, left and right 30 mm, top 20, bottom 15, header and footer 15, 10 pt,
    /// 160 %. 42 full-width characters by 41 lines.
    public static let hancom = PageStyle(
        margins: PageMargins(left: 30, right: 30, top: 20, bottom: 15, header: 15, footer: 15),
        fontSize: 10, lineSpacing: .ofFontSize(percent: 160))

    /// A report: the same page at 11 pt. 38 full-width characters by 37 lines.
    public static let report = PageStyle(
        margins: PageMargins(left: 30, right: 30, top: 20, bottom: 15, header: 15, footer: 15),
        fontSize: 11, lineSpacing: .ofFontSize(percent: 160))

    /// Word: A4, one inch all around, 12 pt, single spacing in a font whose lines are 1.33 em apart (about that of
    /// Malgun Gothic), broken by syllable, tab stops of half an inch.
    public static let word = PageStyle(
        margins: PageMargins(left: 25.4, right: 25.4, top: 25.4, bottom: 25.4),
        fontSize: 12, lineSpacing: .ofLineHeight(multiple: 1, natural: 1.33), breaking: .syllable, tabStop: 36)
}

/// What a page is.
public enum PageRule: Sendable, Hashable {
    /// A page set by a word processor.
    case typeset(PageStyle)
    /// Manuscript paper (원고지): a grid of `columns` cells by `rows` lines, one syllable a cell.
    case manuscript(columns: Int, rows: Int)
    /// So many characters a page, whatever they look like: spaces count, line ends do not.
    case characters(perPage: Int)

    /// The 200-character sheet.
    public static let manuscript200 = PageRule.manuscript(columns: 20, rows: 10)

    /// The presets by the name that is typed, in the order in which they are listed.
    public static let presets: [(name: String, meaning: String, rule: PageRule)] = [
        ("hancom", "A4, Hancom's default page, 10 pt, 160 %", .typeset(.hancom)),
        ("report", "A4, the same at 11 pt", .typeset(.report)),
        ("word", "A4, one-inch margins, 12 pt, single spacing, by syllable", .typeset(.word)),
        ("manuscript", "200-character manuscript paper (원고지)", .manuscript200),
    ]
}
