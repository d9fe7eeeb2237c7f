import BytePairEncoding
import JSONBytes
import TestSupport
import Testing
import TextNormalization
import Tokenization

@testable import TokenizerFormats

/// What Malmoi writes and reads, against the reference libraries in one Python process.
@Suite(.serialized) struct ReferenceTests {
    /// Texts with every trap: white space, digits of many scripts, marks, jamo, emoji, contractions, controls.
    static let traps = [
        "I've we'LL 'S ſ's 'ſ x'Re", "a  b\t\tc \r\n\r\n  d\n \n", "12345 ١٢٣٤ ⅷⅸ² 1,000.5", "  \u{A0}\u{3000} 끝  ",
        "\u{85}\u{2028}x",
        "한국어를 배웁니다. ㅋㅋㅋ ㅠㅠ!!", "\u{1112}\u{1161}\u{11AB}\u{302E} 나랏말ᄊᆞ미", "한\u{300}é e\u{301}\u{20DD}", "😀👨‍👩‍👧‍👦🇰🇷",
        "camelCaseHTTPServer ǅabc ʰaʰ ªº", "\u{0}\u{7F}\u{200B}\u{FEFF}\u{E000}\u{10FFFF}", "//comment\n/path/to\n\n",
        "日本語カタカナ漢字12한글", "ぁ゛ー・゠\n一\u{3040}漢・12",
        "!!!\n\n???/\r\n", "x\u{378}y \u{378}", "\t한", "'한 've", "＇ｓ", "<|endoftext|><s> </s>",
    ]

    @Test(arguments: SplitPattern.allCases)
    func `a written tokenizer.json gives the same ids in tokenizers`(pattern: SplitPattern) throws {
        guard let reference = try ReferenceProcess(for: "tokenizers on written files") else { return }
        let folder = TemporaryFolder()
        let words =
            Self.traps.dropLast().flatMap { $0.split(separator: " ").map { String($0) } } + Self.traps.dropLast()
        let tokenizer = try SmallTokenizer.make(words: words, pattern: pattern)
        try HuggingFaceWriter.write(tokenizer, to: folder["tokenizer.json"])
        for (policy, name) in [(SpecialTokenPolicy.asText, "text"), (.allowed, "allowed")] {
            let expected = try reference.ids(folder["tokenizer.json"], Self.traps, special: name)
            for (text, ids) in zip(Self.traps, expected) {
                #expect(
                    try tokenizer.encode(text, specialTokens: policy).map { Int($0.rawValue) } == ids,
                    "\(text.debugDescription)")
            }
        }
    }

    @Test(arguments: [SplitPattern.malmoi, .malmoiWide, .o200k, .cl100k, .qwen2])
    func `a written tiktoken file gives the same ids in tiktoken`(pattern: SplitPattern) throws {
        guard let reference = try ReferenceProcess(for: "tiktoken on written files") else { return }
        let folder = TemporaryFolder()
        let words = Self.traps.flatMap { $0.split(separator: " ").map { String($0) } }
        let tokenizer = try SmallTokenizer.make(words: words, pattern: pattern, normalization: .none)
        try TiktokenWriter.write(tokenizer, to: folder["x.tiktoken"])
        let expected = try reference.ids(
            folder["x.tiktoken"], Self.traps, extra: [("regex", .text(pattern.regexes[0]))])
        for (text, ids) in zip(Self.traps, expected) {
            #expect(try tokenizer.encode(text).map { Int($0.rawValue) } == ids, "\(text.debugDescription)")
        }
    }

    /// Some of each kind: a debug build takes seconds to load the largest. `Benchmarks/parity` tries all of them.
    static let published = ["deepseek-r1", "anthropic-claude2", "exaone-4.0", "gpt2"]

    @Test(arguments: published)
    func `published tokenizers give their reference's ids`(name: String) throws {
        guard let folder = SharedFiles.tokenizers(for: "ids of \(name)"),
            let reference = try ReferenceProcess(for: "ids of \(name)")
        else { return }
        let path = folder + "/" + name
        let tokenizer = try TokenizerLoader.load(path)
        let hasFile = !["exaone-4.0", "gpt2"].contains(name)
        try compare(tokenizer, reference, hasFile ? path + "/tokenizer.json" : path, extra: [])
    }

    @Test(arguments: [
        ("openai-cl100k_base/cl100k_base.tiktoken", SplitPattern.cl100k)
    ])
    func `published tiktoken files give their reference's ids`(name: String, pattern: SplitPattern) throws {
        guard let folder = SharedFiles.tokenizers(for: "ids of \(name)"),
            let reference = try ReferenceProcess(for: "ids of \(name)")
        else { return }
        let tokenizer = try TokenizerLoader.load(folder + "/" + name, pattern: pattern)
        let special = tokenizer.addedTokens.map {
            JSONValue.Member(key: $0.content, value: .integer(Int($0.id.rawValue)))
        }
        try compare(
            tokenizer, reference, folder + "/" + name,
            extra: [("regex", .text(pattern.regexes[0])), ("special_tokens", .object(special))])
    }

    private func compare(
        _ tokenizer: Tokenizer, _ reference: ReferenceProcess, _ path: String, extra: [(String, JSONValue)]
    ) throws {
        let texts = try Self.traps + SharedFiles.developmentTexts(step: 40)
        let expected = try reference.ids(path, texts, special: "allowed", extra: extra)
        #expect(expected.count == texts.count)
        for (text, ids) in zip(texts, expected) {
            let own = try tokenizer.encode(text, specialTokens: .allowed).map { Int($0.rawValue) }
            if own != ids {
                Issue.record(
                    "\(tokenizer.name): \(own.prefix(12)) for \(ids.prefix(12)): \(text.prefix(60).debugDescription)")
            }
        }
    }
}
