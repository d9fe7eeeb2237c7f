import BytePairEncoding
import Dispatch
import Foundation
import Synchronization
import Tokenization
import TokenizerFormats

/// Times Malmoi's encoder inside one process and prints JSON.
///
/// The first pass is the cold one: a fresh process, empty caches. The memory of the documents has been read before.
@main
struct EncodeBench {
    static func main() throws {
        guard let options = BenchOptions(Array(CommandLine.arguments.dropFirst())) else {
            FileHandle.standardError.write(Data((BenchOptions.usage + "\n").utf8))
            exit(2)
        }
        let started = ContinuousClock.now
        let tokenizer = try TokenizerLoader.load(
            options.tokenizer, pattern: options.pattern.flatMap { SplitPattern(rawValue: $0) })
        let load = started.duration(to: .now)
        switch options.mode {
        case "short": try ShortTexts.run(tokenizer)
        case "worst": try WorstCases.run(tokenizer)
        default: try passes(tokenizer, options, load)
        }
    }

    static func passes(_ tokenizer: Tokenizer, _ options: BenchOptions, _ load: Duration) throws {
        let documents = try options.documents()
        let bytes = documents.reduce(0) { $0 + $1.count }
        var seconds: [Double] = []
        var total = 0
        for _ in 0..<options.passes {
            let started = ContinuousClock.now
            total = run(tokenizer, documents, options)
            seconds.append(started.duration(to: .now).seconds)
        }
        let list = seconds.map { String(format: "%.6f", $0) }.joined(separator: ",")
        let rates = seconds.map { String(format: "%.0f", Double(bytes) / $0 / 1e6) }.joined(separator: ",")
        print(
            """
            {"load":\(String(format: "%.4f", load.seconds)),"bytes":\(bytes),"documents":\(documents.count),\
            "tokens":\(total),"seconds":[\(list)],"mb_per_s":[\(rates)]}
            """)
    }

    /// Encodes (or counts) every document once; threads take the next document when they are done with one.
    static func run(_ tokenizer: Tokenizer, _ documents: [[UInt8]], _ options: BenchOptions) -> Int {
        let isCount = options.mode == "count"
        let next = Atomic<Int>(0)
        let total = Atomic<Int>(0)
        let step = options.threads == 1 ? documents.count : max(1, min(64, documents.count / options.threads / 8))
        DispatchQueue.concurrentPerform(iterations: options.threads) { _ in
            var tokens = 0
            while true {
                let first = next.add(step, ordering: .relaxed).oldValue
                guard first < documents.count else { break }
                for index in first..<min(first + step, documents.count) {
                    tokens +=
                        isCount
                        ? (try? tokenizer.count(documents[index])) ?? 0
                        : (try? tokenizer.encode(documents[index]).count) ?? 0
                }
            }
            total.add(tokens, ordering: .relaxed)
        }
        return total.load(ordering: .relaxed)
    }
}

extension Duration {
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
