public import ArgumentParser
import Files
public import LongContext
import Reports

/// `malmoi memory`
struct Memory: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Count the memory that a model's key-value cache takes.",
        discussion: """
            "Architectural" is what the layers need: a sliding layer keeps its window. "Engine-reserved"
            is what an engine takes that keeps sliding layers at full length. Weights are not counted.
            Examples:

              malmoi memory --model k-exaone --tokens 262144 --versus exaone-4.0-32b
              malmoi memory --model gpt-oss-120b --tokens 8K,32K,128K --batch 1,16 --dtype fp8
              malmoi memory --config model/config.json --tokens 128K
            """)

    @Option(name: .long, help: ArgumentHelp("The model; `malmoi models` lists them.", valueName: "name"))
    var model: String?

    @Option(name: .long, help: ArgumentHelp("A Hugging Face config.json instead of --model.", valueName: "file"))
    var config: String?

    @Option(name: .long, help: ArgumentHelp("Lengths of the text in tokens, with commas between.", valueName: "n,…"))
    var tokens: TokenLengths = TokenLengths([8 << 10, 32 << 10, 128 << 10, 256 << 10])

    @Option(name: .long, help: ArgumentHelp("Numbers of texts at once, with commas between.", valueName: "n,…"))
    var batch: TokenLengths = TokenLengths([1])

    @Option(
        name: .long,
        help: ArgumentHelp("The format of keys and values.", valueName: "type"))
    var dtype: CacheElement = .bf16

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A model to hold it against, or \"twin\" for the same model with global layers only; may be given again.",
            valueName: "name"))
    var versus: [String] = []

    @OptionGroup var output: ReportOptions

    func validate() throws {
        if (model == nil) == (config == nil) {
            throw ValidationError("Name a model with --model, or give its --config.")
        }
    }

    func run() throws {
        var models = [try subject()]
        for name in versus {
            models.append(
                Array(name.utf8) == Array("twin".utf8)
                    ? MemoryReport.Model(
                        name: "its all-global twin", layout: models[0].layout.allGlobalTwin, context: models[0].context,
                        source: "")
                    : try ModelMemory.model(named: name))
        }
        try output.print(
            try MemoryReport(models: models, tokens: tokens.values, batches: batch.values, element: dtype))
    }

    private func subject() throws -> MemoryReport.Model {
        if let config {
            return try LocatedError.naming(path: config) {
                try ModelMemory.model(
                    try ModelProfile(
                        name: config, configuration: try FileReading.bytes(of: config), source: "config.json"))
            }
        }
        return try ModelMemory.model(named: model ?? "")
    }
}

/// Numbers with commas between: `8K,32768`.
struct TokenLengths: ExpressibleByArgument, Sendable {
    let values: [Int]

    init(_ values: [Int]) {
        self.values = values
    }

    init?(argument: String) {
        let values = argument.split(separator: ",", omittingEmptySubsequences: false)
            .map { TokenLength(argument: String($0))?.tokens }
        guard values.allSatisfy({ $0 != nil }) else { return nil }
        self.values = values.compactMap { $0 }
    }

    var defaultValueDescription: String { values.map(String.init).joined(separator: ",") }
}

extension CacheElement: ExpressibleByArgument {}
