import Files
import JSONBytes
import VocabularyTraining

/// What an interrupted run leaves for `--resume`: the counts so far, and how many documents they hold.
///
/// It lies in a directory beside the output, `OUT.checkpoint`. The counts are written first, as sorted runs under new
/// names; then `state.json` is replaced, which names all runs so far. So at every moment, a power cut included, the
/// state names whole counts.
/// Merging keeps nothing: from the counts it takes seconds, and it is the same again.
struct TrainingCheckpoint {
    /// What the state says.
    struct State {
        var documents: Int
        var isCounted: Bool
        /// The names of the runs of each group.
        var runs: [[String]]
        var tally: CorpusTally
    }

    let folder: String
    /// What the counts depend on; another run with other inputs must not go on from them.
    private let fingerprint: String

    init(out: String, fingerprint: String) {
        var trimmed = out
        while trimmed.utf8.count > 1, trimmed.utf8.last == UInt8(ascii: "/") { trimmed.removeLast() }
        folder = trimmed + ".checkpoint"
        self.fingerprint = fingerprint
    }

    /// Writes a checkpoint in place of the one before; the counts are on disk already.
    func write(_ runs: RunFolder, documents: Int, isCounted: Bool, _ tally: CorpusTally) throws {
        try AtomicDirectory(path: folder).commit()
        let names = runs.names
        try AtomicFile.write(state(names, documents, isCounted, tally), to: folder + "/state.json")
        // What an earlier, interrupted run left and this one does not use.
        let used = Set(names.joined().map { Array($0.utf8) })
        for file in try FileReading.names(in: folder) where RunFolder.isRun(file) && !used.contains(Array(file.utf8)) {
            FileRemoval.remove(folder + "/" + file)
        }
    }

    /// Whether there is one of whatever run.
    var exists: Bool { FileReading.kind(of: folder + "/state.json") == .file }

    /// The checkpoint of the same run, nil if there is none.
    ///
    /// - Throws: `InputError` where there is one of another run, or a damaged one.
    func read(weights: SourceWeights) throws -> State? {
        guard FileReading.kind(of: folder + "/state.json") == .file else { return nil }
        let value = try JSONValue(parsing: FileReading.bytes(of: folder + "/state.json"))
        guard value["fingerprint"]?.stringValue == fingerprint else {
            throw InputError("\(folder) is of a run with other inputs or settings: remove it, or leave out --resume")
        }
        guard let documents = value["documents"]?.intValue, let isCounted = value["is_counted"]?.boolValue,
            let runs = value["runs"]?.arrayValue, let sources = value["sources"]?.arrayValue
        else { throw InputError("\(folder)/state.json is damaged: remove the directory, or leave out --resume") }
        var tally = CorpusTally(weights: weights)
        tally.duplicates = value["duplicates"]?.intValue ?? 0
        tally.unsampled = value["unsampled"]?.intValue ?? 0
        for source in sources {
            tally.restore(
                name: source["name"]?.stringBytes ?? [], documents: source["documents"]?.intValue ?? 0,
                bytes: source["bytes"]?.intValue ?? 0, invalidDocuments: source["invalid"]?.intValue ?? 0)
        }
        let names = runs.map { ($0.arrayValue ?? []).compactMap(\.stringValue) }
        guard names.count == weights.groups.count else {
            throw InputError("\(folder)/state.json is damaged: remove the directory, or leave out --resume")
        }
        return State(documents: documents, isCounted: isCounted, runs: names, tally: tally)
    }

    /// Removes the checkpoint, when its run is done.
    func remove() throws {
        guard FileReading.kind(of: folder) == .directory else { return }
        // The state first: without it the rest is nothing.
        FileRemoval.remove(folder + "/state.json")
        for name in try FileReading.names(in: folder) { FileRemoval.remove(folder + "/" + name) }
        FileRemoval.removeFolder(folder)
    }

    /// The same for the last moment of a process: what cannot be removed stays.
    func removeQuietly() {
        try? remove()
    }

    private func state(_ runs: [[String]], _ documents: Int, _ isCounted: Bool, _ tally: CorpusTally) -> [UInt8] {
        var writer = JSONWriter(.pretty)
        writer.beginObject()
        writer.member("fingerprint", fingerprint)
        writer.member("documents", documents)
        writer.member("is_counted", isCounted)
        writer.key("runs")
        writer.beginArray()
        for group in runs { writer.value(.array(group.map { .text($0) })) }
        writer.endArray()
        writer.member("duplicates", tally.duplicates)
        writer.member("unsampled", tally.unsampled)
        writer.key("sources")
        writer.beginArray()
        for source in tally.sources {
            writer.beginObject()
            writer.key("name")
            writer.string(source.name)
            writer.member("documents", source.documents)
            writer.member("bytes", source.bytes)
            writer.member("invalid", source.invalidDocuments)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        writer.newline()
        return writer.takeBytes()
    }
}
