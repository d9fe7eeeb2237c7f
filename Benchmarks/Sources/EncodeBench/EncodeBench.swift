import BytePairEncoding
import Foundation
import Synchronization
import Tokenization
import TokenizerFormats

/// Times Malmoi's encoder inside one process and prints JSON.
///
/// `seconds` begins with 64 calls on "a b"; the pass behind them is the cold one: a process that has seen no word of the
/// text. The documents are in memory before.
@main
struct EncodeBench {
    static func main() throws {
        guard let options = BenchOptions(Array(CommandLine.arguments.dropFirst())) else {
            FileHandle.standardError.write(Data((BenchOptions.usage + "\n").utf8))
            exit(2)
        }
        // Before anything asks for it: the library reads it once.
        if let set = options.instructionSet { setenv("MALMOI_INSTRUCTION_SET", set, 1) }
        let started = ContinuousClock.now
        let tokenizer = try TokenizerLoader.load(
            options.tokenizer, pattern: options.pattern.flatMap { SplitPattern(rawValue: $0) })
        let load = started.duration(to: .now)
        switch options.mode {
        case "short": try ShortTexts.run(tokenizer)
        case "worst": try WorstCases.run(tokenizer, text: try options.documents().first)
        default: try passes(tokenizer, options, load)
        }
    }

    static func passes(_ tokenizer: Tokenizer, _ options: BenchOptions, _ load: Duration) throws {
        let documents = try options.documents()
        let bytes = documents.reduce(0) { $0 + $1.count }
        // As the peers do: what is built when an encoder is first called is shown apart from a text's rate.
        let short = Array(repeating: Array("a b\n".utf8), count: 64)
        var seconds: [Double] = []
        var processor: [Double] = []
        var total = 0
        for pass in 0...options.passes {
            let started = ContinuousClock.now
            let work = clock()
            total = try run(tokenizer, pass == 0 ? short : documents, options)
            processor.append(Double(clock() - work) / Double(CLOCKS_PER_SEC))
            seconds.append(started.duration(to: .now).seconds)
        }
        if let path = options.ids {
            try writeIDs(tokenizer, documents, path)
        }
        print(
            """
            {"load":\(String(format: "%.4f", load.seconds)),"bytes":\(bytes),"documents":\(documents.count),\
            "tokens":\(total),"seconds":[\(list(seconds))],"processor":[\(list(processor))]}
            """)
    }

    private static func list(_ seconds: [Double]) -> String {
        seconds.map { String(format: "%.6f", $0) }.joined(separator: ",")
    }

    /// The ids of all documents behind one another, as little-endian 32-bit numbers.
    private static func writeIDs(_ tokenizer: Tokenizer, _ documents: [[UInt8]], _ path: String) throws {
        var ids: [UInt32] = []
        for document in documents {
            ids += try tokenizer.encode(document).lazy.map { $0.rawValue.littleEndian }
        }
        try ids.withUnsafeBytes { Data($0) }.write(to: URL(fileURLWithPath: path))
    }

    /// Encodes (or counts) every document once.
    static func run(_ tokenizer: Tokenizer, _ documents: [[UInt8]], _ options: BenchOptions) throws -> Int {
        if options.mode == "count" {
            return try tokenizer.countBatch(documents, threads: options.threads).reduce(0, +)
        }
        let total = Atomic<Int>(0)
        try tokenizer.encodeEach(documents, threads: options.threads) { _, ids in
            total.add(ids.count, ordering: .relaxed)
        }
        return total.load(ordering: .relaxed)
    }
}

extension Duration {
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
