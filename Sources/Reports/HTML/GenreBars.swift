internal import LongContext

/// Bars of characters per token, a group of bars for each genre, with intervals.
struct GenreBars {
    let report: ComparisonReport

    private static let width = 960.0
    private static let labels = 170.0
    private static let barHeight = 11.0
    private static let groupGap = 13.0

    /// All documents first, then the genres by the first tokenizer, best first. `path` is where a group is in the JSON.
    private var rows: [(label: Bilingual, path: String, group: GroupSummary)] {
        let genres = report.groups.dropFirst().enumerated().map { index, entry in
            (Bilingual(entry.label, entry.label), "genres/\(index)", entry.group)
        }
        let sorted = genres.enumerated().sorted { left, right in
            let values = [left, right].map { $0.element.2.tokenizers[0].charactersPerToken?.value ?? 0 }
            return values[0] == values[1] ? left.offset < right.offset : values[0] > values[1]
        }
        return [(Bilingual("모든 문서", "all documents"), "total", report.report.total)]
            + sorted.map { (label: $0.element.0, path: $0.element.1, group: $0.element.2) }
    }

    var svg: String {
        let rows = rows
        let tokenizers = report.report.tokenizers.count
        let groupHeight = Double(tokenizers) * Self.barHeight + Self.groupGap
        let top = 8.0
        let bottom = top + Double(rows.count) * groupHeight + 8
        let maximum =
            rows.flatMap { $0.group.tokenizers }.compactMap { summary in
                summary.charactersPerToken.map { $0.interval?.high ?? $0.value }
            }.max() ?? 1
        let axis = Axis(linearTo: maximum, from: Self.labels, to: Self.width - 52)
        var content = ""
        for tick in axis.ticks {
            let x = Markup.number(axis(tick))
            content += Markup.element(
                "line",
                [
                    ("x1", x), ("x2", x), ("y1", Markup.number(top)), ("y2", Markup.number(bottom - 4)),
                    ("class", "grid"),
                ])
            content += Markup.element(
                "text", [("x", x), ("y", Markup.number(bottom + 14)), ("class", "tick"), ("text-anchor", "middle")],
                Figures.decimal(tick, axis.ticks.contains { $0 != $0.rounded() } ? 1 : 0))
        }
        for (index, row) in rows.enumerated() {
            let y = top + Double(index) * groupHeight + Self.groupGap / 2
            content += group(row.group, row.label, path: row.path, isTotal: index == 0, y: y, axis)
        }
        content += Bilingual("토큰당 글자 수 →", "characters per token →").svg([
            ("x", Markup.number(Self.width - 52)), ("y", Markup.number(bottom + 32)), ("class", "axis"),
            ("text-anchor", "end"),
        ])
        return Markup.element(
            "svg",
            [
                ("viewBox", "0 0 \(Markup.number(Self.width)) \(Markup.number(bottom + 40))"), ("role", "img"),
                ("class", "chart"),
            ],
            content)
    }

    private func group(
        _ group: GroupSummary, _ label: Bilingual, path: String, isTotal: Bool, y: Double, _ axis: Axis
    ) -> String {
        let middle = y + Double(group.tokenizers.count) * Self.barHeight / 2
        let short = Bilingual(
            TerminalText.truncated(label.korean, to: 22), TerminalText.truncated(label.english, to: 22))
        var content = short.svg([
            ("x", Markup.number(Self.labels - 12)), ("y", Markup.number(middle + 4)),
            ("class", isTotal ? "name strong" : "name"), ("text-anchor", "end"),
        ])
        for (index, summary) in group.tokenizers.enumerated() {
            guard let estimate = summary.charactersPerToken else { continue }
            let top = y + Double(index) * Self.barHeight
            let key = "\(path)/tokenizers/\(index)/characters_per_token/value"
            content += Markup.element(
                "rect",
                [
                    ("x", Markup.number(axis(0))), ("y", Markup.number(top + 1)),
                    ("width", Markup.number(axis(estimate.value) - axis(0))),
                    ("height", Markup.number(Self.barHeight - 2)), ("rx", "1.5"), ("class", "bar s\(index % 6)"),
                ])
            var end = axis(estimate.value)
            if let interval = estimate.interval {
                let y = Markup.number(top + Self.barHeight / 2)
                end = axis(interval.high)
                content += Markup.element(
                    "line",
                    [
                        ("x1", Markup.number(axis(interval.low))), ("x2", Markup.number(end)), ("y1", y), ("y2", y),
                        ("class", "whisker"),
                    ])
            }
            content += Markup.element(
                "text",
                [
                    ("x", Markup.number(end + 6)), ("y", Markup.number(top + Self.barHeight - 1.5)),
                    ("class", isTotal ? "value strong" : "value"), ("data-key", key),
                    ("data-value", estimate.value.description),
                ], Figures.decimal(estimate.value, 2))
        }
        return content
    }
}
