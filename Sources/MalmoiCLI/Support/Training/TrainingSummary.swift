import Foundation
import TextNormalization
import VocabularyTraining

/// What `train` prints when it is done.
struct TrainingSummary {
    let result: TrainingResult
    let tally: CorpusTally

    func text(path: String) -> String {
        let settings = result.settings
        var lines = ["\(path): \(result.idCount) ids from \(tally.documents) documents, \(tally.bytes) bytes"]
        if let old = result.oldIDs {
            lines.append("  \(old) old ids, \(result.merges) learnt merges, \(newSpecial)")
        } else {
            let learnt = result.merges - result.characterTokens - result.superwords
            lines.append(
                "  \(result.characterTokens) ids for characters, \(learnt) learnt merges, \(result.superwords) superwords, \(newSpecial)"
            )
        }
        if !result.isFull {
            lines.append(
                "  the corpus has no more pairs that occur \(settings.minimumFrequency) times: stopped at \(result.idCount) of \(settings.vocabularySize) ids"
            )
        }
        let scripts = result.scripts.list.map { kind, count in
            "\(kind.rawValue) \(percent(result.scripts.share(of: count)))"
        }
        lines.append("  \(result.oldIDs == nil ? "tokens" : "new tokens"): \(scripts.joined(separator: ", "))")
        for group in result.groups where (group.merges ?? 0) + (group.superwords ?? 0) > 0 {
            let parts = [group.merges.map { "\($0) merges" }, group.superwords.map { "\($0) superwords" }]
            lines.append("  group \(group.group): \(parts.compactMap { $0 }.joined(separator: ", "))")
        }
        lines += sources
        if let nearest = settings.normalization.huggingFaceApproximation {
            lines.append(
                "  other programs read \(nearest.component) for \(settings.normalization.rawValue): \(nearest.loss)")
        }
        if tally.invalidDocuments > 0 {
            lines.append("  \(tally.invalidDocuments) documents had bytes that are not valid UTF-8")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var newSpecial: String { "\(result.settings.allSpecialTokens.count) special tokens" }

    /// The largest sources by their share of the text as weighted.
    private var sources: [String] {
        guard tally.sources.count > 1 else { return [] }
        var lines = ["  share of the text, as weighted, by source:"]
        for source in tally.sources.sorted(by: { tally.share(of: $0) > tally.share(of: $1) }).prefix(12) {
            let share = String(format: "%6.2f %%", tally.share(of: source) * 100)
            lines.append("  \(share)  \(String(decoding: source.name, as: UTF8.self))")
        }
        if tally.sources.count > 12 { lines.append("  … \(tally.sources.count) sources, all in training.json") }
        for pattern in tally.unusedPatterns { lines.append("  warning: no source fits the weight of '\(pattern)'") }
        return lines
    }

    private func percent(_ share: Double) -> String {
        String(format: "%.1f %%", share * 100)
    }
}
