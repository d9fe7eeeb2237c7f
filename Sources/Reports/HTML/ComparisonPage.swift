internal import JSONBytes
internal import LongContext

/// A comparison as one HTML file that needs nothing else: no network, no fonts, no scripts from elsewhere.
///
/// The page carries the JSON of the same comparison in a `script` element with the id `data`. Every figure that is
/// printed names its place in that JSON (`data-key`) and the value unrounded (`data-value`).
public struct ComparisonPage {
    public let report: ComparisonReport
    /// The caches to draw, if any.
    public let memory: MemoryReport?

    public init(_ report: ComparisonReport, memory: MemoryReport? = nil) {
        self.report = report
        self.memory = memory
    }

    private static let title = Bilingual("같은 토큰에 글이 얼마나 들어가는가", "How much text fits into the same tokens")

    /// UTF-8.
    public var bytes: [UInt8] {
        let head =
            "<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
            + "<title>\(Self.title.korean) · \(Self.title.english)</title><style>\(StyleSheet.css)</style>"
        let main =
            header + cards + genreSection + lengthSection + pagesSection + memorySection + tableSection + footer
        let page =
            "<!doctype html>\n<html lang=\"ko\" data-lang=\"ko\"><head>\(head)</head>\n<body><main>\(main)</main>\n"
            + "<script type=\"application/json\" id=\"data\">\(embeddedJSON)</script>\n"
            + "<script>\(StyleSheet.script)</script></body></html>\n"
        return Array(page.utf8)
    }

