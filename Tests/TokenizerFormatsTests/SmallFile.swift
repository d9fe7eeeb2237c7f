import BytePairEncoding
import Foundation
import TestSupport
import Testing
import TextNormalization
import Tokenization

@testable import TokenizerFormats

/// A small valid file of every format, to be damaged by tests.
struct SmallFile: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    /// Files that stand beside it.
    var others: [(name: String, bytes: [UInt8])] = []

    var testDescription: String { name }

    /// Loads it from a folder, damaged or not.
    func load(_ bytes: [UInt8], in folder: TemporaryFolder) throws -> Tokenizer {
        folder.write(bytes, to: name)
        for other in others { folder.write(other.bytes, to: other.name) }
        let isAlone = others.isEmpty
        return try TokenizerLoader.load(
            isAlone ? folder[name] : folder.path, pattern: .llama3)
    }

    static let all: [SmallFile] = [
        SmallFile(name: "tokenizer.json", bytes: Array(json.utf8)),
        SmallFile(
            name: "unigram.json",
            bytes: Array(
                ComponentParityTests.model(
                    Components.unigram, pre: Components.metaspaces[2], decoder: Components.metaspaces[2]
                ).file.utf8)),
        SmallFile(name: "x.tiktoken", bytes: Array(tiktoken.utf8)),
        SmallFile(name: "tekken.json", bytes: Array(tekken.utf8)),
        SmallFile(name: "pairs.model", bytes: sentencePiece(kind: 2)),
        SmallFile(name: "unigram.model", bytes: sentencePiece(kind: 1)),
        SmallFile(name: "bytes.gguf", bytes: gguf(isByteLevel: true)),
        SmallFile(name: "pieces.gguf", bytes: gguf(isByteLevel: false)),
        SmallFile(
            name: "merges.txt", bytes: Array("#version: 0.2\na b\nab c\n".utf8), others: [("vocab.json", vocabulary)]),
        SmallFile(name: "vocab.json", bytes: vocabulary, others: [("merges.txt", Array("a b\nab c\n".utf8))]),
        SmallFile(
            name: "tokenizer_config.json",
            bytes: Array(
                #"{"added_tokens_decoder":{"258":{"content":"<s>","special":true}},"add_prefix_space":false}"#.utf8),
            others: [("vocab.json", vocabulary), ("merges.txt", Array("a b\nab c\n".utf8))]),
    ]

    static let vocabulary = Array("{\(LyingFileTests.alphabet),\"ab\":256,\"abc\":257}".utf8)

    /// Every part that a file can have.
    static let json = LyingFileTests.file(
        added: LyingFileTests.token(258, "<s>"),
        normalizer:
            #"{"type":"Sequence","normalizers":[{"type":"NFC"},{"type":"Replace","pattern":{"Regex":" {2,}"},"content":" "}]}"#,
        preTokenizer:
            #"{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"\\p{N}{1,3}|[a-z]+"},"behavior":"Isolated","invert":false},{"type":"ByteLevel","add_prefix_space":false,"use_regex":false}]}"#,
        model: #""ignore_merges":false,"#, decoder: #"{"type":"ByteLevel"}"#)

    static let tokens: [[UInt8]] = (0..<256).map { [UInt8($0)] } + [Array("ab".utf8), Array("abc".utf8)]

    static let tiktoken = tokens.enumerated().map { "\(Data($1).base64EncodedString()) \($0)\n" }.joined()

    static let tekken: String = {
        let vocabulary = tokens.enumerated().map {
            #"{"rank":\#($0),"token_bytes":"\#(Data($1).base64EncodedString())","token_str":null}"#
        }.joined(separator: ",")
        let regex = SplitPattern.tekken.regexes[0].replacing("\\", with: "\\\\")
        return """
            {"config":{"pattern":"\(regex)","num_vocab_tokens":258,"default_vocab_size":268,
            "default_num_special_tokens":10,"version":"v3"},"vocab":[\(vocabulary)],
            "special_tokens":[{"rank":0,"token_str":"<unk>","is_control":true},{"rank":1,"token_str":"<s>","is_control":true}]}
            """
    }()

    /// Pieces with scores and kinds, as SentencePiece and GGUF have them.
    static let pieces: [(text: String, score: Float, kind: Int)] =
        [("<unk>", 0, 2), ("<s>", 0, 3), ("</s>", 0, 3)] + (0..<256).map { (Components.bytes[$0], 0, 6) }
        + ["ab", "▁a", "abc", "한국", "▁", "a", "b", "c", "한", "국"].enumerated().map { ($1, -Float($0), 1) }

    // MARK: Protocol buffers

    private static func varint(_ value: Int) -> [UInt8] {
        value < 128 ? [UInt8(value)] : [UInt8(value & 127 | 128)] + varint(value >> 7)
    }

    private static func field(_ number: Int, _ bytes: [UInt8]) -> [UInt8] {
        varint(number << 3 | 2) + varint(bytes.count) + bytes
    }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    static func sentencePiece(kind: Int) -> [UInt8] {
        let pieces = pieces.flatMap { piece in
            field(
                1,
                field(1, Array(piece.text.utf8)) + [2 << 3 | 5] + little(Int(piece.score.bitPattern), 4)
                    + [3 << 3] + varint(piece.kind))
        }
        let trainer = field(2, [3 << 3] + varint(kind) + varint(35 << 3) + [1])
        let normalizer = field(3, field(1, Array("identity".utf8)) + [3 << 3, 1, 4 << 3, 1, 5 << 3, 1])
        return pieces + trainer + normalizer
    }

    // MARK: GGUF

    private static func text(_ text: String) -> [UInt8] { little(text.utf8.count, 8) + Array(text.utf8) }

    private static func array(_ type: Int, _ items: [[UInt8]]) -> [UInt8] {
        little(9, 4) + little(type, 4) + little(items.count, 8) + items.flatMap { $0 }
    }

    static func gguf(isByteLevel: Bool) -> [UInt8] {
        var entries: [[UInt8]] = [text("general.name") + little(8, 4) + text("small")]
        func add(_ key: String, _ value: [UInt8]) { entries.append(text("tokenizer.ggml." + key) + value) }
        add("model", little(8, 4) + text(isByteLevel ? "gpt2" : "llama"))
        if isByteLevel {
            var spelled: [[UInt8]] = []
            for token in tokens {
                var spelling: [UInt8] = []
                ByteLevelAlphabet.appendEncoded(token, to: &spelling)
                spelled.append(little(spelling.count, 8) + spelling)
            }
            add("pre", little(8, 4) + text("llama-bpe"))
            add("tokens", array(8, spelled + [text("<s>")]))
            add("token_type", array(5, (0..<259).map { little($0 == 258 ? 3 : 1, 4) }))
            add("merges", array(8, ["a b", "ab c"].map { text($0) }))
            add("bos_token_id", little(4, 4) + little(258, 4))
            add("add_bos_token", little(7, 4) + [1])
        } else {
            add("tokens", array(8, pieces.map { text($0.text) }))
            add("scores", array(6, pieces.map { little(Int($0.score.bitPattern), 4) }))
            add("token_type", array(5, pieces.map { little($0.kind, 4) }))
        }
        return Array("GGUF".utf8) + little(3, 4) + little(0, 8) + little(entries.count, 8) + entries.flatMap { $0 }
    }
}
