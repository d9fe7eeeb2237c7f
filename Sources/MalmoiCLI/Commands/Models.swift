import ArgumentParser
import LongContext
import Reports

/// `malmoi models`
struct Models: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List what is known of models, and where from.",
        discussion: """
            With names, everything that is known of these models is shown with its source. Examples:

              malmoi models
              malmoi models k-exaone exaone-4.0-32b
              malmoi models --format json
            """)

    @Argument(help: ArgumentHelp("Models to show in full.", valueName: "name"))
    var names: [String] = []

    @OptionGroup var output: ReportOptions

    func run() throws {
        let profiles = names.isEmpty ? ModelCatalog.all : try names.map { try ModelCatalog.profile(named: $0) }
        try output.print(ModelsReport(profiles, showsSources: !names.isEmpty))
    }
}
