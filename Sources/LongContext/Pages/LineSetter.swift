/// Sets one character after the other on lines and pages.
///
/// It is the part of ``Typesetter`` that knows widths and breaks but no bytes.
struct LineSetter: Sendable {
    let geometry: PageGeometry

    // The document.
    private(set) var pageStarts: [Int] = []
    private(set) var lines = 0
    private(set) var characters = 0
    private var afterCarriageReturn = false

    /// Height used on the page.
    private var usedHeight = 0

    // The line.
    private var lineIsOpen = false
    /// Width of what is placed, without the spaces that may still hang over the end.
    private var placed = 0
    private var hangingSpaces = 0
    private var before = BreakKind.lineEnd
    private var lastByte: UInt8 = 0
    /// Offset of the last place where the line may end, or -1.
    private var lastBreak = -1
    /// Width placed since then.
    private var sinceBreak = 0

    init(_ geometry: PageGeometry) {
        self.geometry = geometry
    }

    /// The part of the last page that is used.
    var lastPageFill: Double {
        min(1, Double(usedHeight) / Double(geometry.linesPerPage * geometry.linePitch))
    }

    /// - Parameters:
    ///   - width: of the character, in units of the geometry.
    ///   - byte: its first, which tells CR and LF, full stop and comma apart.
    ///   - offset: of that byte in the text.
    mutating func place(_ characterClass: CharacterClass, width: Int, byte: UInt8, at offset: Int) {
        let kind = characterClass.breaking
        if kind == .lineEnd {
            // CR LF is one line end.
            if byte == 0x0A, afterCarriageReturn {
                afterCarriageReturn = false
                return
            }
            afterCarriageReturn = byte == 0x0D
            if !lineIsOpen { openLine(at: offset) }
            endParagraph()
            return
        }
        afterCarriageReturn = false
        if kind == .pageBreak {
            if lineIsOpen { endParagraph() }
            if !pageStarts.isEmpty { usedHeight = geometry.bodyHeight }
            return
        }
        characters += 1
        if !lineIsOpen {
            openLine(at: offset)
            // A paragraph on manuscript paper begins in the second cell, unless the text has left the cell itself.
            if geometry.cell > 0, kind != .space { placed = geometry.cell }
        }
        switch kind {
        case .space:
            // On manuscript paper no cell is left after a full stop or a comma.
            let follows = geometry.cell > 0 && (lastByte == UInt8(ascii: ".") || lastByte == UInt8(ascii: ","))
            hangingSpaces += follows ? 0 : width
        case .zeroWidthSpace:
            break
        case .tab:
            placeTab(at: offset)
        case .combining:
            if characterClass.isJoiningJamo, before != .ideograph {
                placeVisible(.ideograph, width: geometry.standaloneJamo, at: offset)
                before = .ideograph
            } else {
                placeVisible(kind, width: width, at: offset)
                // A mark counts as the character before it, and as a letter where there is none.
                if before == .space || before == .tab || before == .lineEnd { before = .letter }
            }
        default:
            placeVisible(kind, width: width, at: offset)
        }
        lastByte = byte
        if kind != .combining { before = kind }
    }

    private mutating func placeVisible(_ kind: BreakKind, width: Int, at offset: Int) {
        var start = placed + hangingSpaces
        if geometry.cell > 0, width == geometry.cell, start % geometry.cell != 0 {
            // A whole cell begins after the half that a small letter has left.
            start += geometry.cell - start % geometry.cell
        }
        if start > 0, geometry.allowedAfter[Int(before.rawValue)] & (1 << UInt16(kind.rawValue)) != 0 {
            lastBreak = offset
            sinceBreak = 0
        }
        var end = start + width
        if end > geometry.columnWidth, start > 0, width > 0 {
            if geometry.cell > 0, kind == .closing || kind == .closingLetter || kind == .exclamation {
                // On manuscript paper it shares the last cell.
                end = placed
            } else {
                if lastBreak >= 0 {
                    openLine(at: lastBreak)
                    end = sinceBreak + width
                }
                if lastBreak < 0 || end > geometry.columnWidth {
                    openLine(at: offset)
                    end = width
                }
                lastBreak = -1
            }
        }
        placed = end
        hangingSpaces = 0
        sinceBreak += width
    }

    /// A tab that has no stop left on its line goes to the next one, and moves the text there.
    private mutating func placeTab(at offset: Int) {
        let position = placed + hangingSpaces
        var stop = (position / geometry.tabStop + 1) * geometry.tabStop
        if stop > geometry.columnWidth, position > 0 {
            openLine(at: offset)
            stop = geometry.tabStop
            lastBreak = -1
        }
        placed = min(stop, geometry.columnWidth)
        hangingSpaces = 0
    }

    private mutating func openLine(at offset: Int) {
        if pageStarts.isEmpty || usedHeight + geometry.lineHeight > geometry.bodyHeight {
            pageStarts.append(offset)
            usedHeight = 0
        }
        usedHeight += geometry.linePitch
        lines += 1
        lineIsOpen = true
    }

    private mutating func endParagraph() {
        lineIsOpen = false
        placed = 0
        hangingSpaces = 0
        before = .lineEnd
        lastByte = 0
        lastBreak = -1
        sinceBreak = 0
        usedHeight += geometry.spaceAfterParagraph
    }
}
