import Documents
import VocabularyTraining

/// What a corpus is made of: documents and bytes by source, in the order in which sources are first seen.
struct CorpusTally {
    struct Source {
        var name: [UInt8]
        var documents = 0
        var bytes = 0
        var invalidDocuments = 0
        /// In units of one over the scale of the weights.
        var weight: Int
        var group: Int
    }

    let weights: SourceWeights
    private(set) var sources: [Source] = []
    private var indices: [[UInt8]: Int] = [:]
    /// Documents left out because their text came before.
    var duplicates = 0
    /// Documents left out by sampling.
    var unsampled = 0

    init(weights: SourceWeights) {
        self.weights = weights
    }

    /// Takes a document in.
    ///
    /// - Returns: its source's weight and group.
    mutating func add(
        _ document: Document, source: [UInt8], isContinued: Bool = false
    ) -> (weight: Int, group: Int) {
        let index: Int
        if let known = indices[source] {
            index = known
        } else {
            let (weight, group) = weights.weight(of: source)
            index = sources.count
            indices[source] = index
            sources.append(Source(name: source, weight: weight, group: group))
        }
        sources[index].documents += isContinued ? 0 : 1
        sources[index].bytes += document.text.count
        sources[index].invalidDocuments += UTF8Validity.isValid(document.text) ? 0 : 1
        return (sources[index].weight, sources[index].group)
    }

    /// Takes in what a checkpoint knew of a source.
    mutating func restore(name: [UInt8], documents: Int, bytes: Int, invalidDocuments: Int) {
        let (weight, group) = weights.weight(of: name)
        indices[name] = sources.count
        sources.append(
            Source(
                name: name, documents: documents, bytes: bytes, invalidDocuments: invalidDocuments, weight: weight,
                group: group))
    }

    /// The source of a document: what its source field holds, else its file's name without endings.
    static func source(of document: Document, hasField: Bool) -> [UInt8] {
        if hasField, let id = document.id { return id }
        let name = document.path.utf8.split(separator: 0x2F).last.map { Array($0) } ?? Array(document.path.utf8)
        let endings = [".zst", ".gz", ".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".txt"].map { Array($0.utf8) }
        var stem = name[...]
        for ending in endings where stem.count > ending.count && stem.suffix(ending.count).elementsEqual(ending) {
            stem = stem.dropLast(ending.count)
        }
        return Array(stem)
    }

    var documents: Int { sources.reduce(0) { $0 + $1.documents } }
    var bytes: Int { sources.reduce(0) { $0 + $1.bytes } }
    var invalidDocuments: Int { sources.reduce(0) { $0 + $1.invalidDocuments } }

    /// A source's part of the text as it counts, 0 to 1.
    func share(of source: Source) -> Double {
        let all = sources.reduce(0.0) { $0 + Double($1.bytes) * Double($1.weight) }
        return all == 0 ? 0 : Double(source.bytes) * Double(source.weight) / all
    }

    /// The lines of the weights that fit no source: misspelt, most likely.
    var unusedPatterns: [String] {
        weights.rules.filter { rule in !sources.contains { NamePattern.matches(rule.pattern, $0.name) } }
            .map { String(decoding: $0.pattern, as: UTF8.self) }
    }
}
