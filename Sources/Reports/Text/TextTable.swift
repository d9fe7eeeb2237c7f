/// A table for people, made to fit a terminal.
struct TextTable {
    enum Alignment {
        case left, right
    }

    struct Column {
        let title: String
        let alignment: Alignment
        /// Whether the column may be cut where the table is too wide.
        let canShrink: Bool

        /// A column of words.
        static func text(_ title: String) -> Column { Column(title: title, alignment: .left, canShrink: true) }
        /// A column of figures, which are never cut.
        static func figure(_ title: String) -> Column { Column(title: title, alignment: .right, canShrink: false) }
    }

    private enum Row {
        case cells([String])
        case rule
    }

    /// Columns of the terminal that a table may take.
    static let width = 100
    private static let gap = "  "

    let columns: [Column]
    private var rows: [Row] = []

    init(_ columns: [Column]) {
        self.columns = columns
    }

    /// Adds a row; missing cells are empty.
    mutating func add(_ cells: [String]) {
        rows.append(.cells(cells.map(TerminalText.printable)))
    }

    mutating func addRule() {
        rows.append(.rule)
    }

    /// The table as text, a line end after each line.
    ///
    /// - Complexity: O(*n*) in the characters of the table.
    func text(width limit: Int = TextTable.width) -> String {
        let widths = columnWidths(limit: limit)
        let total = widths.reduce(0, +) + (widths.count - 1) * Self.gap.utf8.count
        let rule = String(repeating: "─", count: max(total, 1)) + "\n"
        var result = line(columns.map(\.title), widths) + rule
        for row in rows {
            switch row {
            case .cells(let cells): result += line(cells, widths)
            case .rule: result += rule
            }
        }
        return result
    }

    private func columnWidths(limit: Int) -> [Int] {
        var widths = columns.map { TerminalText.width($0.title) }
        for case .cells(let cells) in rows {
            for (index, cell) in cells.enumerated() { widths[index] = max(widths[index], TerminalText.width(cell)) }
        }
        var excess = widths.reduce(0, +) + (widths.count - 1) * Self.gap.utf8.count - limit
        while excess > 0 {
            // The widest of the columns that may shrink gives one up, so that all end up readable.
            let shrinkable = columns.indices.filter { columns[$0].canShrink && widths[$0] > 8 }
            guard let widest = shrinkable.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var result = ""
        for (index, width) in widths.enumerated() {
            let cell = TerminalText.truncated(index < cells.count ? cells[index] : "", to: width)
            let padding = String(repeating: " ", count: width - TerminalText.width(cell))
            if index > 0 { result += Self.gap }
            result += columns[index].alignment == .left ? cell + padding : padding + cell
        }
        // No spaces at the end of a line: they make every golden file a trap.
        var scalars = result.unicodeScalars
        while scalars.last == " " { scalars.removeLast() }
        return String(scalars) + "\n"
    }
}
