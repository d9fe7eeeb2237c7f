internal import LongContext

/// Figures that may be missing, as text.
enum TextFigures {
    static func decimal(_ value: Double?, _ digits: Int) -> String {
        value.map { Figures.decimal($0, digits) } ?? "–"
    }

    static func estimate(_ estimate: Estimate?, _ digits: Int) -> String {
        decimal(estimate?.value, digits)
    }

    static func interval(_ estimate: Estimate?, _ digits: Int) -> String {
        guard let interval = estimate?.interval else { return "–" }
        return "\(Figures.decimal(interval.low, digits))–\(Figures.decimal(interval.high, digits))"
    }
}
