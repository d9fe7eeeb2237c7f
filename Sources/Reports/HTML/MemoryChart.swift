internal import LongContext

/// The key-value cache of models against the length of the text.
struct MemoryChart {
    let memory: MemoryReport

    private static let width = 960.0
    private static let height = 400.0
    private static let left = 64.0
    private static let right = 720.0
    private static let bottom = 352.0
    private static let top = 30.0
    private static let gibibyte = 1_073_741_824.0

    var svg: String? {
        let rows = memory.rows.filter { $0.batch == memory.rows.first?.batch }
        let values = rows.flatMap { $0.architectural }.filter { $0 > 0 }.map { Double($0) / Self.gibibyte }
        guard rows.count > 1, let least = values.min(), let most = values.max(),
            let shortest = rows.map(\.tokens).min(), let longest = rows.map(\.tokens).max(), shortest > 0
        else { return nil }
        let x = Axis(
            logarithmicFrom: Double(shortest), to: Double(longest), base: 4, from: Self.left, to: Self.right)
        let y = Axis(logarithmicFrom: least, to: most, base: 4, from: Self.bottom, to: Self.top)
        var content = grid(x, y)
        for index in memory.models.indices { content += line(index, rows, x, y) }
        content += endLabels(rows, x, y)
        content += Bilingual("글 길이(토큰) →", "length of the text in tokens →").svg([
            ("x", Markup.number(Self.right)), ("y", Markup.number(Self.height - 6)), ("class", "axis"),
            ("text-anchor", "end"),
        ])
        content += Bilingual(
            "KV 캐시(GiB, \(memory.element.rawValue))", "key-value cache (GiB, \(memory.element.rawValue))"
        )
        .svg([("x", "0"), ("y", "12"), ("class", "axis")])
        return Markup.element(
            "svg",
            [
                ("viewBox", "0 0 \(Markup.number(Self.width)) \(Markup.number(Self.height))"), ("role", "img"),
                ("class", "chart"),
            ],
            content)
    }

    private func grid(_ x: Axis, _ y: Axis) -> String {
        var content = ""
        for tick in y.ticks {
            let position = Markup.number(y(tick))
            content += Markup.element(
                "line",
                [
                    ("x1", Markup.number(Self.left)), ("x2", Markup.number(Self.right)), ("y1", position),
                    ("y2", position), ("class", "grid"),
                ])
            content += Markup.element(
                "text",
                [
                    ("x", Markup.number(Self.left - 8)), ("y", Markup.number(y(tick) + 4)), ("class", "tick"),
                    ("text-anchor", "end"),
                ],
                tick >= 1 ? Figures.decimal(tick, 0) : "1/" + Figures.decimal(1 / tick, 0))
        }
        for tick in x.ticks {
            content += Markup.element(
                "text",
                [
                    ("x", Markup.number(x(tick))), ("y", Markup.number(Self.bottom + 18)), ("class", "tick"),
                    ("text-anchor", "middle"),
                ], Axis.short(tick, binary: true))
        }
        return content
    }

    /// Solid as far as the model's context goes, dashed beyond.
    private func line(_ index: Int, _ rows: [MemoryReport.Row], _ x: Axis, _ y: Axis) -> String {
        let model = memory.models[index]
        func path(_ rows: [MemoryReport.Row]) -> String {
            rows.map { row in
                let bytes = Double(row.architectural[index]) / Self.gibibyte
                return "\(Markup.number(x(Double(row.tokens)))),\(Markup.number(y(bytes)))"
            }.joined(separator: " ")
        }
        let inside = rows.filter { row in model.context.map { row.tokens <= $0 } ?? true }
        let beyond = rows.filter { row in model.context.map { row.tokens >= $0 } ?? false }
        let style = "line s\(index % 6)" + (index >= 6 ? " thin" : index == 0 ? " first" : "")
        var content = inside.count > 1 ? Markup.element("polyline", [("points", path(inside)), ("class", style)]) : ""
        if beyond.count > 1 {
            content += Markup.element("polyline", [("points", path(beyond)), ("class", style + " dashed")])
        }
        return content
    }

    private func endLabels(_ rows: [MemoryReport.Row], _ x: Axis, _ y: Axis) -> String {
        guard let last = rows.last else { return "" }
        let positions = LabelStack.spread(
            last.architectural.map { y(Double($0) / Self.gibibyte) }, distance: 17, from: Self.top, to: Self.bottom)
        var content = ""
        for (index, model) in memory.models.enumerated() {
            let bytes = last.architectural[index]
            content += Markup.element(
                "text",
                [
                    ("x", Markup.number(x(Double(last.tokens)) + 10)), ("y", Markup.number(positions[index] + 4)),
                    ("class", "end s\(index % 6)"),
                    ("data-key", "memory/rows/\(memory.rows.count - 1)/models/\(index)/architectural_bytes"),
                    ("data-value", "\(bytes)"),
                ], Markup.escape("\(Figures.bytes(bytes))  \(TerminalText.truncated(model.name, to: 18))"))
        }
        return content
    }
}
