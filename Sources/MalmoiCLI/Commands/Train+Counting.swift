import ArgumentParser
import Documents
import Files
import Foundation
import VocabularyTraining

extension Train {
    /// Counts the corpus, or loads counts, within the memory that is allowed.
    func count(_ settings: TrainingSettings, _ stop: StopRequest) throws -> (CountedCorpus, CorpusTally) {
        let budget = memory.budget(settings)
        if !fromCounts.isEmpty {
            stop.onStop {}
            var counted = try CountsLoading.load(GlobExpansion.expand(fromCounts))
            try counted.removeRare(below: memory.minCount)
            try budget.check(counted)
            return (counted, CorpusTally(weights: .equal))
        }
        let start = Date()
        let work = try countDocuments(settings, stop)
        let tally = work.tally
        var isOnDisk = !work.runs.isEmpty
        let counted = try work.counter.finish(minimumCount: memory.minCount, budget: budget)
        guard let checkpoint = work.checkpoint else {
            let folder = work.folder
            stop.onStop { folder.removeQuietly() }
            try budget.check(counted)
            return (counted, tally)
        }
        let (runs, documents) = (work.runs, work.documents)
        let save: @Sendable () throws -> Void = {
            try runs.write(counted)
            try checkpoint.write(runs, documents: documents, isCounted: true, tally)
        }
        do {
            try budget.check(counted)
        } catch {
            if !isOnDisk { try save() }
            throw error
        }
        if !isOnDisk, -start.timeIntervalSinceNow >= checkpointEvery {
            try save()
            isOnDisk = true
        }
        let message = "malmoi: interrupted; --resume goes on from the counts\n"
        if isOnDisk {
            // The counts are not held: learning gives up their memory.
            stop.onStop { StandardStream.error.write(Array(message.utf8)) }
        } else {
            stop.onStop {
                do {
                    try save()
                    StandardStream.error.write(Array(message.utf8))
                } catch {
                    StandardStream.error.write(Array("malmoi: \(error)\n".utf8))
                }
            }
        }
        return (counted, tally)
    }

    /// Counts and writes a file of counts.
    func writeCounts(_ settings: TrainingSettings, _ stop: StopRequest) throws {
        let pieces: Int
        var tally = CorpusTally(weights: .equal)
        if fromCounts.isEmpty {
            let work = try countDocuments(settings, stop)
            let folder = work.folder
            let isResumable = work.checkpoint != nil
            stop.onStop { if !isResumable { folder.removeQuietly() } }
            pieces = try work.counter.write(to: out, minimumCount: memory.minCount)
            tally = work.tally
            try folder.remove()
        } else {
            stop.onStop {}
            var counted = try CountsLoading.load(GlobExpansion.expand(fromCounts))
            try counted.removeRare(below: memory.minCount)
            try CountsWriter.write(counted, to: out)
            pieces = counted.distinctCount
        }
        let line = "\(out): \(pieces) pieces from \(tally.documents) documents, \(tally.bytes) bytes\n"
        try StandardStream.output.writeAll(Array(line.utf8))
    }

    /// A corpus that has been read.
    private struct CountingWork {
        var counter: CorpusCounter
        var tally: CorpusTally
        var runs: RunFolder
        /// How many documents, or chunks of plain text, were counted.
        var documents: Int
        /// The folder beside the output.
        var folder: TrainingCheckpoint
        /// The same, where the run can be resumed: standard input cannot be read again.
        var checkpoint: TrainingCheckpoint?
    }

    private func countDocuments(_ settings: TrainingSettings, _ stop: StopRequest) throws -> CountingWork {
        let identity = CountIdentity(split: settings.split, normalization: settings.normalization)
        var counting = try CorpusCounting(input, corpus, memory, identity: identity, threads: threads.threads)
        let folder = TrainingCheckpoint(out: out, fingerprint: try counting.fingerprint())
        let checkpoint = counting.source.paths.contains("-") ? nil : folder
        let resumed = resume ? try checkpoint?.read(weights: counting.tally.weights) : nil
        let runs = RunFolder(
            path: folder.folder, groups: counting.tally.weights.groups.count, names: resumed?.runs ?? [])
        do {
            let counter = try counting.run(runs, checkpoint, every: checkpointEvery, resumed: resumed, stop)
            return CountingWork(
                counter: counter, tally: counting.tally, runs: runs, documents: counting.documents, folder: folder,
                checkpoint: checkpoint)
        } catch {
            // Runs that no checkpoint names are of no use.
            if !folder.exists { folder.removeQuietly() }
            throw error
        }
    }
}
