import Documents
import VocabularyTraining

/// Reads files of counts and adds them up.
enum CountsLoading {
    /// - Throws: `TrainingError` where files do not go together or are damaged.
    static func load(_ paths: [String]) throws -> CountedCorpus {
        var sum: CountedCorpus?
        var firstPath = ""
        for path in paths {
            let counted = try read(path)
            if sum == nil {
                sum = counted
                firstPath = path
            } else {
                do {
                    try sum?.add(counted)
                } catch TrainingError.countsDiffer(let one, let other) {
                    throw InputError("\(path) (\(other)) does not go with \(firstPath) (\(one)): count both alike")
                }
            }
        }
        guard let sum else { throw InputError("--from-counts needs a file") }
        return sum
    }

    private static func read(_ path: String) throws -> CountedCorpus {
        let input = try DecompressingInput(path: path, limits: DocumentSource.Limits())
        var reader = CountsReader(path: path)
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while case let count = try input.read(into: &buffer, at: 0), count > 0 {
            try reader.add(Array(buffer[..<count]))
        }
        return try reader.finish()
    }
}
