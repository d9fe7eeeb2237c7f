import ArgumentParser
import Documents
import Files
import VocabularyTraining

/// Which documents `train` learns from, and how much each counts.
struct CorpusOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "A file of lines name<TAB>factor[<TAB>group]: how much each source counts. Names may hold *; a source is a file's name without its endings, or what --source-field holds.",
            valueName: "file"))
    var weights: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The JSON field or CSV column that names a document's source.", valueName: "name"))
    var sourceField: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Learn from this share of the documents, chosen by their content, such as 0.1.", valueName: "share"))
    var sample: Double?

    @Flag(name: .long, help: "Leave out documents whose text came before.")
    var dedup = false

    @Option(
        name: .long, parsing: .upToNextOption,
        help: ArgumentHelp(
            "The share of each group of sources in the merges, such as ko:6 en:3 code:1; groups are named by --weights.",
            valueName: "group:part"))
    var groups: [String] = []

    @Option(
        name: .long, parsing: .upToNextOption,
        help: ArgumentHelp("The same for superwords.", valueName: "group:part"))
    var superwordGroups: [String] = []

    /// How progress is shown.
    enum Progress: String, ExpressibleByArgument, CaseIterable {
        /// A bar, on a terminal only.
        case bar
        /// A line every ten seconds.
        case lines
    }

    @Option(name: .long, help: ArgumentHelp("bar (on a terminal) or lines (one every 10 s).", valueName: "form"))
    var progress: Progress = .bar

    func validate() throws {
        if let sample, !(sample > 0 && sample <= 1) {
            throw ValidationError("--sample must be above 0 and at most 1.")
        }
        _ = try Self.shares(groups)
        _ = try Self.shares(superwordGroups)
    }

    func loadWeights() throws -> SourceWeights {
        guard let weights else { return .equal }
        return try SourceWeights(parsing: FileReading.bytes(of: weights), path: weights)
    }

    var groupShares: GroupShares? {
        get throws { try Self.shares(groups) }
    }

    var superwordGroupShares: GroupShares? {
        get throws { try Self.shares(superwordGroups) }
    }

    private static func shares(_ texts: [String]) throws -> GroupShares? {
        if texts.isEmpty { return nil }
        return GroupShares(
            try texts.map { text in
                guard let colon = text.lastIndex(of: ":"), let part = ExactFactor(text[text.index(after: colon)...])
                else {
                    throw ValidationError("'\(text)' is no share: write group:part, such as ko:6.")
                }
                return GroupShares.Share(group: String(text[..<colon]), part: part)
            })
    }
}
