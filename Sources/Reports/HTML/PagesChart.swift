internal import LongContext

/// Pages against tokens: the documents one after the other, and what the context holds of them.
struct PagesChart {
    let report: ComparisonReport

    private static let width = 960.0
    private static let height = 380.0
    private static let left = 64.0
    private static let right = 800.0
    private static let bottom = 332.0
    private static let top = 34.0

    var svg: String? {
        guard let context = report.context, !report.pageNames.isEmpty else { return nil }
        let tokens = Double(context.tokens)
        let slopes = report.report.total.tokenizers.map { $0.pagesPerToken[0]?.value ?? 0 }
        let genres = report.groups.dropFirst().compactMap { $0.group.tokenizers[0].pagesPerToken[0]?.value }.sorted()
        let steepest = max(slopes.max() ?? 0, genres.last ?? 0)
        guard steepest > 0 else { return nil }
        let x = Axis(linearTo: tokens, from: Self.left, to: Self.right, steps: 8)
        let y = Axis(linearTo: steepest * tokens, from: Self.bottom, to: Self.top)
        var content = grid(x, y)
        if genres.count > 1 { content += fan(genres, tokens, x, y) }
        for index in report.report.tokenizers.indices { content += line(index, slopes[index], tokens, x, y) }
        content += contextLine(tokens, x)
        content += endLabels(slopes, tokens, x, y)
        content += Bilingual("누적 토큰(문서는 섞은 차례) →", "tokens, documents in shuffled order →").svg([
            ("x", Markup.number(Self.right)), ("y", Markup.number(Self.height - 6)), ("class", "axis"),
            ("text-anchor", "end"),
        ])
        content += Bilingual("쪽", "pages").svg([("x", "0"), ("y", "14"), ("class", "axis")])
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
                Figures.grouped(Int(tick)))
        }
        for tick in x.ticks {
            content += Markup.element(
                "text",
                [
                    ("x", Markup.number(x(tick))), ("y", Markup.number(Self.bottom + 18)), ("class", "tick"),
                    ("text-anchor", "middle"),
                ], Axis.short(tick))
        }
        return content
    }

    /// The first tokenizer's range over genres.
    private func fan(_ slopes: [Double], _ tokens: Double, _ x: Axis, _ y: Axis) -> String {
        let points = [
            (0.0, 0.0), (tokens, slopes[0] * tokens), (tokens, slopes[slopes.count - 1] * tokens),
        ].map { "\(Markup.number(x($0.0))),\(Markup.number(y($0.1)))" }.joined(separator: " ")
        return Markup.element("polygon", [("points", points), ("class", "fan s0")])
    }

    /// The documents in an order drawn from the bootstrap's seed: in that of the input, one genre after the other would
    /// bend the lines, and all that fits into the context would be the first genre.
    private var shuffled: [SampledDocument] {
        var generator = SplitMix64(seed: report.report.bootstrap.seed)
        return report.report.sample.shuffled(using: &generator)
    }

    /// The documents' own course as far as they go, and from there on their average.
    private func line(_ index: Int, _ slope: Double, _ tokens: Double, _ x: Axis, _ y: Axis) -> String {
        var points = [(0.0, 0.0)]
        var sum = (tokens: 0.0, pages: 0.0)
        for document in shuffled where sum.tokens < tokens {
            let next = (sum.tokens + Double(document.tokens[index]), sum.pages + document.pages[0])
            if next.0 > tokens, next.0 > sum.tokens {
                let share = (tokens - sum.tokens) / (next.0 - sum.tokens)
                points.append((tokens, sum.pages + (next.1 - sum.pages) * share))
            } else {
                points.append(next)
            }
            sum = next
        }
        func path(_ points: [(Double, Double)]) -> String {
            points.map { "\(Markup.number(x($0.0))),\(Markup.number(y($0.1)))" }.joined(separator: " ")
        }
        var content = Markup.element("polyline", [("points", path(points)), ("class", "line s\(index % 6)")])
        if sum.tokens < tokens, let last = points.last {
            let end = (tokens, last.1 + slope * (tokens - last.0))
            content += Markup.element(
                "polyline", [("points", path([last, end])), ("class", "line dashed s\(index % 6)")])
        }
        return content
    }

    private func contextLine(_ tokens: Double, _ x: Axis) -> String {
        let position = Markup.number(x(tokens))
        return Markup.element(
            "line",
            [
                ("x1", position), ("x2", position), ("y1", Markup.number(Self.top - 12)),
                ("y2", Markup.number(Self.bottom)), ("class", "limit"),
            ])
            + Bilingual(
                "문맥 \(Figures.grouped(Int(tokens))) 토큰", "context of \(Figures.grouped(Int(tokens))) tokens"
            ).svg([
                ("x", Markup.number(x(tokens) - 8)), ("y", Markup.number(Self.top - 4)), ("class", "limitname"),
                ("text-anchor", "end"),
            ])
    }

    private func endLabels(_ slopes: [Double], _ tokens: Double, _ x: Axis, _ y: Axis) -> String {
        let positions = LabelStack.spread(slopes.map { y($0 * tokens) }, distance: 17, from: Self.top, to: Self.bottom)
        var content = ""
        for (index, name) in report.report.tokenizers.enumerated() {
            guard let estimate = report.pagesInContext[index] else { continue }
            let start = x(tokens) + 10
            let pages = Figures.decimal(estimate.value, 0)
            let attributes = [
                ("x", Markup.number(start)), ("y", Markup.number(positions[index] + 4)), ("class", "end s\(index % 6)"),
                ("data-key", "context/pages/\(index)/value"), ("data-value", estimate.value.description),
            ]
            let short = TerminalText.truncated(name, to: 12)
            content += Bilingual("\(pages)쪽 \(short)", "\(pages) pages \(short)").svg(attributes)
        }
        return content
    }
}

/// Keeps labels apart that would lie on each other.
enum LabelStack {
    /// The positions moved as little as needed to be `distance` apart and inside the range, in the given order of items.
    static func spread(_ positions: [Double], distance: Double, from low: Double, to high: Double) -> [Double] {
        let order = positions.indices.sorted {
            positions[$0] == positions[$1] ? $0 < $1 : positions[$0] < positions[$1]
        }
        var result = positions
        var floor = low
        for index in order {
            result[index] = max(positions[index], floor)
            floor = result[index] + distance
        }
        var ceiling = high
        for index in order.reversed() {
            result[index] = min(result[index], ceiling)
            ceiling = result[index] - distance
        }
        return result
    }
}
