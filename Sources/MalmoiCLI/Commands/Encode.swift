import ArgumentParser
import BytePairEncoding
import Documents
import JSONBytes
import Tokenization

/// `malmoi encode`
struct Encode: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Turn documents into token ids.",
        discussion: """
            Prints one line of ids a document. Examples:

              malmoi encode -t out/ko8k doc.txt
              malmoi encode -t out/ko8k --jsonl --id-field id docs.jsonl.gz --format jsonl
              malmoi encode -t out/ko8k corpus/*.txt --format u32 --end-id 8000 --out corpus.u32
              cat doc.txt | malmoi encode -t o200k_base.tiktoken -
            """)

    @OptionGroup var tokenizer: TokenizerOptions
    @OptionGroup var input: InputOptions
    @OptionGroup var special: SpecialTokenOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var cache: CacheOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            ids: a line of ids a document; jsonl: an object with name and ids a line; u32: raw little-endian 32-bit \
            ids; npy: one NumPy array of all ids; tokens: the tokens as text, separated by tabs.
            """, valueName: "format"))
    var format: EncodingFormat = .ids

    @Option(name: .long, help: ArgumentHelp("An id to put behind every document.", valueName: "id"))
    var endId: UInt32?

    @Option(
        name: [.short, .long], help: ArgumentHelp("Write to a file instead of standard output.", valueName: "path"))
    var out: String?

    func run() throws {
        let tokenizer = try tokenizer.load()
        cache.apply(to: tokenizer)
        if let endId, tokenizer.bytes(of: TokenID(endId)) == nil {
            throw InputError("--end-id \(endId): the tokenizer has no such id (\(tokenizer.idCount) ids)")
        }
        let writer = EncodingWriter(format: format, tokenizer: tokenizer)
        let policy = special.policy
        let end = endId.map { TokenID($0) }
        let sink = try OutputSink(path: out)
        var arrays = NumPyArray()
        let progress = ProgressBar("encoding", unit: .bytes)
        let format = format
        func receive(_ bytes: [UInt8], _ state: DocumentProgress) throws {
            if format == .npy {
                arrays.append(bytes)
            } else {
                try sink.write(bytes)
            }
            progress.update(state.bytesRead, of: state.totalBytes)
        }
        let isByParts = format.allowsParts && tokenizer.allowsSafeCuts && policy != .refused
        if isByParts, let chunks = try TextChunks(input.source) {
            try OrderedWork.run(chunks, threads: threads.threads) { chunk in
                var ids = try tokenizer.encode(chunk.bytes, specialTokens: policy)
                if chunk.isLast, let end { ids.append(end) }
                var result: [UInt8] = []
                writer.append(ids, ofPart: chunk, to: &result)
                return result
            } receive: {
                try receive($0, $1)
            }
        } else {
            try OrderedWork.run(input.source, threads: threads.threads) { documents in
                var result: [UInt8] = []
                for document in documents {
                    var ids = try LocatedError.naming(document) {
                        try tokenizer.encode(document.text, specialTokens: policy)
                    }
                    if let end { ids.append(end) }
                    writer.append(ids, of: document, to: &result)
                }
                return result
            } receive: {
                try receive($0, $1)
            }
        }
        if format == .npy {
            try arrays.write { try sink.write($0) }
        }
        progress.finish()
        try sink.finish()
    }
}
