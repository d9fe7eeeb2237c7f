/// A sheet of paper, in millimetres.
public struct Paper: Sendable, Hashable {
    public let width: Double
    public let height: Double

    public init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    public static let a4 = Paper(width: 210, height: 297)
    public static let b5 = Paper(width: 182, height: 257)
    public static let letter = Paper(width: 215.9, height: 279.4)
}

/// From the edges of the paper to the body text, in millimetres.
public struct PageMargins: Sendable, Hashable {
    public let left: Double
    public let right: Double
    public let top: Double
    public let bottom: Double

    /// Margins that reach to the body, as Word and LibreOffice measure them: a header lies inside the top margin.
    public init(left: Double, right: Double, top: Double, bottom: Double) {
        self.left = left
        self.right = right
        self.top = top
        self.bottom = bottom
    }

    /// Margins as Hancom's Hangul measures them: header and footer come on top of the margins.
    public init(left: Double, right: Double, top: Double, bottom: Double, header: Double, footer: Double) {
        self.init(left: left, right: right, top: top + header, bottom: bottom + footer)
    }
}

/// How far a line is from the next.
public enum LineSpacing: Sendable, Hashable {
    /// Per cent of the *font size*, as Hancom's Hangul means it: 160 % at 10 pt is 16 pt from line to line.
    /// Only the letters of the last line must fit on the page, its spacing may hang over.
    case ofFontSize(percent: Double)
    /// A multiple of the *font's own line height*, as Word and LibreOffice mean it. `natural` is that height in em:
    /// 1.15 for NanumGothic, 1.45 for Noto Sans CJK. 160 % of 10 pt in NanumGothic is 18.4 pt.
    case ofLineHeight(multiple: Double, natural: Double)
    /// Points from line to line.
    case exactly(points: Double)
}

/// Widths of characters in em, by the kind that East Asian Width gives them.
public struct CharacterWidths: Sendable, Hashable {
    /// Hangul, Hanja, Kana, full-width forms.
    public let full: Double
    /// Latin letters, digits, ASCII punctuation.
    public let half: Double
    /// The space.
    public let space: Double
    /// Characters that are wide in Korean fonts and narrow in others: “ ” … · ① α.
    public let ambiguous: Double
    /// The 95 printable characters of ASCII one by one, from the space on, for a proportional font; or `nil`.
    public let ascii: [Double]?

    public init(full: Double, half: Double, space: Double, ambiguous: Double, ascii: [Double]? = nil) {
        self.full = full
        self.half = half
        self.space = space
        self.ambiguous = ambiguous
        self.ascii = ascii
    }

    /// Hangul one em, everything Latin and the space half of it: the cells that Korean typesetting counts in,
    /// and exactly the font NanumGothicCoding.
    public static let cells = CharacterWidths(full: 1, half: 0.5, space: 0.5, ambiguous: 1)
}

/// A page as a word processor would set it.
///
/// ```swift
/// let measure = try PageMeasure(of: Array("동해물과 백두산이".utf8), style: .hancom)
/// measure.lines  // 1
/// ```
public struct PageStyle: Sendable, Hashable {
    public var paper: Paper
    public var margins: PageMargins
    /// Font size in points.
    public var fontSize: Double
    public var lineSpacing: LineSpacing
    public var widths: CharacterWidths
    public var breaking: LineBreaking
    /// Distance of the default tab stops in points.
    public var tabStop: Double
    /// Points below each paragraph, left away at the foot of a page.
    public var spaceAfterParagraph: Double

    public init(
        paper: Paper = .a4, margins: PageMargins, fontSize: Double, lineSpacing: LineSpacing,
        widths: CharacterWidths = .cells, breaking: LineBreaking = .eojeol, tabStop: Double = 40,
        spaceAfterParagraph: Double = 0
    ) {
        self.paper = paper
        self.margins = margins
        self.fontSize = fontSize
        self.lineSpacing = lineSpacing
        self.widths = widths
        self.breaking = breaking
        self.tabStop = tabStop
        self.spaceAfterParagraph = spaceAfterParagraph
    }
}
