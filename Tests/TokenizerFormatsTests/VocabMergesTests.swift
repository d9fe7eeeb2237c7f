import BytePairEncoding
import TestSupport
import Testing
import Tokenization

@testable import TokenizerFormats

@Suite struct VocabMergesTests {
    private static func folder(_ merges: String) throws -> TemporaryFolder {
        let folder = TemporaryFolder()
        folder.write(
            "{\(LyingFileTests.alphabet),\"ab\":256,\"abc\":257,\"<|endoftext|>\":258,\"  \":259}", to: "vocab.json")
        folder.write(merges, to: "merges.txt")
        return folder
    }

    @Test(arguments: ["#version: 0.2\na b\nab c\n", "a b\r\nab c", "a b\nab c\n"])
    func `merges are read a line each, with or without a version`(merges: String) throws {
        let folder = try Self.folder(merges)
        let tokenizer = try TokenizerLoader.load(folder.path)
        #expect(try tokenizer.encode("abcab") == [257, 256])
        #expect(tokenizer.byteLevel?.preTokenizer.pattern == .gpt2)
    }

    @Test func `the end of text is special where nothing else is said`() throws {
        let folder = try Self.folder("a b\nab c\n")
        let tokenizer = try TokenizerLoader.load(folder.path)
        #expect(try tokenizer.encode("ab<|endoftext|>", specialTokens: .allowed) == [256, 258])
        #expect(try tokenizer.encode("<|endoftext|>").count > 1)
    }

    @Test func `tokenizer_config.json gives the added tokens`() throws {
        let folder = try Self.folder("a b\nab c\n")
        folder.write(
            """
            {"added_tokens_decoder":{"259":{"content":"  ","lstrip":false,"normalized":false,"rstrip":false,
            "single_word":false,"special":false}},"add_prefix_space":true}
            """, to: "tokenizer_config.json")
        let tokenizer = try TokenizerLoader.load(folder.path, pattern: .qwen2)
        #expect(tokenizer.byteLevel?.preTokenizer.pattern == .qwen2)
        #expect(try tokenizer.encode("x  ab") == [32, 120, 259, 32, 256])
        #expect(try tokenizer.decode([259, 256]) == "  ab")
    }

    @Test(arguments: [
        ("a b\nab  c\n", "line 2: a merge must be"), ("a b\nabc\n", "line 2: a merge must be"),
        ("a b\n\nab c\n", "line 2: a merge must be"), ("a b\nab 한\n", "line 2: its right side"),
    ])
    func `a lie is named with its line`(merges: String, expected: String) throws {
        let folder = try Self.folder(merges)
        let error = #expect(throws: TokenizerFormatError.self) { try TokenizerLoader.load(folder.path) }
        #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
        #expect(error?.description.contains("merges.txt") == true)
    }
}

@Suite struct LoaderTests {
    @Test func `an empty directory is named`() throws {
        let folder = TemporaryFolder()
        let error = #expect(throws: TokenizerFormatError.self) { try TokenizerLoader.load(folder.path) }
        #expect(error?.description.contains("the directory has no tokenizer in it") == true)
    }

    @Test func `a missing file is an input error`() throws {
        let error = #expect(throws: TokenizerFormatError.self) {
            try TokenizerLoader.load("/nonexistent/tokenizer.json")
        }
        #expect(error?.isInputOutput == false)
        #expect(error?.description.hasPrefix("/nonexistent/tokenizer.json: cannot") == true)
    }

    @Test(arguments: [
        ("a/qwen3/tokenizer.json", "qwen3"), ("a/o200k_base.tiktoken", "o200k_base"), ("a/ko8k/", "ko8k"),
        ("x.json", "x"),
    ])
    func `the name for people comes from the path`(path: String, name: String) {
        #expect(TokenizerLoader.name(of: path) == name)
    }
}

@Suite struct ListingTests {
    @Test func `a token a line, with escapes that keep it on one`() throws {
        let tokenizer = try SmallTokenizer.make(words: ["한국", "a\n"], specials: ["<s>"])
        let lines = String(decoding: VocabularyListing.bytes(of: tokenizer, counts: [5]), as: UTF8.self).split(
            separator: "\n")
        #expect(lines.count == 1 + tokenizer.idCount)
        #expect(lines[0] == "id\ttoken\tbytes\tkind\tcount")
        #expect(lines[1] == "0\t\\u{0}\t1\tbyte\t5")
        #expect(lines[11] == "10\t\\n\t1\tbyte\t")
        #expect(lines[1 + 0xED] == "237\t\\xED\t1\tbyte\t")
        #expect(lines.contains { $0.contains("\t한국\t6\ttoken\t") })
        #expect(lines.last == "\(tokenizer.idCount - 1)\t<s>\t3\tspecial\t")
    }
}
