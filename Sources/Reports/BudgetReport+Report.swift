public import JSONBytes
internal import LongContext

extension BudgetReport: Report {
    public var text: String {
        var text = "context \(Figures.grouped(budget.context)) tokens (\(TerminalText.printable(model)))"
        if budget.reserve > 0 {
            text += ", \(Figures.grouped(budget.reserve)) reserved, \(Figures.grouped(budget.available)) available"
        }
        text += "\ntokens by \(TerminalText.printable(tokenizer)), pages: \(pageName)\n\n"
        if let windows {
            text += windowTable(windows)
        } else if !entries.isEmpty {
            text += documentTable
        }
        if let question { text += answerText(question) }
        if !entries.isEmpty, windows == nil { text += fillText }
        return text
    }

    private var documentTable: String {
        var table = TextTable([.text("document"), .figure("tokens"), .figure("pages"), .text("fits")])
        for entry in entries {
            table.add([
                TerminalText.printable(entry.name), Figures.grouped(entry.placement.tokens),
                Figures.decimal(entry.placement.pages, 2), Self.fit(entry.placement.fit),
            ])
        }
        if entries.count > 1 {
            table.addRule()
            table.add([
                "\(Figures.grouped(entries.count)) documents", Figures.grouped(needed), Figures.decimal(pages, 2),
                answer.rawValue,
            ])
        }
        return table.text()
    }

    private static func fit(_ fit: DocumentFit) -> String {
        switch fit {
        case .whole: "whole"
        case .truncated(_, let tokens, let page):
            "\(Figures.grouped(tokens)) tokens, the rest from page \(page) on is lost"
        case .leftOut: "left out"
        }
    }

    private var fillText: String {
        var text = "\n\(answer.rawValue): "
        if let neededRange {
            text =
                "\nestimated: all documents take \(Self.range(neededRange)) tokens (10–90 % over kinds of text); "
                + "-t counts them" + text
        }
        if needed <= budget.available {
            text += "\(Figures.grouped(used)) of \(Figures.grouped(budget.available)) tokens taken"
            text += ", \(Figures.grouped(budget.available - used)) left"
            if let morePages, let pageBudget {
                text += "\nroom for \(Self.range(morePages)) more pages (10–90 % of \(pageBudget.basis))"
            }
        } else {
            text += "\(Figures.grouped(needed - budget.available)) tokens too many"
            text += "\n\(Figures.decimal(pagesThatFit, 1)) of \(Figures.decimal(pages, 1)) pages fit"
        }
        return text + "\n"
    }

