internal import BytePairEncoding
internal import Tokenization

/// What is known of published tiktoken files beyond what is in them: the split and the special tokens.
struct TiktokenEncoding: Sendable {
    var name: String
    var pattern: SplitPattern
    var specialTokens: [AddedToken]

    /// The encodings of OpenAI's models, as the `tiktoken` library defines them.
    static let known: [TiktokenEncoding] = [
        .init("gpt2", .gpt2, [("<|endoftext|>", 50256)]),
        .init("r50k_base", .gpt2, [("<|endoftext|>", 50256)]),
        .init("p50k_base", .gpt2, [("<|endoftext|>", 50256)]),
        .init(
            "cl100k_base", .cl100k,
            [
                ("<|endoftext|>", 100257), ("<|fim_prefix|>", 100258), ("<|fim_middle|>", 100259),
                ("<|fim_suffix|>", 100260), ("<|endofprompt|>", 100276),
            ]),
        .init("o200k_base", .o200k, [("<|endoftext|>", 199999), ("<|endofprompt|>", 200018)]),
        .init("o200k_harmony", .o200k, harmony),
    ]

    private init(_ name: String, _ pattern: SplitPattern, _ specialTokens: [(String, UInt32)]) {
        self.name = name
        self.pattern = pattern
        self.specialTokens = specialTokens.map { AddedToken(id: TokenID($0.1), content: Array($0.0.utf8)) }
    }

    /// The special tokens of gpt-oss; ids without a meaning are named by their number.
    private static let harmony: [(String, UInt32)] = {
        let named: [UInt32: String] = [
            199998: "startoftext", 199999: "endoftext", 200002: "return", 200003: "constrain", 200005: "channel",
            200006: "start", 200007: "end", 200008: "message", 200012: "call", 200018: "endofprompt",
        ]
        return (199998...201087).map { id in ("<|\(named[id] ?? "reserved_\(id)")|>", id) }
    }()

    /// The special tokens of Llama 3, which stand behind its 128,000 ranks.
    static let llama3SpecialTokens: [AddedToken] = {
        var names = ["begin_of_text", "end_of_text"] + (0...3).map { "reserved_special_token_\($0)" }
        names += ["start_header_id", "end_header_id", "reserved_special_token_4", "eot_id"]
        names += (5..<251).map { "reserved_special_token_\($0)" }
        return names.enumerated().map { index, name in
            AddedToken(id: TokenID(UInt32(128_000 + index)), content: Array("<|\(name)|>".utf8))
        }
    }()

    /// The encoding whose name a file has (`o200k_base.tiktoken`).
    static func named(_ fileName: String) -> TiktokenEncoding? {
        let stem = Array(fileName.utf8.prefix { $0 != UInt8(ascii: ".") })
        return known.first { Array($0.name.utf8) == stem }
    }
}
