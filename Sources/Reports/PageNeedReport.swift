public import JSONBytes
public import LongContext

/// `malmoi budget --pages` without a context of its own: what so many pages take with one tokenizer or several.
public struct PageNeedReport: Report {
    /// One tokenizer.
    public struct Entry: Sendable {
        public let name: String
        public let pageBudget: PageBudget

        public init(name: String, pageBudget: PageBudget) {
            self.name = name
            self.pageBudget = pageBudget
        }
    }

    public let pages: Double
    public let pageName: String
    public let entries: [Entry]
    /// What the pages are held against, if anything was given.
    public let budget: ContextBudget?

    public init(pages: Double, pageName: String, entries: [Entry], budget: ContextBudget?) {
        self.pages = pages
        self.pageName = pageName
        self.entries = entries
        self.budget = budget
    }

    /// Whether the pages fit with every tokenizer in all kinds of text; without a context nothing was asked.
    public var fits: Bool {
        entries.allSatisfy { answer($0) == nil || answer($0) == .fits }
    }

    private func answer(_ entry: Entry) -> BudgetReport.Answer? {
        guard let budget else { return nil }
        let tokens = entry.pageBudget.tokens(forPages: pages)
        if tokens.high <= Double(budget.available) { return .fits }
        return tokens.low > Double(budget.available) ? .doesNotFit : .depends
    }

    public var text: String {
        var text = "\(Figures.decimal(pages, 1)) pages (\(pageName)) take so many tokens, by the kind of text"
        if let budget { text += ",\nand \(Figures.grouped(budget.available)) are available" }
        var table = TextTable(
            [.text("tokenizer"), .figure("10 %"), .figure("middle"), .figure("90 %")]
                + (budget == nil ? [] : [.text("answer")]))
        for entry in entries {
            let tokens = entry.pageBudget.tokens(forPages: pages)
            table.add(
                [TerminalText.printable(entry.name)]
                    + [tokens.low, tokens.middle, tokens.high].map { Figures.grouped(Int($0.rounded())) }
                    + (answer(entry).map { [$0.rawValue] } ?? []))
        }
        return text + ":\n\n" + table.text() + "\n" + notes
    }

    /// What the figures were measured on, each way once.
    private var notes: String {
        var bases: [(basis: String, names: [String])] = []
        for entry in entries {
            let basis = Array(entry.pageBudget.basis.utf8)
            if let index = bases.firstIndex(where: { Array($0.basis.utf8) == basis }) {
                bases[index].names.append(entry.name)
            } else {
                bases.append((entry.pageBudget.basis, [entry.name]))
            }
        }
        let lines = bases.flatMap { basis, names in
            TerminalText.wrapped(
                "Measured on \(basis): \(names.joined(separator: ", "))", to: TextTable.width - 2, indent: "  ")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    public var csv: [UInt8] {
        var table = CSVTable(
            header: [
                "tokenizer", "pages", "tokens_low", "tokens_middle", "tokens_high", "available", "answer", "basis",
            ])
        for entry in entries {
            let tokens = entry.pageBudget.tokens(forPages: pages)
            table.add([
                entry.name, CSVTable.number(pages), CSVTable.number(tokens.low), CSVTable.number(tokens.middle),
                CSVTable.number(tokens.high), budget.map { "\($0.available)" } ?? "", answer(entry)?.rawValue ?? "",
                entry.pageBudget.basis,
            ])
        }
        return table.bytes
    }

    public func write(to json: inout JSONWriter) {
        json.beginObject()
        json.member("schema", "malmoi.page-need/1")
        json.member("pages", pages)
        json.member("page", pageName)
        json.member("available", budget?.available)
        json.key("tokenizers")
        json.beginArray()
        for entry in entries {
            let tokens = entry.pageBudget.tokens(forPages: pages)
            json.beginObject()
            json.member("tokenizer", entry.name)
            json.key("tokens")
            json.beginObject()
            json.member("low", tokens.low)
            json.member("middle", tokens.middle)
            json.member("high", tokens.high)
            json.endObject()
            json.member("answer", answer(entry)?.rawValue)
            json.member("basis", entry.pageBudget.basis)
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }
}
