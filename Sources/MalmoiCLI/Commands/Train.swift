public import ArgumentParser
import BytePairEncoding
import Documents
import Files
import Foundation
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
    @OptionGroup var corpus: CorpusOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var memory: MemoryOptions

    @Option(name: .long, help: ArgumentHelp("The number of ids, special tokens included.", valueName: "n"))
    var vocabSize: Int?

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("The directory to write; with --count-only, the file of counts.", valueName: "path"))
    var out: String

    @Option(name: .long, help: ArgumentHelp("Learn only what is seen at least so often.", valueName: "n"))
    var minFrequency = 2

    @Option(
        name: .long,
        help: ArgumentHelp("How text is split before merging (default: malmoi).", valueName: "name"))
    var split: SplitPattern?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Unicode normalization (default: nfc; none with --plain; jamo where the alphabet is one of jamo).",
            valueName: "name"))
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

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Learn behind the vocabulary of a tokenizer.json: every old id stays, and its split and normalization.",
            valueName: "file"))
    var extend: String?

    @OptionGroup var superwords: SuperwordOptions
    @OptionGroup var levers: LeverOptions

    @Flag(name: .long, help: "Only count pieces, and write the counts as text (piece, tab, count).")
    var countOnly = false

    @Option(
        name: .long, parsing: .upToNextOption,
        help: ArgumentHelp(
            "Learn from files of counts that --count-only or another engine made; may be .gz or .zst.",
            valueName: "file"))
    var fromCounts: [String] = []

    @Flag(name: .long, help: "Go on where an interrupted run with the same inputs stopped (from OUT.checkpoint).")
    var resume = false

    @Option(
        name: .long,
        help: ArgumentHelp("How often to write a checkpoint while counting.", valueName: "seconds"))
    var checkpointEvery = 60.0

    func validate() throws {
        if countOnly == (vocabSize != nil) {
            throw ValidationError(
                countOnly ? "--count-only learns nothing: leave out --vocab-size." : "--vocab-size is missing.")
        }
        if !fromCounts.isEmpty, !input.files.isEmpty {
            throw ValidationError("--from-counts takes the place of documents: leave out the files.")
        }
        if reserved < 0 { throw ValidationError("--reserved must not be negative.") }
    }

    func run() throws {
        let start = Date()
        let base = try extend.map { try ExtendedTokenizer(path: $0) }
        let settings = try settings(base)
        let stop = StopRequest()
        defer { withExtendedLifetime(stop) {} }
        if countOnly {
            // Shows before the work whether the file can be written.
            try AtomicFile(path: out).discard()
            return try writeCounts(settings, stop)
        }
        let trainer = try VocabularyTrainer(settings)
        try checkLoss(settings.normalization)
        let directory = try AtomicDirectory(path: out)
        // tokenizer.json, vocab.tsv and their temporary files: a published vocabulary takes about 120 bytes an id.
        try DiskSpace.check(1_000_000 + 150 * settings.vocabularySize, at: out)
        let (counted, tally) = try count(settings, stop)
        let distinctPieces = counted.distinctCount
        let progress = ProgressBar("merging", unit: .tokens, printsLines: corpus.progress == .lines)
        let countedAt = Date()
        let countedMemory = ProcessMemory.peak
        let result: TrainingResult
        if let base {
            let learnt = try trainer.extend(base.vocabulary, firstID: base.firstID, with: counted) {
                progress.update($0, of: $1)
            }
            result = try TrainingResult(learnt, behind: base, settings, name: out)
        } else {
            let trained = try trainer.train(counted) { progress.update($0, of: $1) }
            result = try TrainingResult(trained, name: out, allowingLoss: allowLoss)
        }
        progress.finish()
        let phases = [
            TrainingRecord.Phase(
                name: "counting", seconds: countedAt.timeIntervalSince(start), peakBytes: countedMemory),
            TrainingRecord.Phase(
                name: "merging", seconds: Date().timeIntervalSince(countedAt), peakBytes: ProcessMemory.peak),
        ]
        let record = TrainingRecord(
            result: result, distinctPieces: distinctPieces, tally: tally, minimumCount: memory.minCount,
            phases: phases, inputs: try inputs())
        try record.write(to: directory)
        try removeCheckpoint()
        let summary = TrainingSummary(result: result, tally: tally)
        try StandardStream.output.writeAll(Array(summary.text(path: out).utf8))
    }

    /// The files that went in, with their sizes and hashes.
    private func inputs() throws -> [TrainingRecord.Input] {
        var paths = try GlobExpansion.expand(fromCounts)
        var given = fromCounts
        if fromCounts.isEmpty {
            var source = input.source
            given = source.paths
            source.paths = try GlobExpansion.expand(source.paths)
            paths = try source.files()
        }
        let others = [corpus.weights, levers.seedFile, extend].compactMap { $0 }
        return try (paths + others).filter { $0 != "-" && FileReading.kind(of: $0) == .file }.map { path in
            TrainingRecord.Input(
                path: InputName.short(path, given: given), bytes: FileReading.size(of: path) ?? 0,
                sha256: try FileHash.sha256(of: path))
        }
    }

    /// Removes the checkpoint of a run that is done.
    private func removeCheckpoint() throws {
        try TrainingCheckpoint(out: out, fingerprint: "").remove()
    }

    /// Refuses before training what cannot be written after it.
    private func checkLoss(_ normalization: NormalizationPolicy) throws {
        guard !allowLoss, let nearest = normalization.huggingFaceApproximation else { return }
        throw InputError(
            "the normalization \(normalization.rawValue) is none that a tokenizer.json can say; --allow-loss writes "
                + "\(nearest.component) for other programs (\(nearest.loss)) and the exact one for Malmoi")
    }

    private func settings(_ base: ExtendedTokenizer?) throws -> TrainingSettings {
        var settings = TrainingSettings(vocabularySize: vocabSize ?? 256)
        settings.superwords = superwords.settings(minimumFrequency: minFrequency)
        settings.split = split ?? .malmoi
        if settings.superwords != nil, settings.split == .malmoi { settings.split = .malmoiWide }
        settings.normalization = normalization ?? (levers.plain ? .none : alphabet.isJamo ? .jamo : .nfc)
        try base?.apply(to: &settings, split: split, normalization: normalization)
        settings.alphabet = alphabet
        settings.minimumFrequency = minFrequency
        try levers.apply(to: &settings)
        settings.groupShares = try corpus.groupShares
        settings.superwordGroupShares = try corpus.superwordGroupShares
        settings.specialTokens = special
        settings.reservedTokens = reserved
        return settings
    }
}

extension NormalizationPolicy: ExpressibleByArgument {}
extension TrainingSettings.Alphabet: ExpressibleByArgument {}
