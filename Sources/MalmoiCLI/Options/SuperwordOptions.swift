import ArgumentParser
import VocabularyTraining

/// Whether and how `train` learns tokens of several words.
struct SuperwordOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Learn superwords (tokens across single spaces): this share of all ids, such as 0.2. The split becomes malmoi-wide.",
            valueName: "share"))
    var superwords: Double?

    @Option(
        name: .long,
        help: ArgumentHelp("Learn words until there are so many ids, superwords after that.", valueName: "n"))
    var superwordsFrom: Int?

    @Option(name: .long, help: ArgumentHelp("The most words in one token.", valueName: "n"))
    var superwordMaxWords = 4

    @Option(
        name: .long, help: ArgumentHelp("Learn only superwords that are seen at least so often.", valueName: "n"))
    var superwordMinFrequency: Int?

    func validate() throws {
        if superwords != nil, superwordsFrom != nil {
            throw ValidationError("--superwords and --superwords-from cannot both be right: choose one.")
        }
    }

    /// nil where no superwords are wanted.
    func settings(minimumFrequency: Int) -> SuperwordSettings? {
        var settings: SuperwordSettings
        if let superwords {
            if superwords == 0 { return nil }
            settings = SuperwordSettings(.share(superwords))
        } else if let superwordsFrom {
            settings = SuperwordSettings(.atSize(superwordsFrom))
        } else {
            return nil
        }
        settings.maximumWords = superwordMaxWords
        settings.minimumFrequency = superwordMinFrequency ?? minimumFrequency
        return settings
    }
}
