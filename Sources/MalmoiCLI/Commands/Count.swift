import ArgumentParser
import Documents
import Tokenization

/// `malmoi count`
struct Count: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Count tokens, characters and bytes per document and in total.",
        discussion: """
            Characters are Unicode code points. Examples:

              malmoi count -t out/ko8k docs/*.txt
              malmoi count -t out/ko8k --jsonl --id-field id docs.jsonl.gz --format jsonl
              zcat corpus.txt.gz | malmoi count -t o200k_base.tiktoken -
            """)

    @OptionGroup var tokenizer: TokenizerOptions
    @OptionGroup var input: InputOptions
    @OptionGroup var special: SpecialTokenOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var cache: CacheOptions

    @Option(
        name: .long,
        help: ArgumentHelp("table (for people), jsonl or csv (a line a document, then the total).", valueName: "format")
    )
    var format: CountFormat = .table

    @Flag(name: .long, help: "Print the total only.")
    var totalOnly = false

    func run() throws {
        let tokenizer = try tokenizer.load()
        cache.apply(to: tokenizer)
        let policy = special.policy
        var report = CountReport(format: format, showsDocuments: !totalOnly)
        let progress = ProgressBar("counting", unit: .bytes)
        try StandardStream.output.writeAll(report.head())
        if tokenizer.allowsSafeCuts, policy != .refused, let chunks = try TextChunks(input.source) {
            // Parts of plain files: neither memory for a whole file nor one thread alone.
            var open: DocumentCount?
            try OrderedWork.run(chunks, threads: threads.threads) { chunk in
                let tokens = try tokenizer.count(chunk.bytes, specialTokens: policy)
                let count = DocumentCount(name: Array(chunk.path.utf8), text: chunk.bytes, tokens: tokens)
                return (count: count, isLast: chunk.isLast)
            } receive: { part, state in
                if open == nil { open = part.count } else { open?.add(partOfSame: part.count) }
                if part.isLast, let whole = open.take() {
                    try StandardStream.output.writeAll(report.lines([whole]))
                }
                progress.update(state.bytesRead, of: state.totalBytes)
            }
        } else {
            try OrderedWork.run(input.source, threads: threads.threads) { documents in
                try documents.map { document in
                    try LocatedError.naming(document) {
                        DocumentCount(document, tokens: try tokenizer.count(document.text, specialTokens: policy))
                    }
                }
            } receive: { counts, state in
                try StandardStream.output.writeAll(report.lines(counts))
                progress.update(state.bytesRead, of: state.totalBytes)
            }
        }
        progress.finish()
        try StandardStream.output.writeAll(report.total())
    }
}
