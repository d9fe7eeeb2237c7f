import Foundation
internal import LongContext

/// How long the documents are in tokens, against the context.
struct TokenHistogram {
    let report: ComparisonReport

    private static let width = 960.0
    private static let height = 300.0
    private static let left = 56.0
    private static let bottom = 256.0
    private static let top = 34.0
    private static let binsPerDecade = 8.0

    var svg: String? {
        let lengths = report.report.sample.flatMap { $0.tokens }.filter { $0 > 0 }.map(Double.init)
        guard let shortest = lengths.min(), let longest = lengths.max() else { return nil }
        let context = Double(report.context?.tokens ?? 0)
        let x = Axis(
            logarithmicFrom: shortest, to: max(longest, context * 1.5), base: 10, from: Self.left, to: Self.width - 20)
        let bins = Int((log10(x.limit / x.origin) * Self.binsPerDecade).rounded())
        let histograms = report.report.tokenizers.indices.map { index in
            histogram(of: report.report.sample.map { $0.tokens[index] }, bins: bins, x)
        }
        let highest = histograms.flatMap { $0 }.max() ?? 0
        let y = Axis(linearTo: max(highest, 0.01) * 100, from: Self.bottom, to: Self.top, steps: 4)
        var content = grid(x, y)
        for (index, shares) in histograms.enumerated() {
            content += outline(shares, index, x, y)
        }
        if context > 0 { content += contextLine(context, x) }
        content += Bilingual("문서 길이(토큰, 로그 눈금) →", "tokens of a document, logarithmic →").svg([
            ("x", Markup.number(Self.width - 20)), ("y", Markup.number(Self.height - 4)), ("class", "axis"),
            ("text-anchor", "end"),
        ])
        content += Bilingual("문서 비율", "share of documents").svg([
            ("x", "0"), ("y", "14"), ("class", "axis"),
        ])
        return Markup.element(
            "svg",
            [
                ("viewBox", "0 0 \(Markup.number(Self.width)) \(Markup.number(Self.height))"), ("role", "img"),
                ("class", "chart"),
            ],
            content)
    }

    private func histogram(of tokens: [Int], bins: Int, _ x: Axis) -> [Double] {
        var counts = [Double](repeating: 0, count: bins)
        for token in tokens where token > 0 {
            let bin = Int(log10(Double(token) / x.origin) * Self.binsPerDecade + 1e-9)
            counts[min(max(bin, 0), bins - 1)] += 1
        }
        return counts.map { $0 / Double(max(tokens.count, 1)) }
    }

    private func grid(_ x: Axis, _ y: Axis) -> String {
        var content = ""
        for tick in y.ticks {
            let position = Markup.number(y(tick))
            content += Markup.element(
                "line",
                [
                    ("x1", Markup.number(Self.left)), ("x2", Markup.number(Self.width - 20)), ("y1", position),
                    ("y2", position), ("class", "grid"),
                ])
            content += Markup.element(
                "text",
                [
                    ("x", Markup.number(Self.left - 8)), ("y", Markup.number(y(tick) + 4)), ("class", "tick"),
                    ("text-anchor", "end"),
                ],
                Figures.decimal(tick, tick == tick.rounded() ? 0 : 1) + " %")
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

    private func outline(_ shares: [Double], _ index: Int, _ x: Axis, _ y: Axis) -> String {
        func edge(_ bin: Int) -> Double { x(x.origin * pow(10, Double(bin) / Self.binsPerDecade)) }
        var path = "M\(Markup.number(edge(0))) \(Markup.number(y(0)))"
        for (bin, share) in shares.enumerated() {
            path += "V\(Markup.number(y(share * 100)))H\(Markup.number(edge(bin + 1)))"
        }
        path += "V\(Markup.number(y(0)))"
        return Markup.element("path", [("d", path + "Z"), ("class", "area s\(index % 6)")])
            + Markup.element("path", [("d", path), ("class", "step s\(index % 6)")])
    }

    private func contextLine(_ context: Double, _ x: Axis) -> String {
        let position = Markup.number(x(context))
        return Markup.element(
            "line",
            [
                ("x1", position), ("x2", position), ("y1", Markup.number(Self.top - 10)),
                ("y2", Markup.number(Self.bottom)), ("class", "limit"),
            ])
            + Bilingual(
                "문맥 \(Figures.grouped(Int(context))) 토큰", "context of \(Figures.grouped(Int(context))) tokens"
            ).svg([
                ("x", Markup.number(x(context) - 8)), ("y", Markup.number(Self.top - 2)), ("class", "limitname"),
                ("text-anchor", "end"),
            ])
    }
}
