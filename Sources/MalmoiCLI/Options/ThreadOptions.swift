import ArgumentParser
import Foundation

/// How many threads a command uses. Results never depend on it.
struct ThreadOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("How many threads to use (default: one a core).", valueName: "n"))
    var threads: Int = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        if threads < 1 || threads > 1024 {
            throw ValidationError("--threads must be between 1 and 1024.")
        }
    }
}
