import Files
import Foundation

/// What an interrupt (Ctrl-C) or a request to end does: no temporary file is left behind.
enum Interruption {
    static func removeTemporaryFiles() {
        signal(SIGPIPE, SIG_IGN)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number) { number in
                TemporaryFiles.removeAll()
                _exit(128 + number)
            }
        }
    }

    /// Ends the process as the signal would have.
    static func end(_ number: Int32) -> Never {
        TemporaryFiles.removeAll()
        _exit(128 + number)
    }
}
