import BytePairEncoding
import TestSupport
import Testing
import Tokenization

@testable import TokenizerFormats

/// Files made to take all time or memory. Larger ones are in `Scripts/check-hostile-files`.
@Suite struct HostileFileTests {
    private func expectInvalid(_ bytes: [UInt8], _ name: String, _ words: String...) throws {
        let folder = TemporaryFolder()
        folder.write(bytes, to: name)
        let error = #expect(throws: TokenizerFormatError.self) {
            try TokenizerLoader.load(folder[name], pattern: .llama3)
        }
        for word in words {
            #expect(error?.description.contains(word) == true, "\(error?.description ?? "")")
        }
    }

    @Test(arguments: ["(a+)+$", "(.*)*x", "(\\w+\\s?)*$"])
    func `a catastrophic regex ends in an error that names it`(regex: String) throws {
        let folder = TemporaryFolder()
        let escaped = regex.replacing("\\", with: "\\\\")
        folder.write(
            LyingFileTests.file(
                preTokenizer: #"{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"\#(escaped)"},"#
                    + #""behavior":"Isolated","invert":false},{"type":"ByteLevel","add_prefix_space":false,"use_regex":false}]}"#
            ),
            to: "tokenizer.json")
        let tokenizer = try TokenizerLoader.load(folder["tokenizer.json"])
        let text = String(repeating: "a", count: 5000) + "!"
        let start = ContinuousClock.now
        let error = #expect(throws: TokenizationError.self) { _ = try tokenizer.encode(text) }
        #expect(error?.description.contains("the regex takes too") == true, "\(error.debugDescription)")
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    @Test func `a token of more than a million bytes is an error`() throws {
        let token = String(repeating: "a", count: 1 << 20)
        try expectInvalid(
            Array(#"{"model":{"type":"BPE","vocab":{"\#(token)b":0},"merges":[]}}"#.utf8), "tokenizer.json",
            "model.vocab", "1048577 bytes")
    }

    @Test func `recursion and back-references in a regex are refused`() throws {
        for regex in ["(?<x>a\\\\g<x>?b)", "(a)\\\\1", "(?<x>a)\\\\k<x>", "((((((((((a", "[", "a{1000000}"] {
            let text = LyingFileTests.file(
                preTokenizer: #"{"type":"Split","pattern":{"Regex":"\#(regex)"},"behavior":"Isolated","invert":false}"#)
            try expectInvalid(Array(text.utf8), "tokenizer.json", "pre_tokenizer")
        }
    }

    @Test(arguments: [
        #"{"a":"#, #"{"model":"#, #"{"model":{"a":"#, #"{"normalizer":{"normalizers":"#, #"{"model":{"vocab":{"a":"#,
        #"{"config":{"pattern":"#, #"{"vocab":[{"rank":"#,
    ])
    func `deep nesting is an error`(beginning: String) throws {
        for unit in ["[", #"{"a":"#] {
            try expectInvalid(
                Array((beginning + String(repeating: unit, count: 200_000)).utf8), "tokenizer.json", "tokenizer.json")
        }
    }

    @Test func `nested sequences are an error, not a stack overflow`() throws {
        let depth = 50_000
        let nested =
            String(repeating: #"{"type":"Sequence","normalizers":["#, count: depth)
            + String(repeating: "]}", count: depth)
        try expectInvalid(Array(LyingFileTests.file(normalizer: nested).utf8), "tokenizer.json", "nested more than")
    }

    @Test func `lengths and counts that lie are errors, and take no memory`() throws {
        // A piece of 2^62 bytes; a field whose length overflows.
        for length in [
            [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x3F], Array(repeating: 0xFF, count: 9) + [0x01],
        ] as [[UInt8]] {
            try expectInvalid([0x0A] + length + Array("abc".utf8), "x.model", "x.model")
        }
        let header: [UInt8] = Array("GGUF".utf8) + [3, 0, 0, 0] + Array(repeating: 0, count: 8)
        let many: [UInt8] = [0xFF, 0xFF, 0x0F, 0, 0, 0, 0, 0]
        let huge = Array(repeating: 0xFF as UInt8, count: 7) + [0x7F]
        try expectInvalid(header + huge, "x.gguf", "byte ")
        try expectInvalid(header + many, "x.gguf", "byte ")
        // A key of 2^63 bytes, and an array of 2^27 strings in a file that ends.
        try expectInvalid(header + [1, 0, 0, 0, 0, 0, 0, 0] + huge, "x.gguf", "byte ")
        let key: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0, 0x61]
        try expectInvalid(
            header + [1, 0, 0, 0, 0, 0, 0, 0] + key + [9, 0, 0, 0, 8, 0, 0, 0] + [0, 0, 0, 8, 0, 0, 0, 0], "x.gguf",
            "byte ")
    }

    @Test func `ranks and ids far above all others are errors`() throws {
        try expectInvalid(Array("YQ== 0\nYg== 999999999\n".utf8), "x.tiktoken", "999999999")
        try expectInvalid(Array("YQ== 0\nYg== 0\n".utf8), "x.tiktoken", "rank 0")
        let tekken = SmallFile.tekken
        try expectInvalid(
            Array(
                tekken.replacing("\"default_vocab_size\":268", with: "\"default_vocab_size\":-9223372036854775808").utf8
            ),
            "tekken.json", "default_vocab_size")
        try expectInvalid(
            Array(tekken.replacing("\"rank\":257", with: "\"rank\":900000000000").utf8), "tekken.json", "vocab[257]")
        try expectInvalid(
            Array(tekken.replacing("\"rank\":257", with: "\"rank\":0").utf8), "tekken.json", "vocab[257]")
        try expectInvalid(
            Array(LyingFileTests.file(vocab: #""ab":256,"abc":4294967294"#).utf8), "tokenizer.json", "model.vocab")
    }
}