    private func answerText(_ question: PageQuestion) -> String {
        let tokens = question.tokens
        var lines = [
            "\(Figures.decimal(question.pages, 1)) pages take \(Self.grouped(tokens.low))–\(Self.grouped(tokens.high)) tokens, "
                + "\(Self.grouped(tokens.middle)) in the middle"
        ]
        if let pageBudget {
            lines += TerminalText.wrapped("10–90 % of \(pageBudget.basis)", to: TextTable.width - 4, indent: "  ")
            let room = pageBudget.pages(inTokens: budget.available)
            lines.append(
                "\(answer.rawValue): \(Figures.grouped(budget.available)) tokens hold \(Self.range(room)) pages")
        } else {
            lines.append(answer.rawValue)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func grouped(_ value: Double) -> String {
        value.isFinite && abs(value) < 1e15 ? Figures.grouped(Int(value.rounded())) : "\(value)"
    }

    private static func range(_ range: BudgetRange) -> String { "\(grouped(range.low))–\(grouped(range.high))" }

    private func windowTable(_ windows: [Window]) -> String {
        var table = TextTable([
            .figure("window"), .figure("tokens"), .text("document"), .figure("bytes"), .figure("pages"),
            .figure("overlap"), .text("cut at"),
        ])
        for (number, window) in windows.enumerated() {
            for (index, piece) in window.window.pieces.enumerated() {
                let pages = window.pages[index]
                table.add([
                    index == 0 ? "\(number + 1)" : "", index == 0 ? Figures.grouped(window.window.tokens) : "",
                    TerminalText.printable(entries[piece.document].name),
                    "\(Figures.grouped(piece.range.lowerBound))–\(Figures.grouped(piece.range.upperBound))",
                    pages.count == 1 ? "\(pages.lowerBound)" : "\(pages.lowerBound)–\(pages.upperBound)",
                    "\(Figures.grouped(piece.overlap)) B", piece.cut?.rawValue ?? "its end",
                ])
            }
        }
        let tokens = windows.reduce(0) { $0 + $1.window.tokens }
        return table.text() + "\n\(Figures.grouped(windows.count)) windows of at most "
            + "\(Figures.grouped(windowSize ?? 0)) tokens, \(Figures.grouped(tokens)) tokens together\n"
    }

    /// One row for each document, or for each piece of a window.
    public var csv: [UInt8] {
        if let windows {
            var table = CSVTable(
                header: [
                    "window", "window_tokens", "document", "start", "end", "tokens", "first_page", "last_page",
                    "overlap_bytes", "cut",
                ])
            for (number, window) in windows.enumerated() {
                for (piece, pages) in zip(window.window.pieces, window.pages) {
                    table.add([
                        "\(number + 1)", "\(window.window.tokens)",
                        String(decoding: entries[piece.document].name, as: UTF8.self), "\(piece.range.lowerBound)",
                        "\(piece.range.upperBound)", "\(piece.tokens)", "\(pages.lowerBound)", "\(pages.upperBound)",
                        "\(piece.overlap)", piece.cut?.rawValue ?? "end",
                    ])
                }
            }
            return table.bytes
        }
        if let question {
            var table = CSVTable(header: ["pages", "tokens_low", "tokens_middle", "tokens_high", "available", "answer"])
            table.add([
                CSVTable.number(question.pages), CSVTable.number(question.tokens.low),
                CSVTable.number(question.tokens.middle), CSVTable.number(question.tokens.high),
                "\(budget.available)", answer.rawValue,
            ])
            return table.bytes
        }
        var table = CSVTable(
            header: ["document", "tokens", "pages", "fit", "tokens_that_fit", "cut_at_byte", "missing_from_page"])
        for entry in entries {
            let placement = entry.placement
            let start = [
                String(decoding: entry.name, as: UTF8.self), "\(placement.tokens)", CSVTable.number(placement.pages),
            ]
            switch placement.fit {
            case .whole: table.add(start + ["whole", "\(placement.tokens)", "", ""])
            case .truncated(let byte, let tokens, let page):
                table.add(start + ["truncated", "\(tokens)", "\(byte)", "\(page)"])
            case .leftOut: table.add(start + ["left out", "0", "0", "1"])
            }
        }
        return table.bytes
    }

    public func write(to json: inout JSONWriter) {
        json.beginObject()
        json.member("schema", "malmoi.budget/1")
        json.member("model", model)
        json.member("context", budget.context)
        json.member("reserve", budget.reserve)
        json.member("available", budget.available)
        json.member("tokenizer", tokenizer)
        json.member("page", pageName)
        json.member("answer", answer.rawValue)
        json.key("tokens_per_page")
        if let pageBudget {
            json.beginObject()
            json.member("p10", pageBudget.tokensPerPage.tenth)
            json.member("p50", pageBudget.tokensPerPage.fiftieth)
            json.member("p90", pageBudget.tokensPerPage.ninetieth)
            json.member("basis", pageBudget.basis)
            json.endObject()
        } else {
            json.null()
        }
        if let question {
            json.key("question")
            json.beginObject()
            json.member("pages", question.pages)
            write("tokens", question.tokens, to: &json)
            json.endObject()
        }
        if !entries.isEmpty {
            writeDocuments(to: &json)
        }
        if let windows { writeWindows(windows, to: &json) }
        json.endObject()
    }

    private func write(_ name: String, _ range: BudgetRange?, to json: inout JSONWriter) {
        json.key(name)
        guard let range else { return json.null() }
        json.beginObject()
        json.member("low", range.low)
        json.member("middle", range.middle)
        json.member("high", range.high)
        json.endObject()
    }

    private func writeDocuments(to json: inout JSONWriter) {
        json.member("tokens_needed", needed)
        write("tokens_needed_range", neededRange, to: &json)
        json.member("tokens_used", used)
        json.member("tokens_left", max(0, budget.available - used))
        json.member("pages", pages)
        json.member("pages_that_fit", pagesThatFit)
        write("more_pages", morePages, to: &json)
        json.key("documents")
        json.beginArray()
        for entry in entries {
            json.beginObject()
            json.member("document", bytes: entry.name)
            json.member("tokens", entry.placement.tokens)
            json.member("pages", entry.placement.pages)
            switch entry.placement.fit {
            case .whole:
                json.member("fit", "whole")
            case .truncated(let byte, let tokens, let page):
                json.member("fit", "truncated")
                json.member("tokens_that_fit", tokens)
                json.member("cut_at_byte", byte)
                json.member("missing_from_page", page)
            case .leftOut:
                json.member("fit", "left out")
            }
            json.endObject()
        }
        json.endArray()
    }

    private func writeWindows(_ windows: [Window], to json: inout JSONWriter) {
        json.member("window", windowSize)
        json.member("overlap", overlap)
        json.key("windows")
        json.beginArray()
        for window in windows {
            json.beginObject()
            json.member("tokens", window.window.tokens)
            json.key("pieces")
            json.beginArray()
            for (piece, pages) in zip(window.window.pieces, window.pages) {
                json.beginObject()
                json.member("document", piece.document)
                json.member("start", piece.range.lowerBound)
                json.member("end", piece.range.upperBound)
                json.member("tokens", piece.tokens)
                json.member("overlap_bytes", piece.overlap)
                json.member("first_page", pages.lowerBound)
                json.member("last_page", pages.upperBound)
                json.member("cut", piece.cut?.rawValue)
                json.endObject()
            }
            json.endArray()
            json.endObject()
        }
        json.endArray()
    }
}
