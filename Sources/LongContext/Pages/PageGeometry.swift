/// A page rule worked out in whole numbers, so that no page depends on how fractions are rounded on the way.
///
/// The unit is 1/7200 inch, a hundredth of a point, which is also what Hancom's files count in.
struct PageGeometry: Sendable {
    /// Room for one line.
    let columnWidth: Int
    /// Room for lines on a page.
    let bodyHeight: Int
    /// From one line to the next.
    let linePitch: Int
    /// What must fit of the last line.
    let lineHeight: Int
    let tabStop: Int
    let spaceAfterParagraph: Int
    /// The width of each class; 256 of them, so that a class can be an index without a check.
    let widths: [Int]
    /// Widths of ASCII characters, where the font is proportional.
    let asciiWidths: [Int]
    /// The width of a vowel or final jamo that has no block to join.
    let standaloneJamo: Int
    let allowedAfter: [UInt16]
    /// Cells of a grid, or zero.
    let cell: Int

    /// Lines on a page that begins with none of the spacing between paragraphs.
    var linesPerPage: Int { (bodyHeight - lineHeight) / linePitch + 1 }

    static let unitsPerPoint = 100.0
    static let unitsPerMillimetre = 7200 / 25.4

    init(_ style: PageStyle) throws(LongContextError) {
        func units(_ value: Double, _ unit: Double, _ what: String, zero: Bool) throws(LongContextError) -> Int {
            guard value.isFinite, value >= 0, value <= 10_000, zero || value * unit >= 1 else {
                throw .pageStyle(what + " must be " + (zero ? "zero or more" : "more than zero"))
            }
            return Int((value * unit).rounded())
        }
        let point = Self.unitsPerPoint
        let millimetre = Self.unitsPerMillimetre
        let margins = style.margins
        for (value, what) in [
            (margins.left, "the left margin"), (margins.right, "the right margin"),
            (margins.top, "the top margin with the header"), (margins.bottom, "the bottom margin with the footer"),
        ] {
            _ = try units(value, millimetre, what, zero: true)
        }
        let em = try units(style.fontSize, point, "the font size", zero: false)
        columnWidth = try units(
            style.paper.width - margins.left - margins.right, millimetre,
            "the paper's width less the left and right margins", zero: false)
        bodyHeight = try units(
            style.paper.height - margins.top - margins.bottom, millimetre,
            "the paper's height less margins, header and footer", zero: false)
        switch style.lineSpacing {
        case .ofFontSize(let percent):
            linePitch = try units(style.fontSize * percent / 100, point, "the line spacing", zero: false)
            lineHeight = min(em, linePitch)
        case .ofLineHeight(let multiple, let natural):
            linePitch = try units(style.fontSize * multiple * natural, point, "the line spacing", zero: false)
            lineHeight = linePitch
        case .exactly(let points):
            linePitch = try units(points, point, "the line spacing", zero: false)
            lineHeight = linePitch
        }
        tabStop = try units(style.tabStop, point, "the tab distance", zero: false)
        spaceAfterParagraph = try units(style.spaceAfterParagraph, point, "the space after a paragraph", zero: true)
        guard em <= columnWidth, lineHeight <= bodyHeight else {
            throw .pageStyle("the page must have room for one character on one line")
        }
        let size = Double(em)
        let full = try units(style.widths.full, size, "the width of a full-width character", zero: true)
        let half = try units(style.widths.half, size, "the width of a half-width character", zero: true)
        let space = try units(style.widths.space, size, "the width of a space", zero: true)
        let ambiguous = try units(style.widths.ambiguous, size, "the width of an ambiguous character", zero: true)
        standaloneJamo = full
        let table = Self.widths(full: full, half: half, space: space, ambiguous: ambiguous)
        widths = table
        guard style.widths.ascii.map({ $0.count == 95 }) ?? true else {
            throw .pageStyle("a table of widths of ASCII characters must have 95 of them")
        }
        var ascii = (0..<128).map { table[Int(CharacterClass(of: UInt32($0)).rawValue)] }
        for (index, width) in (style.widths.ascii ?? []).enumerated() {
            ascii[32 + index] = try units(width, size, "the width of an ASCII character", zero: true)
        }
        asciiWidths = ascii
        allowedAfter = style.breaking.allowedAfter
        cell = 0
    }

    /// A grid of cells, one thousand units each.
    init(columns: Int, rows: Int) throws(LongContextError) {
        for (value, what) in [(columns, "the columns of the grid"), (rows, "the rows of the grid")]
        where !(1...10_000).contains(value) {
            throw .outOfRange(what: what, value: value, allowed: "from 1 to 10000")
        }
        cell = 1000
        columnWidth = columns * cell
        linePitch = 1
        lineHeight = 1
        bodyHeight = rows
        tabStop = cell
        spaceAfterParagraph = 0
        standaloneJamo = cell
        widths = Self.widths(full: cell, half: cell, space: cell, ambiguous: cell)
        // Two small letters or two digits share a cell; capitals and punctuation have one each.
        asciiWidths = (0..<128).map { character in
            switch UInt8(character) {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): 500
            case 32...126: 1000
            default: 0
            }
        }
        allowedAfter = LineBreaking.syllable.allowedAfter
    }

    private static func widths(full: Int, half: Int, space: Int, ambiguous: Int) -> [Int] {
        (0..<256).map { raw in
            let characterClass = CharacterClass(rawValue: UInt8(raw))
            return switch (characterClass.width, characterClass.breaking) {
            case (.zero, _): 0
            case (.half, .space): space
            case (.half, _): half
            case (.ambiguous, _): ambiguous
            case (.full, _): full
            }
        }
    }
}