    /// The JSON with `<` spelled as an escape, so that no name can end the element.
    private var embeddedJSON: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("schema", "malmoi.page/1")
        writer.key("compare")
        report.write(to: &writer)
        if let memory {
            writer.key("memory")
            memory.write(to: &writer)
        }
        writer.endObject()
        var result: [UInt8] = []
        for byte in writer.takeBytes() {
            if byte == UInt8(ascii: "<") { result += Array("\\u003c".utf8) } else { result.append(byte) }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private var header: String {
        let total = report.report.total
        let lead = Bilingual(
            "문서 \(Figures.grouped(total.documents))개, \(Figures.grouped(total.text.characters))자, "
                + "\(Figures.grouped(total.text.eojeol))어절을 토크나이저 \(report.report.tokenizers.count)개로 세었습니다.",
            "\(Figures.grouped(total.documents)) documents, \(Figures.grouped(total.text.characters)) characters and "
                + "\(Figures.grouped(total.text.eojeol)) eojeol, counted with \(report.report.tokenizers.count) tokenizers."
        )
        let buttons =
            Markup.element(
                "button", [("id", "language"), ("type", "button")],
                Markup.element("span", [("lang", "ko")], "English") + Markup.element("span", [("lang", "en")], "한국어"))
            + Markup.element("button", [("id", "theme"), ("type", "button")], Bilingual("밝게/어둡게", "light/dark").html)
        return Markup.element(
            "header", [],
            "<div><p class=\"kicker\">MALMOI 말모이</p><h1>\(Self.title.html)</h1><p class=\"lead\">\(lead.html)</p></div>"
                + "<div class=\"buttons\">\(buttons)</div>")
    }

    // MARK: Cards

    private var cards: String {
        let cards = report.report.tokenizers.indices.map(card).joined()
        return Markup.element("div", [("class", "cards")], cards)
    }

    private func card(_ index: Int) -> String {
        let summary = report.report.total.tokenizers[index]
        let name = Markup.escape(report.report.tokenizers[index])
        let base = "total/tokenizers/\(index)"
        var list = ""
        func add(_ label: Bilingual, _ value: String) { list += "<dt>\(label.html)</dt><dd>\(value)</dd>" }
        add(
            Bilingual("95 % 구간", "95 % interval"),
            Markup.escape(TextFigures.interval(summary.charactersPerToken, 3)))
        if let estimate = summary.tokensPerEojeol {
            add(
                Bilingual("어절당 토큰", "tokens per eojeol"),
                Self.figure(estimate.value, "\(base)/tokens_per_eojeol/value", digits: 2))
        }
        if let gain = report.report.total.comparison(of: index, with: 0) {
            let position = report.report.total.comparisons.firstIndex(of: gain) ?? 0
            let first = TerminalText.truncated(report.report.tokenizers[0], to: 14)
            add(
                Bilingual("\(first) 대비 글 길이", "length against \(first)"),
                Self.figure(
                    gain.gain.times, "total/comparisons/\(position)/times_longer/value", digits: 2, suffix: "×"))
        }
        if let estimate = report.pagesInContext.isEmpty ? nil : report.pagesInContext[index] {
            add(
                Bilingual("문맥에 드는 쪽", "pages in the context"),
                Self.figure(estimate.value, "context/pages/\(index)/value", digits: 0))
        }
        if let altered = summary.alteredDocuments, altered > 0 {
            add(Bilingual("정규화로 바뀐 문서", "changed by normalization"), Figures.grouped(altered))
        }
        let big =
            summary.charactersPerToken.map {
                Self.figure($0.value, "\(base)/characters_per_token/value", digits: 3)
            } ?? "–"
        return Markup.element(
            "article", [("class", "card s\(index % 6)")],
            "<h2>\(name)</h2><p class=\"big\">\(big)</p><p class=\"unit\">"
                + Bilingual("토큰당 글자", "characters per token").html + "</p><dl>\(list)</dl>")
    }

    /// A figure that says where it is in the JSON.
    private static func figure(_ value: Double, _ key: String, digits: Int, suffix: String = "") -> String {
        Markup.element(
            "span", [("data-key", key), ("data-value", value.description)], Figures.decimal(value, digits) + suffix)
    }

    // MARK: Sections

    private static func section(_ title: Bilingual, _ text: Bilingual, _ content: String) -> String {
        "<section><h2>\(title.html)</h2><p>\(text.html)</p>\(content)</section>"
    }

    private var legend: String {
        let items = report.report.tokenizers.enumerated().map { index, name in
            "<li class=\"s\(index % 6)\"><i></i>\(Markup.escape(name))</li>"
        }
        return "<ul class=\"legend\">\(items.joined())</ul>"
    }

    private static func scrolling(_ svg: String) -> String { "<div class=\"scroll\">\(svg)</div>" }

    private var genreSection: String {
        Self.section(
            Bilingual("갈래별 압축", "Compression by genre"),
            Bilingual(
                "토큰 하나에 담기는 글자 수입니다. 길수록 같은 문맥에 더 긴 글이 들어갑니다. 가는 선은 문서를 다시 뽑아 얻은 95 % 구간입니다.",
                "Characters in one token: the longer the bar, the longer a text the same context takes. The thin lines "
                    + "are 95 % intervals from resampled documents."),
            legend + Self.scrolling(GenreBars(report: report).svg))
    }

    private var lengthSection: String {
        guard let svg = TokenHistogram(report: report).svg else { return "" }
        let fits = report.fittingShares.enumerated().map { index, share in
            "\(report.report.tokenizers[index]) \(Figures.decimal(share * 100, 1)) %"
        }.joined(separator: ", ")
        let text =
            report.context == nil
            ? Bilingual("문서마다 토큰이 몇 개인지 보입니다.", "How many tokens the documents take.")
            : Bilingual("통째로 문맥에 들어가는 문서: \(fits)", "Documents that fit whole into the context: \(fits)")
        return Self.section(Bilingual("문서 길이와 문맥", "Documents and the context"), text, legend + Self.scrolling(svg))
    }

    private var pagesSection: String {
        guard let svg = PagesChart(report: report).svg, let page = report.pageNames.first else { return "" }
        return Self.section(
            Bilingual("토큰과 쪽", "Pages against tokens"),
            Bilingual(
                "문서를 섞어 이어 붙일 때 쌓이는 쪽수입니다(쪽: \(page)). 점선은 문서가 모자라 평균으로 이은 부분, 옅은 면은 첫 토크나이저의 갈래별 범위입니다.",
                "Pages that add up when shuffled documents follow each other (page: \(page)). Dotted: no documents left, carried on "
                    + "at their average. The pale area is the first tokenizer's range over genres."),
            Self.scrolling(svg))
    }

    private var memorySection: String {
        guard let memory, let svg = MemoryChart(memory: memory).svg else { return "" }
        return Self.section(
            Bilingual("긴 글의 메모리", "Memory for long texts"),
            Bilingual(
                "글 하나를 읽는 동안 모델이 쥐고 있어야 하는 KV 캐시입니다(구조가 요구하는 만큼, 가중치 제외). 점선은 모델의 문맥을 넘는 길이입니다.",
                "The key-value cache that a model must hold for one text, as its architecture needs it, weights not "
                    + "counted. Dotted: beyond the model's context."), Self.scrolling(svg))
    }

    private var tableSection: String {
        let titles = [
            Bilingual("문서", "documents"), Bilingual("토크나이저", "tokenizer"), Bilingual("토큰", "tokens"),
            Bilingual("글자/토큰", "char/token"), Bilingual("10 %–90 % 문서", "10–90 % of documents"),
            Bilingual("토큰/어절", "tokens/eojeol"), Bilingual("첫째가 더 긴 배수", "first is longer by"),
            Bilingual("첫째가 아끼는 토큰", "first saves"),
        ]
        var rows = "<tr>" + titles.map { "<th>\($0.html)</th>" }.joined() + "</tr>"
        for (number, entry) in report.groups.enumerated() {
            let path = number == 0 ? "total" : "genres/\(number - 1)"
            for (index, summary) in entry.group.tokenizers.enumerated() {
                rows += tableRow(number == 0, entry.label, entry.group, path, index, summary)
            }
        }
        return Self.section(
            Bilingual("모든 수", "All figures"),
            Bilingual(
                "괄호 안은 문서 수입니다. “1.3배 길다”는 “토큰이 23.1 % 적다”와 같은 말입니다.",
                "Numbers of documents in parentheses. \"1.3 times longer\" is the same as \"23.1 % fewer tokens\"."),
            "<div class=\"scroll\"><table>\(rows)</table></div>")
    }

    private func tableRow(
        _ isTotal: Bool, _ label: String, _ group: GroupSummary, _ path: String, _ index: Int,
        _ summary: TokenizerSummary
    ) -> String {
        let base = "\(path)/tokenizers/\(index)"
        let name =
            isTotal ? Bilingual("모든 문서", "all documents").html : Markup.escape(label)
        let range = summary.percentiles.map {
            "\(Figures.decimal($0.tenth, 2))–\(Figures.decimal($0.ninetieth, 2))"
        }
        var cells = [
            index == 0 ? "\(name) (\(Figures.grouped(group.documents)))" : "",
            Markup.escape(report.report.tokenizers[index]),
            Markup.element(
                "span", [("data-key", "\(base)/tokens"), ("data-value", "\(summary.tokens)")],
                Figures.grouped(summary.tokens)),
            summary.charactersPerToken.map { estimate in
                Self.figure(estimate.value, "\(base)/characters_per_token/value", digits: 3)
                    + "<span class=\"range\">\(TextFigures.interval(estimate, 2))</span>"
            } ?? "–", range ?? "–",
            summary.tokensPerEojeol.map {
                Self.figure($0.value, "\(base)/tokens_per_eojeol/value", digits: 2)
            } ?? "–",
        ]
        if let comparison = group.comparison(of: 0, with: index) {
            let position = group.comparisons.firstIndex(of: comparison) ?? 0
            let key = "\(path)/comparisons/\(position)"
            cells += [
                Self.figure(comparison.gain.times, "\(key)/times_longer/value", digits: 3, suffix: "×"),
                Markup.element(
                    "span",
                    [
                        ("data-key", "\(key)/fewer_tokens_share/value"),
                        ("data-value", comparison.saving.share.description),
                    ], Figures.decimal(comparison.saving.share * 100, 1) + " %"),
            ]
        } else {
            cells += ["", ""]
        }
        return (index == 0 ? "<tr class=\"first\">" : "<tr>") + cells.map { "<td>\($0)</td>" }.joined() + "</tr>"
    }

    private var footer: String {
        let bootstrap = report.report.bootstrap
        let unit =
            report.report.isExact
            ? Bilingual("문서", "documents") : Bilingual("이웃한 문서 묶음", "groups of neighbouring documents")
        let method = Bilingual(
            "구간: \(unit.korean)를 \(Figures.grouped(bootstrap.resamples))번 다시 뽑은 부트스트랩, 씨앗 \(bootstrap.seed). 글자는 유니코드 코드 포인트.",
            "Intervals: bootstrap over \(unit.english), \(Figures.grouped(bootstrap.resamples)) resamples, seed "
                + "\(bootstrap.seed). Characters are Unicode code points.")
        let data = Bilingual(
            "이 파일은 혼자서 완전합니다. 위의 모든 수는 파일 안의 JSON(id=data)에 그대로 있습니다.",
            "This file is complete in itself: every figure above is in the JSON inside it (id=data).")
        return "<footer><p>\(method.html)</p><p>\(data.html)</p></footer>"
    }
}
