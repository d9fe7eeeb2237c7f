import Foundation
internal import LongContext

/// A scale from values to coordinates, with places for labels.
struct Axis {
    private let isLogarithmic: Bool
    private let low: Double
    private let high: Double
    private let start: Double
    private let end: Double
    let ticks: [Double]

    /// Equal steps, from zero to a round number that is not below `maximum`.
    init(linearTo maximum: Double, from start: Double, to end: Double, steps: Int = 6) {
        let rough = max(maximum, 1e-9) / Double(steps)
        let power = pow(10, floor(log10(rough)))
        let step = [1, 2, 2.5, 5, 10].map { $0 * power }.first { $0 >= rough * 0.999_999 } ?? 10 * power
        let count = Int((maximum / step - 1e-9).rounded(.up))
        isLogarithmic = false
        low = 0
        high = Double(max(count, 1)) * step
        self.start = start
        self.end = end
        ticks = (0...max(count, 1)).map { Double($0) * step }
    }

    /// Equal ratios; `base` to `base` is a tick.
    init(logarithmicFrom low: Double, to high: Double, base: Double, from start: Double, to end: Double) {
        isLogarithmic = true
        let first = floor(log(max(low, 1e-12)) / log(base) + 1e-9)
        let last = max(first + 1, ceil(log(max(high, 1e-12)) / log(base) - 1e-9))
        self.low = pow(base, first)
        self.high = pow(base, last)
        self.start = start
        self.end = end
        ticks = (Int(first)...Int(last)).map { pow(base, Double($0)) }
    }

    var limit: Double { high }
    var origin: Double { low }

    func callAsFunction(_ value: Double) -> Double {
        let share =
            isLogarithmic
            ? (log(max(value, low)) - log(low)) / (log(high) - log(low)) : (value - low) / (high - low)
        return start + (end - start) * share
    }

    /// 1,500 as 1.5K, 262,144 as 262K; with `binary`, 262,144 as 256K.
    static func short(_ value: Double, binary: Bool = false) -> String {
        let thousand = binary ? 1_024.0 : 1_000.0
        var scaled = value
        var unit = 0
        while scaled >= thousand, unit < 3 {
            scaled /= thousand
            unit += 1
        }
        let digits = scaled < 10 && scaled != scaled.rounded() ? (scaled < 1 ? 2 : 1) : 0
        return Figures.decimal(scaled, digits) + ["", "K", "M", "G"][unit]
    }
}
