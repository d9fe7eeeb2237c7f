import BytePairEncoding
import TestSupport
import Testing
import TextNormalization
import Tokenization

@testable import TokenizerFormats

@Suite struct TiktokenTests {
    private static func file(_ tokens: [[UInt8]]) -> [UInt8] {
        var text: [UInt8] = []
        for (rank, token) in tokens.enumerated() {
            Base64.appendEncoded(token.span, to: &text)
            text += " \(rank)\n".utf8
        }
        return text
    }

    private static let bytes = (UInt8.min...UInt8.max).map { [$0] }

    @Test func `a file without a known name asks for a pattern and lists them`() throws {
        let folder = TemporaryFolder()
        folder.write(Self.file(Self.bytes), to: "mine.tiktoken")
        let error = #expect(throws: TokenizerFormatError.self) { try TokenizerLoader.load(folder["mine.tiktoken"]) }
        #expect(error?.problem == .needsPattern)
        #expect(error?.description.contains("--pattern") == true)
        #expect(error?.description.contains("o200k_base") == true)
    }

    @Test(arguments: [("cl100k_base", SplitPattern.cl100k), ("o200k_base", .o200k), ("r50k_base", .gpt2)])
    func `known names give the pattern and the special tokens`(name: String, pattern: SplitPattern) throws {
        let folder = TemporaryFolder()
        folder.write(Self.file(Self.bytes), to: name + ".tiktoken")
        let tokenizer = try TokenizerLoader.load(folder.path)
        #expect(tokenizer.byteLevel?.preTokenizer.pattern == pattern)
        #expect(tokenizer.addedTokens.contains { $0.content == Array("<|endoftext|>".utf8) })
    }

    @Test func `any two tokens merge whose bytes are a token, the lowest rank first`() throws {
        let folder = TemporaryFolder()
        folder.write(Self.file(Self.bytes + ["bc", "ab", "abc"].map { Array($0.utf8) }), to: "x.tiktoken")
        let tokenizer = try TokenizerLoader.load(folder["x.tiktoken"], pattern: .qwen2)
        #expect(try tokenizer.encode("abc") == [258])
        #expect(try tokenizer.encode("aabc") == [97, 258])
    }

    @Test(arguments: [
        ("IQ== 0\nIg==\n", "line 2: expected"), ("IQ== 0\nIg== x\n", "line 2: expected"),
        ("IQ== 0\nIg 1\n", "line 2: the token is not base64"), ("IQ== 0\nIg== 0\n", "two tokens have the rank 0"),
        ("IQ== 0\nIg== 4000000\n", "the rank 4000000 is far above"),
        ("IQ== 0\n" + String(repeating: "YWFh", count: 1400) + " 1\n", "token 1: its 4200 bytes are too many"),
        ("IQ== 0\n", "no token stands for the byte 0x00"),
    ])
    func `a lie is named with its line`(text: String, expected: String) throws {
        let folder = TemporaryFolder()
        folder.write(text, to: "x.tiktoken")
        let error = #expect(throws: TokenizerFormatError.self) {
            try TokenizerLoader.load(folder["x.tiktoken"], pattern: .qwen2)
        }
        #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
    }

    @Test func `merges out of the order of ids are refused`() throws {
        var tokens = TokenTable(Self.bytes)
        let later = tokens.append("bc".utf8)
        let earlier = tokens.append("ab".utf8)
        let vocabulary = try Vocabulary(
            tokens: tokens,
            merges: [Merge(left: 97, right: 98, result: earlier), Merge(left: 98, right: 99, result: later)])
        let tokenizer = try Tokenizer(
            name: "x", normalization: .none, preTokenizer: PreTokenizer(.qwen2), vocabulary: vocabulary)
        let error = #expect(throws: TokenizerFormatError.self) { try TiktokenWriter.bytes(of: tokenizer, path: "x") }
        #expect(error?.place == "id 257")
    }

    @Test func `tokens that merges never make are left out, since tiktoken would make them`() throws {
        var tokens = TokenTable(Self.bytes)
        let pair = tokens.append("ab".utf8)
        tokens.append("xy".utf8)
        let vocabulary = try Vocabulary(tokens: tokens, merges: [Merge(left: 97, right: 98, result: pair)])
        let tokenizer = try Tokenizer(
            name: "x", normalization: .none, preTokenizer: PreTokenizer(.qwen2), vocabulary: vocabulary)
        let folder = TemporaryFolder()
        try TiktokenWriter.write(tokenizer, to: folder["x.tiktoken"])
        let back = try TokenizerLoader.load(folder["x.tiktoken"], pattern: .qwen2)
        #expect(try back.encode("xyab") == tokenizer.encode("xyab"))
        #expect(back.idCount == 257)
    }
}
