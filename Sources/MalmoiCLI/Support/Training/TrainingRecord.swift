import BytePairEncoding
import Files
import Foundation
import JSONBytes
import TextNormalization
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

    let result: TrainingResult
    let distinctPieces: Int
    let tally: CorpusTally
    let minimumCount: Int
    let phases: [Phase]
    let inputs: [Input]

    /// Writes the three files, and puts the directory in place when all of them are complete.
    func write(to directory: consuming AtomicDirectory) throws {
        try directory.write(result.file, to: "tokenizer.json")
        try directory.write(
            VocabularyListing.bytes(of: result.tokenizer, counts: result.tokenCounts), to: "vocab.tsv")
        try directory.write(trainingJSON(), to: "training.json")
        try directory.commit()
    }

    private func writeSuperwords(_ writer: inout JSONWriter) {
        writer.key("superwords")
        guard let superwords = result.settings.superwords else { return writer.null() }
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
        let settings = result.settings
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
        writer.member("minimum_count_of_pieces", minimumCount)
        writer.member("seed_characters", settings.seedCharacters.count)
        writer.key("seed_words")
        writer.beginArray()
        for word in settings.seedWords { writer.string(word) }
        writer.endArray()
        writer.member("seeds_frequent_characters", settings.seedsFrequentCharacters)
        writeSuperwords(&writer)
        writer.key("special_tokens")
        writer.beginArray()
        for token in settings.allSpecialTokens { writer.string(token) }
        writer.endArray()
        writer.endObject()
        writer.key("result")
        writer.beginObject()
        writer.member("ids", result.idCount)
        if let old = result.oldIDs { writer.member("old_ids", old) }
        writer.member("is_full", result.isFull)
        writer.member("character_tokens", result.characterTokens)
        writer.member("merges", result.merges)
        writer.member("superwords", result.superwords)
        writer.key("scripts")
        writer.beginArray()
        for (kind, count) in result.scripts.list {
            writer.beginObject()
            writer.member("script", kind.rawValue)
            writer.member("tokens", count)
            writer.member("share", String(format: "%.5f", result.scripts.share(of: count)))
            writer.endObject()
        }
        writer.endArray()
        writer.key("groups")
        writer.beginArray()
        for group in result.groups {
            writer.beginObject()
            writer.member("group", group.group)
            if let merges = group.merges { writer.member("merges", merges) }
            if let superwords = group.superwords { writer.member("superwords", superwords) }
            writer.endObject()
        }
        writer.endArray()
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
        writer.member("distinct_pieces", distinctPieces)
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
