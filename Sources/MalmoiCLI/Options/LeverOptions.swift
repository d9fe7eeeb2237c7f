import ArgumentParser
import Files
import TextNormalization
import VocabularyTraining

/// What `train` may and may not learn.
struct LeverOptions: ParsableArguments {
    /// Which syllables get ids before anything is learnt.
    enum Seed: String, ExpressibleByArgument, CaseIterable {
        /// None: they compete with merges by frequency.
        case none
        /// The 2,350 of KS X 1001.
        case ksx1001
        /// All 11,172.
        case all
        /// Every character of the corpus that reaches the minimum frequency.
        case frequent
    }

    @Option(name: .long, help: ArgumentHelp("The longest token, in bytes (256, and with --plain any).", valueName: "n"))
    var maxTokenBytes: Int?

    @Option(name: .long, help: ArgumentHelp("The longest token, in characters.", valueName: "n"))
    var maxTokenCharacters: Int?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Syllables that get ids however rare: \(Seed.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "set"))
    var seedSyllables: Seed = .none

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A file of characters and words, one a line, that get ids however rare. A leading space counts: most words stand behind one.",
            valueName: "file"))
    var seedFile: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Do not learn tokens in which this regular expression is found; may be given again.", valueName: "regex"))
    var forbid: [String] = []

    @Flag(name: .long, help: "Learn as other trainers do: from bytes, without superwords or normalization.")
    var plain = false

    func apply(to settings: inout TrainingSettings) throws {
        settings.maximumTokenBytes = maxTokenBytes ?? (plain ? 1 << 31 : 256)
        settings.maximumTokenCharacters = maxTokenCharacters
        settings.forbiddenPatterns = forbid
        settings.seedsFrequentCharacters = seedSyllables == .frequent
        try applySeeds(to: &settings)
        if plain { settings.alphabet = .bytes }
    }

    private func applySeeds(to settings: inout TrainingSettings) throws {
        var characters: [Unicode.Scalar] = []
        if let seedFile {
            let normalizer = Normalizer(settings.normalization)
            var known: Set<[UInt8]> = []
            for line in try FileReading.bytes(of: seedFile).split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
                guard let text = String(validating: line, as: UTF8.self) else {
                    throw InputError("\(seedFile): seeds must be valid UTF-8")
                }
                let seed = normalizer.normalize(Array(text.utf8)).bytes
                let scalars = String(decoding: seed, as: UTF8.self).unicodeScalars
                guard let first = scalars.first(where: { !$0.properties.isWhitespace }), known.insert(seed).inserted
                else { continue }
                if scalars.count == 1 { characters.append(first) } else { settings.seedWords.append(seed) }
            }
        }
        switch seedSyllables {
        case .none, .frequent: break
        case .ksx1001: characters += try KSX1001.syllables()
        case .all: characters += (0xAC00...0xD7A3).compactMap(Unicode.Scalar.init)
        }
        settings.seedCharacters = characters
    }
}
