public import ArgumentParser
import BytePairEncoding
import Documents
import Files
public import TextNormalization
import TokenizerFormats
public import VocabularyTraining

/// `malmoi train`
struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Train a byte-level BPE vocabulary from a corpus.",
        discussion: """
            Writes tokenizer.json (loads in Hugging Face tokenizers), vocab.tsv (a listing for people) and \
            training.json (what went in) into the directory. Examples:

              malmoi train Corpora/sample/*.txt --vocab-size 8000 --out out/ko8k
              malmoi train corpus/ --jsonl --vocab-size 32000 --special '<|endoftext|>' --reserved 16 --out out/ko32k
            """)

    @OptionGroup var input: InputOptions
    @OptionGroup var threads: ThreadOptions

    @Option(name: .long, help: ArgumentHelp("The number of ids, special tokens included.", valueName: "n"))
    var vocabSize: Int

    @Option(name: [.short, .long], help: ArgumentHelp("The directory to write.", valueName: "directory"))
    var out: String

    @Option(name: .long, help: ArgumentHelp("Learn only what is seen at least so often.", valueName: "n"))
    var minFrequency = 2

    @Option(name: .long, help: ArgumentHelp("The longest token, in bytes.", valueName: "n"))
    var maxTokenBytes = 256

    @Option(
        name: .long,
        help: ArgumentHelp("How text is split before merging.", valueName: "name"))
    var split: SplitPattern = .malmoi

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Unicode normalization (default: nfc; jamo where the alphabet is one of jamo).", valueName: "name"))
    var normalization: NormalizationPolicy?

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            What merging starts from: characters (no token mixes parts of characters), bytes, jamo (the letters of \
            syllables; decoding gives syllables back), or jamo-old (Old Hangul letters have ids in any case).
            """, valueName: "name"))
    var alphabet: TrainingSettings.Alphabet = .characters

    @Flag(
        name: .long,
        help: ArgumentHelp(
            "Write a tokenizer.json although other programs know no such normalization: they get the nearest one, Malmoi the exact one."
        ))
    var allowLoss = false

    @Option(name: .long, help: ArgumentHelp("A special token; may be given again.", valueName: "text"))
    var special: [String] = []

    @Option(name: .long, help: ArgumentHelp("How many unused special tokens to reserve.", valueName: "n"))
    var reserved = 0

    @OptionGroup var superwords: SuperwordOptions

    func validate() throws {
        if reserved < 0 { throw ValidationError("--reserved must not be negative.") }
    }

    func run() throws {
        let trainer = try VocabularyTrainer(settings)
        try checkLoss(settings.normalization)
        let directory = try AtomicDirectory(path: out)
        var tally = CorpusTally()
        let counts = try count(&tally)
        let progress = ProgressBar("merging", unit: .tokens)
        let trained = try trainer.train(counts) { progress.update($0, of: $1) }
        progress.finish()
        let record = TrainingRecord(trained: trained, counts: counts, tally: tally)
        try record.write(to: directory, name: out, allowingLoss: allowLoss)
        try StandardStream.output.writeAll(Array(record.summary(path: out).utf8))
    }

    /// Refuses before training what cannot be written after it.
    private func checkLoss(_ normalization: NormalizationPolicy) throws {
        guard !allowLoss, let nearest = normalization.huggingFaceApproximation else { return }
        throw InputError(
            "the normalization \(normalization.rawValue) is none that a tokenizer.json can say; --allow-loss writes "
                + "\(nearest.component) for other programs (\(nearest.loss)) and the exact one for Malmoi")
    }

    private var settings: TrainingSettings {
        var settings = TrainingSettings(vocabularySize: vocabSize)
        settings.split = split
        settings.superwords = superwords.settings(minimumFrequency: minFrequency)
        if settings.superwords != nil, split == .malmoi { settings.split = .malmoiWide }
        settings.normalization = normalization ?? (alphabet.isJamo ? .jamo : .nfc)
        settings.alphabet = alphabet
        settings.minimumFrequency = minFrequency
        settings.maximumTokenBytes = maxTokenBytes
        settings.specialTokens = special
        settings.reservedTokens = reserved
        return settings
    }

    private func count(_ tally: inout CorpusTally) throws -> PieceCounts {
        let counter = CorpusCounter(
            normalization: settings.normalization, split: settings.split, threads: threads.threads)
        var reader = try DocumentReader(input.source)
        let progress = ProgressBar("counting", unit: .bytes)
        while true {
            let batch = try reader.nextBatch(maximumBytes: 16 << 20)
            if batch.isEmpty { break }
            tally.add(batch)
            try counter.add(batch.map(\.text))
            progress.update(reader.progress.bytesRead, of: reader.progress.totalBytes)
        }
        progress.finish()
        return try counter.finish()
    }
}

extension NormalizationPolicy: ExpressibleByArgument {}
extension TrainingSettings.Alphabet: ExpressibleByArgument {}
