import ArgumentParser
import Files
import Foundation

/// The entry point: runs the command, and turns whatever goes wrong into one line and an exit code.
@main
enum Main {
    static func main() {
        Interruption.removeTemporaryFiles()
        do {
            var command = try Malmoi.parseAsRoot()
            try command.run()
        } catch {
            exit(report(error))
        }
    }

    /// Prints what is to be said about an error.
    ///
    /// - Returns: the exit code.
    private static func report(_ error: any Error) -> Int32 {
        if let code = ExitStatus(for: error) {
            StandardStream.error.write(Array("malmoi: \(error)\n".utf8))
            return code.rawValue
        }
        let message = Malmoi.fullMessage(for: error)
        let code = Malmoi.exitCode(for: error)
        if !message.isEmpty {
            let stream: StandardStream = code.isSuccess ? .output : .error
            stream.write(Array((message + "\n").utf8))
        }
        return code == .validationFailure ? ExitStatus.usage.rawValue : code.rawValue
    }
}
