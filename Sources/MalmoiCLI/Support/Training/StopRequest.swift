import Dispatch
import Foundation
import Synchronization

/// A wish to end (Ctrl-C, SIGTERM) that waits for work to be saved.
///
/// While it lives, the two signals do not end the process: they are noted, and whoever works asks `isWanted` or gives
/// an action. A second signal ends at once.
final class StopRequest: @unchecked Sendable {
    // @unchecked: `sources` is only touched by `init` and `deinit`.

    private struct State {
        var signal: Int32 = 0
        var action: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())
    private let sources: [any DispatchSourceSignal]

    init() {
        let numbers = [SIGINT, SIGTERM]
        let queue = DispatchQueue(label: "malmoi.signals")
        sources = numbers.map { number in
            signal(number, SIG_IGN)
            return DispatchSource.makeSignalSource(signal: number, queue: queue)
        }
        for (source, number) in zip(sources, numbers) {
            source.setEventHandler { [weak self] in self?.take(number) }
            source.resume()
        }
    }

    deinit {
        for source in sources { source.cancel() }
        Interruption.removeTemporaryFiles()
    }

    /// The exit code to end with, nil while nobody wants an end.
    var exitCode: Int32? {
        state.withLock { $0.signal == 0 ? nil : 128 + $0.signal }
    }

    /// Says what to do before the process ends, for work that does not ask.
    func onStop(_ action: @escaping @Sendable () -> Void) {
        state.withLock { $0.action = action }
    }

    private func take(_ number: Int32) {
        let (isSecond, action) = state.withLock { state in
            defer { state.signal = number }
            return (state.signal != 0, state.action)
        }
        if isSecond {
            _exit(128 + number)
        }
        if let action {
            action()
            Interruption.end(number)
        }
    }
}
