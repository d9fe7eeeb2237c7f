public import ArgumentParser
import LongContext
public import Reports

/// In which form a report is printed.
struct ReportOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("table is for people, json and csv are for programs.", valueName: "format"))
    var format: ReportFormat = .table

    func print(_ report: some Report) throws {
        try StandardStream.output.writeAll(report.bytes(format))
    }
}

/// How intervals are made.
struct BootstrapOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Seed of the bootstrap: the same seed gives the same intervals.", valueName: "n"))
    var seed: UInt64 = Bootstrap().seed

    @Option(name: .long, help: ArgumentHelp("How often documents are drawn anew.", valueName: "n"))
    var resamples: Int = Bootstrap().resamples

    func validate() throws {
        if !(100...1_000_000).contains(resamples) {
            throw ValidationError("--resamples must be between 100 and 1000000.")
        }
    }

    var bootstrap: Bootstrap { Bootstrap(resamples: resamples, seed: seed) }
}

extension ReportFormat: ExpressibleByArgument {}
