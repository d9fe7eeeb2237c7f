import ArgumentParser
import VocabularyTraining

/// How much memory `train` may use.
struct MemoryOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The most memory to use, such as 2G or 500M: counts that do not fit go to disk, beside the output.",
            valueName: "size"))
    var maxMemory: MemorySize?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Leave out pieces that a group of sources has less often. Changes what is learnt; for corpora whose pieces do not fit memory.",
            valueName: "n"))
    var minCount = 1

    func validate() throws {
        if minCount < 1 { throw ValidationError("--min-count must be at least 1.") }
        if let maxMemory, maxMemory.bytes < Self.base {
            throw ValidationError("--max-memory must be at least \(Self.base / 1_000_000)M.")
        }
    }

    /// The program, its tables, and what is read at a time.
    private static let base = 200_000_000

    /// The memory for tables of counts, nil without a bound.
    var tableBytes: Int? {
        // Half stays for what reading, normalizing and the allocator take beside the tables.
        maxMemory.map { ($0.bytes - Self.base) / 2 + 10_000_000 }
    }

    /// How much is read at a time.
    var batchBytes: Int {
        min(16 << 20, max((maxMemory?.bytes ?? .max) / 64, 1 << 20))
    }

    func budget(_ settings: TrainingSettings) -> LearningBudget {
        maxMemory.map { LearningBudget(bytes: $0.bytes, settings: settings) } ?? .unlimited
    }
}

/// A number of bytes as people write it: `2G`, `1.5GB`, `500M`, `2GiB`.
struct MemorySize: ExpressibleByArgument, Sendable, Equatable {
    var bytes: Int

    init?(argument: String) {
        let units: [(String, Double)] = [
            ("KiB", 0x1p10), ("MiB", 0x1p20), ("GiB", 0x1p30), ("TiB", 0x1p40), ("KB", 1e3), ("MB", 1e6), ("GB", 1e9),
            ("TB", 1e12), ("K", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12), ("B", 1), ("", 1),
        ]
        guard let (suffix, factor) = units.first(where: { argument.hasSuffix($0.0) }),
            let number = Double(argument.dropLast(suffix.utf8.count)), number > 0, number * factor < 0x1p60
        else { return nil }
        bytes = Int(number * factor)
    }
}
