public import JSONBytes
public import LongContext

/// `malmoi pages`: how many pages documents take.
public struct PagesReport: Report {
    /// One document on its pages.
    public struct Entry: Sendable {
        /// UTF-8 for people.
        public let name: [UInt8]
        public let measure: PageMeasure
        /// Tokens, where a tokenizer was given.
        public let tokens: Int?

        public init(name: [UInt8], measure: PageMeasure, tokens: Int?) {
            self.name = name
            self.measure = measure
            self.tokens = tokens
        }
    }

    /// What the page is called.
    public let pageName: String
    public let entries: [Entry]
    /// Whether the JSON lists the byte at which every page begins.
    public let listsPageStarts: Bool

    public init(pageName: String, entries: [Entry], listsPageStarts: Bool = false) {
        self.pageName = pageName
        self.entries = entries
        self.listsPageStarts = listsPageStarts
    }

    private var totalPages: Double { entries.reduce(0) { $0 + $1.measure.pages } }
    private var totalSheets: Int { entries.reduce(0) { $0 + $1.measure.pageStarts.count } }
    private var totalLines: Int { entries.reduce(0) { $0 + $1.measure.lines } }
    private var totalCharacters: Int { entries.reduce(0) { $0 + $1.measure.characters } }
    private var totalBytes: Int { entries.reduce(0) { $0 + $1.measure.bytes } }
    private var totalTokens: Int? {
        entries.contains { $0.tokens != nil } ? entries.reduce(0) { $0 + ($1.tokens ?? 0) } : nil
    }

    public var text: String {
        let hasTokens = totalTokens != nil
        let hasLines = totalLines > 0
        var table = TextTable(
            [.text("document"), .figure("pages"), .figure("sheets")] + (hasLines ? [.figure("lines")] : [])
                + [.figure("characters"), .figure("char/page")]
                + (hasTokens ? [.figure("tokens"), .figure("tokens/page")] : []))
        func add(_ name: String, _ pages: Double, _ sheets: Int, _ lines: Int, _ characters: Int, _ tokens: Int?) {
            let perPage = pages > 0 ? Double(characters) / pages : nil
            let tokensPerPage = pages > 0 ? tokens.map { Double($0) / pages } : nil
            table.add(
                [name, Figures.decimal(pages, 2), Figures.grouped(sheets)] + (hasLines ? [Figures.grouped(lines)] : [])
                    + [Figures.grouped(characters), TextFigures.decimal(perPage, 0)]
                    + (hasTokens
                        ? [tokens.map(Figures.grouped) ?? "–", TextFigures.decimal(tokensPerPage, 0)] : []))
        }
        for entry in entries {
            add(
                TerminalText.printable(entry.name), entry.measure.pages, entry.measure.pageStarts.count,
                entry.measure.lines, entry.measure.characters, entry.tokens)
        }
        if entries.count != 1 {
            table.addRule()
            add(
                "\(Figures.grouped(entries.count)) documents", totalPages, totalSheets, totalLines, totalCharacters,
                totalTokens)
        }
        return "page: \(pageName)\n\n" + table.text()
    }

    public var csv: [UInt8] {
        var table = CSVTable(
            header: ["document", "page", "pages", "sheets", "lines", "characters", "bytes", "tokens"])
        for entry in entries {
            table.add([
                String(decoding: entry.name, as: UTF8.self), pageName, CSVTable.number(entry.measure.pages),
                "\(entry.measure.pageStarts.count)", "\(entry.measure.lines)", "\(entry.measure.characters)",
                "\(entry.measure.bytes)", entry.tokens.map(String.init) ?? "",
            ])
        }
        return table.bytes
    }

    public func write(to json: inout JSONWriter) {
        json.beginObject()
        json.member("schema", "malmoi.pages/1")
        json.member("page", pageName)
        json.key("documents")
        json.beginArray()
        for entry in entries {
            json.beginObject()
            json.member("document", bytes: entry.name)
            json.member("pages", entry.measure.pages)
            json.member("sheets", entry.measure.pageStarts.count)
            json.member("lines", entry.measure.lines)
            json.member("characters", entry.measure.characters)
            json.member("bytes", entry.measure.bytes)
            json.member("tokens", entry.tokens)
            if listsPageStarts {
                json.key("page_starts")
                json.beginArray()
                for start in entry.measure.pageStarts { json.int(start) }
                json.endArray()
            }
            json.endObject()
        }
        json.endArray()
        json.key("total")
        json.beginObject()
        json.member("documents", entries.count)
        json.member("pages", totalPages)
        json.member("sheets", totalSheets)
        json.member("lines", totalLines)
        json.member("characters", totalCharacters)
        json.member("bytes", totalBytes)
        json.member("tokens", totalTokens)
        json.endObject()
        json.endObject()
    }
}
