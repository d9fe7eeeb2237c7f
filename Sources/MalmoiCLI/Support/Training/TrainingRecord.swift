import BytePairEncoding
import Files
import Foundation
import JSONBytes
import TextNormalization
import Tokenization
import TokenizerFormats
import VocabularyTraining

/// What training leaves behind: the tokenizer, a listing for people, and a record of what went in.
struct TrainingRecord {
    /// How long a part of the work took, and the most memory up to its end.
    struct Phase {
        var name: String
        var seconds: Double
        var peakBytes: Int
    }

    /// A file that went in.
    struct Input {
        var path: String
        var bytes: Int
        var sha256: String
    }

    let trained: TrainedVocabulary
    let counted: CountedCorpus
    let tally: CorpusTally
    let phases: [Phase]
    let inputs: [Input]

    /// Writes the three files, and puts the directory in place when all of them are complete.
    ///
    /// - Parameter allowingLoss: see `HuggingFaceWriter`.
    func write(to directory: consuming AtomicDirectory, name: String, allowingLoss: Bool) throws {
        let tokenizer = try trained.tokenizer(name: name)
        let file = try HuggingFaceWriter.bytes(of: tokenizer, path: name, allowingLoss: allowingLoss)
        try directory.write(file, to: "tokenizer.json")
        try directory.write(VocabularyListing.bytes(of: tokenizer, counts: tokenCounts), to: "vocab.tsv")
        try directory.write(trainingJSON(), to: "training.json")
        try directory.commit()
    }

    func summary(path: String) -> String {
        let settings = trained.settings
        var lines = [
            "\(path): \(trained.idCount) ids from \(tally.documents) documents, \(tally.bytes) bytes",
            "  \(trained.characterTokenCount) ids for characters, \(trained.merges.count - trained.characterTokenCount - trained.superwordCount) learnt merges, \(trained.superwordCount) superwords, \(settings.allSpecialTokens.count) special tokens",
        ]
        if !trained.isFull {
            lines.append(
                "  the corpus has no more pairs that occur \(settings.minimumFrequency) times: stopped at \(trained.idCount) of \(settings.vocabularySize) ids"
            )
        }
        for group in trained.groupReport where (group.merges ?? 0) + (group.superwords ?? 0) > 0 {
            let parts = [group.merges.map { "\($0) merges" }, group.superwords.map { "\($0) superwords" }]
            lines.append("  group \(group.group): \(parts.compactMap { $0 }.joined(separator: ", "))")
        }
        if tally.weights.rules.count > 0 {
            for source in tally.sources.sorted(by: { tally.share(of: $0) > tally.share(of: $1) }).prefix(12) {
                let share = String(format: "%6.2f %%", tally.share(of: source) * 100)
                lines.append("  \(share)  \(String(decoding: source.name, as: UTF8.self))")
            }
            if tally.sources.count > 12 { lines.append("  … \(tally.sources.count) sources, all in training.json") }
            for pattern in tally.unusedPatterns { lines.append("  warning: no source fits the weight of '\(pattern)'") }
        }
        if let nearest = settings.normalization.huggingFaceApproximation {
            lines.append(
                "  other programs read \(nearest.component) for \(settings.normalization.rawValue): \(nearest.loss)")
        }
        if tally.invalidDocuments > 0 {
            lines.append("  \(tally.invalidDocuments) documents had bytes that are not valid UTF-8")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// How often each token was made, by id; 0 for bytes.
    private var tokenCounts: [Int] {
        Array(repeating: 0, count: 256) + trained.frequencies.map { $0 / trained.scale }
    }

    private func writeSuperwords(_ writer: inout JSONWriter) {
        writer.key("superwords")
        guard let superwords = trained.settings.superwords else { return writer.null() }
        writer.beginObject()
        switch superwords.transition {
        case .share(let share):
            writer.key("share")
            writer.rawValue("\(share)".utf8)
        case .atSize(let size): writer.member("from", size)
        }
        writer.member("maximum_words", superwords.maximumWords)
        writer.member("minimum_frequency", superwords.minimumFrequency)
        writer.endObject()
    }

    private func trainingJSON() -> [UInt8] {
        let settings = trained.settings
        var writer = JSONWriter(.pretty)
        writer.beginObject()
        writer.member("malmoi", ToolVersion.current)
        writer.member("icu", UnicodeLibrary.icuVersion)
        writer.member("unicode_of_normalization", UnicodeLibrary.unicodeVersion)
        writer.member("unicode_of_split", UnicodeClassTable.unicodeVersion)
        writer.key("settings")
        writer.beginObject()
        writer.member("vocabulary_size", settings.vocabularySize)
        writer.member("split", settings.split.rawValue)
        writer.member("normalization", settings.normalization.rawValue)
        writer.member("alphabet", settings.alphabet.rawValue)
        writer.member("minimum_frequency", settings.minimumFrequency)
        writer.member("maximum_token_bytes", settings.maximumTokenBytes)
        writer.key("maximum_token_characters")
        if let limit = settings.maximumTokenCharacters { writer.int(limit) } else { writer.null() }
        writer.key("forbidden")
        writer.beginArray()
        for pattern in settings.forbiddenPatterns { writer.string(pattern) }
        writer.endArray()
        writer.member("seed_characters", settings.seedCharacters.count)
        writer.member("seeds_frequent_characters", settings.seedsFrequentCharacters)
        writeSuperwords(&writer)
        writer.key("special_tokens")
        writer.beginArray()
        for token in settings.allSpecialTokens { writer.string(token) }
        writer.endArray()
        writer.endObject()
        writer.key("result")
        writer.beginObject()
        writer.member("ids", trained.idCount)
        writer.member("is_full", trained.isFull)
        writer.member("character_tokens", trained.characterTokenCount)
        writer.member("merges", trained.merges.count)
        writer.member("superwords", trained.superwordCount)
        writer.endObject()
        writer.key("phases")
        writer.beginArray()
        for phase in phases {
            writer.beginObject()
            writer.member("name", phase.name)
            writer.key("seconds")
            writer.rawValue(String(format: "%.3f", phase.seconds).utf8)
            writer.member("peak_memory_bytes", phase.peakBytes)
            writer.endObject()
        }
        writer.endArray()
        writer.key("inputs")
        writer.beginArray()
        for input in inputs {
            writer.beginObject()
            writer.member("path", input.path)
            writer.member("bytes", input.bytes)
            writer.member("sha256", input.sha256)
            writer.endObject()
        }
        writer.endArray()
        writer.key("corpus")
        writer.beginObject()
        writer.member("documents", tally.documents)
        writer.member("bytes", tally.bytes)
        writer.member("invalid_utf8_documents", tally.invalidDocuments)
        writer.member("distinct_pieces", counted.distinctCount)
        writer.member("weight_scale", tally.weights.scale)
        writer.member("duplicates_left_out", tally.duplicates)
        writer.member("left_out_by_sampling", tally.unsampled)
        writer.key("sources")
        writer.beginArray()
        for source in tally.sources {
            writer.beginObject()
            writer.key("name")
            writer.string(source.name)
            writer.member("documents", source.documents)
            writer.member("bytes", source.bytes)
            writer.member("weight", source.weight)
            writer.member("group", tally.weights.groups[source.group])
            writer.member("share", String(format: "%.5f", tally.share(of: source)))
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        writer.endObject()
        writer.newline()
        return writer.takeBytes()
    }
}
