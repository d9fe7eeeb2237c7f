import Foundation

/// What `encode-bench` is asked to do.
struct BenchOptions {
    var tokenizer = ""
    var pattern: String?
    var files: [String] = []
    var passes = 5
    var threads = 1
    /// Documents are cut at line ends to about this size; 0 leaves each file whole.
    var documentBytes = 4096
    var mode = "encode"
    /// Where to write the ids of one more pass, 32 bits each, after the timing.
    var ids: String?
    /// What the encoder is to be compiled for; nil for the best of the machine.
    var instructionSet: String?

    static let usage = """
        usage: encode-bench TOKENIZER FILE… [--passes n] [--threads n] [--document-bytes n] [--pattern name]
                            [--mode encode|count|short|worst] [--ids out]
                            [--instruction-set portable|avx2|avx512]
        """

    init?(_ arguments: [String]) {
        var plain: [String] = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            guard argument.hasPrefix("--") else {
                plain.append(argument)
                continue
            }
            guard let value = rest.popFirst() else { return nil }
            switch argument {
            case "--pattern": pattern = value
            case "--mode": mode = value
            case "--ids": ids = value
            case "--instruction-set" where ["portable", "avx2", "avx512"].contains(value): instructionSet = value
            case "--passes": passes = Int(value) ?? 0
            case "--threads": threads = Int(value) ?? 0
            case "--document-bytes": documentBytes = Int(value) ?? -1
            default: return nil
            }
        }
        guard passes > 0, threads > 0, documentBytes >= 0, let first = plain.first else { return nil }
        tokenizer = first
        files = Array(plain.dropFirst())
    }

    /// The documents of all files.
    func documents() throws -> [[UInt8]] {
        var documents: [[UInt8]] = []
        for file in files {
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
            var start = 0
            while start < bytes.count {
                var end = documentBytes == 0 ? bytes.count : min(start + documentBytes, bytes.count)
                while end < bytes.count, bytes[end - 1] != 0x0A { end += 1 }
                documents.append(Array(bytes[start..<end]))
                start = end
            }
        }
        return documents
    }
}
