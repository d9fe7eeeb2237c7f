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
              malmoi encode -t out/ko8k --offsets --max-tokens 512 doc.txt
              cat doc.txt | malmoi encode -t o200k_base.tiktoken -
            """)

    @OptionGroup var tokenizer: TokenizerOptions
    @OptionGroup var input: InputOptions
    @OptionGroup var specialTexts: SpecialTokenOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var cache: CacheOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            ids: a line of ids a document (the default); jsonl: an object with name and ids a line; u32: raw \
            little-endian 32-bit ids; npy: one NumPy array of all ids; tokens: the tokens as text, separated by tabs.
            """, valueName: "format"))
    var format: EncodingFormat?

    @Flag(
        name: .long,
        help: "Also write where each token comes from, in bytes and in characters of the document (jsonl).")
    var offsets = false

    @Flag(name: .long, help: "Put the special tokens around each document that the model expects there (<s>, </s>).")
    var special = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Cut each document at so many ids, special ones included, and never inside of a character.", valueName: "n")
    )
    var maxTokens: Int?

    @Option(name: .long, help: ArgumentHelp("An id to put behind every document.", valueName: "id"))
    var endId: UInt32?

    @Option(
        name: [.short, .long], help: ArgumentHelp("Write to a file instead of standard output.", valueName: "path"))
    var out: String?

    func validate() throws {
        if offsets, let format, format != .jsonl {
            throw ValidationError("--offsets are written as jsonl only: leave --format out.")
        }
        if let maxTokens, maxTokens < 0 { throw ValidationError("--max-tokens must not be negative.") }
    }

    func run() throws {
        let tokenizer = try tokenizer.load()
        cache.apply(to: tokenizer)
        if let endId, tokenizer.bytes(of: TokenID(endId)) == nil {
            throw InputError("--end-id \(endId): the tokenizer has no such id (\(tokenizer.idCount) ids)")
        }
        let format = format ?? (offsets ? .jsonl : .ids)
        let writer = EncodingWriter(format: format, tokenizer: tokenizer)
        let policy = specialTexts.policy
        let end = endId.map { TokenID($0) }
        let encoding = DocumentEncoding(
            tokenizer: tokenizer, policy: policy, addsTemplate: special, limit: maxTokens, end: end,
            keepsPlaces: offsets)
        if let maxTokens, maxTokens < encoding.addedCount {
            throw InputError("--max-tokens \(maxTokens): the special tokens alone are \(encoding.addedCount)")
        }
        let sink = try OutputSink(path: out)
        var arrays = NumPyArray()
        let progress = ProgressBar("encoding", unit: .bytes)
        func receive(_ bytes: [UInt8], _ state: DocumentProgress) throws {
            if format == .npy {
                arrays.append(bytes)
            } else {
                try sink.write(bytes)
            }
            progress.update(state.bytesRead, of: state.totalBytes)
        }
        let isByParts =
            format.allowsParts && tokenizer.allowsSafeCuts && policy != .refused && maxTokens == nil && !special
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
                    let encoded = try LocatedError.naming(document) { try encoding.encode(document.text) }
                    writer.append(encoded, of: document, to: &result)
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
