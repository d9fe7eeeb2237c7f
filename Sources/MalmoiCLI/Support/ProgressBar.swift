import Foundation
import Synchronization

/// A bar on standard error for work that takes over a second: how much is done, how fast, and how long it will take.
///
/// It draws only on a terminal. Rates and the time left come from what has really been done so far; nothing is shown
/// as finished before it is.
final class ProgressBar: Sendable {
    private struct State {
        var start = Date()
        var lastDraw = Date.distantPast
        var isDrawn = false
    }

    private let label: String
    private let unit: Unit
    private let isOn: Bool
    private let printsLines: Bool
    private let state = Mutex(State())

    enum Unit: Sendable {
        case bytes
        case tokens
    }

    /// - Parameter printsLines: whether to print a line every ten seconds in place of a bar.
    init(_ label: String, unit: Unit, printsLines: Bool = false) {
        self.label = label
        self.unit = unit
        self.printsLines = printsLines
        isOn = printsLines || StandardStream.error.isTerminal
    }

    /// Shows how far the work is.
    ///
    /// - Parameter total: nil where it is not known (standard input).
    func update(_ done: Int, of total: Int?) {
        guard isOn else { return }
        state.withLock { state in
            let now = Date()
            let elapsed = now.timeIntervalSince(state.start)
            guard elapsed > 1, now.timeIntervalSince(state.lastDraw) > (printsLines ? 10 : 0.1) else { return }
            state.lastDraw = now
            if printsLines {
                let text = line(done, total, elapsed) + "  \(ProcessMemory.current / 1_000_000) MB memory\n"
                return StandardStream.error.write(Array(text.utf8))
            }
            state.isDrawn = true
            StandardStream.error.write(Array(("\r\u{1B}[K" + line(done, total, elapsed)).utf8))
        }
    }

    /// Takes the bar away.
    func finish() {
        state.withLock { state in
            if state.isDrawn {
                StandardStream.error.write(Array("\r\u{1B}[K".utf8))
                state.isDrawn = false
            }
        }
    }

    private func line(_ done: Int, _ total: Int?, _ elapsed: Double) -> String {
        let rate = Double(done) / elapsed
        guard let total, total > 0 else { return "\(label)  \(amount(done))  \(amount(Int(rate)))/s" }
        let share = min(Double(done) / Double(total), 1)
        let width = 28
        let filled = Int(share * Double(width))
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        let left = rate > 0 ? duration(Double(total - done) / rate) : "–"
        let percent = Int(share * 100)
        if printsLines {
            return "\(label)  \(percent) %  \(amount(done)) of \(amount(total))  \(amount(Int(rate)))/s  \(left) left"
        }
        return
            "\(label)  \(bar) \(percent) %  \(amount(done)) of \(amount(total))  \(amount(Int(rate)))/s  \(left) left"
    }

    private func amount(_ value: Int) -> String {
        switch unit {
        case .tokens: return "\(value) tokens"
        case .bytes: return value < 10_000_000 ? "\(value / 1000) kB" : "\(value / 1_000_000) MB"
        }
    }

    private func duration(_ seconds: Double) -> String {
        let whole = Int(max(seconds, 0).rounded())
        return whole < 60
            ? "\(whole) s"
            : whole < 3600 ? "\(whole / 60) min \(whole % 60) s" : "\(whole / 3600) h \(whole / 60 % 60) min"
    }
}
