import BytePairEncoding
import TestSupport
import Testing
import Tokenization

@testable import TokenizerFormats

/// Files that contradict themselves, and the one line that says so.
@Suite struct LyingFileTests {
    static let alphabet: String = {
        var spelled: [UInt8] = []
        ByteLevelAlphabet.appendEncoded(UInt8.min...UInt8.max, to: &spelled)
        return String(decoding: spelled, as: UTF8.self).unicodeScalars.enumerated().map { index, scalar in
            let text = scalar == "\"" || scalar == "\\" ? "\\\(scalar)" : "\(scalar)"
            return "\"\(text)\":\(index)"
        }.joined(separator: ",")
    }()

    /// A tokenizer.json with the 256 bytes and whatever the test adds.
    static func file(
        vocab: String = #""ab":256,"abc":257"#, merges: String = #""a b","ab c""#, added: String = "",
        normalizer: String = "null", preTokenizer: String = #"{"type":"ByteLevel","add_prefix_space":false}"#,
        model: String = "", decoder: String = "null"
    ) -> String {
        """
        {"version":"1.0","added_tokens":[\(added)],"normalizer":\(normalizer),"pre_tokenizer":\(preTokenizer),
        "decoder":\(decoder),"model":{"type":"BPE",\(model)"vocab":{\(alphabet)\(vocab.isEmpty ? "" : ",")\(vocab)},"merges":[\(merges)]}}
        """
    }

    static func token(_ id: Int, _ content: String) -> String {
        #"{"id":\#(id),"content":"\#(content)","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}"#
    }

    static func load(_ text: String) throws -> Tokenizer {
        let folder = TemporaryFolder()
        folder.write(text, to: "tokenizer.json")
        return try TokenizerLoader.load(folder["tokenizer.json"])
    }

    static func message(_ text: String) throws -> String {
        let error = #expect(throws: TokenizerFormatError.self) { try load(text) }
        return error?.description ?? ""
    }

    @Test func `the honest file loads`() throws {
        let tokenizer = try Self.load(Self.file(added: Self.token(258, "<s>")))
        #expect(try tokenizer.encode("abcab<s>", specialTokens: .allowed) == [257, 256, 258])
    }

    static let lies: [(String, String)] = [
        (file(merges: #""a b","ab x y""#), "model.merges[1]: it is not two tokens"),
        (file(merges: #""a b","ab x y","ab c""#), "model.merges[1]: it is not two tokens"),
        (file(merges: #""abx","a b","ab c""#), "model.merges[0]: it is not two tokens"),
        (file(merges: #"["a"],["a","b"],["ab","c"]"#), "model.merges[0]: it is not two tokens"),
        (file(merges: #""a b",["ab"]"#), "model.merges[1]: it is not two tokens"),
        (file(merges: #""a b",["ab","c","d"]"#), "model.merges[1]: it is not two tokens"),
        (file(merges: #""a b","ab 한""#), "model.merges[1]: its right side, \"한\", is not in the vocabulary"),
        (file(merges: #""a b","zz c""#), "model.merges[1]: its left side, \"zz\", is not in the vocabulary"),
        (file(merges: #""a b","b c""#), "model.merges[1]: what it makes, \"bc\", is not in the vocabulary"),
        (file(merges: #""a b",7"#), "model.merges: "),
        (file(vocab: #""ab":256,"abc":256"#), "model.vocab: the tokens \"ab\" and \"abc\" share the id 256"),
        (file(vocab: #""ab":256,"abc":97000000"#), "model.vocab: the id 97000000 is far above"),
        (file(vocab: #""ab":256,"abc":-1"#), "model.vocab: "),
        (file(vocab: #""ab":256,"abc":"x""#), "model.vocab: "),
        (
            file(added: token(300, "<s>")),
            "added_tokens[0]: the id of <s> is 300, but the reference library gives it 258"
        ),
        (file(added: #"{"id":258}"#), "added_tokens[0]: the field content is missing"),
        (file(normalizer: #"{"type":"Romanize"}"#), "normalizer: the normalizer Romanize is not supported"),
        (
            file(preTokenizer: #"{"type":"Sequence","pretokenizers":[{"type":"Whitespace"},{"type":"Morphemes"}]}"#),
            "pre_tokenizer.pretokenizers[1]: the pre-tokenizer Morphemes is not supported"
        ),
        (file(model: #""dropout":0.1,"#), "model.dropout: "),
        (#"{"model":{"type":"Markov","vocab":{}}}"#, "model: a model of the type Markov is not supported"),
        (
            #"{"model":{"type":"WordLevel","unk_token":"?","vocab":{"a":0}}}"#,
            "model: the token ? is not in the vocabulary"
        ),
        (#"{"model":{"type":"Unigram","unk_id":3,"vocab":[["a",0]]}}"#, "model.unk_id: there is no token 3"),
        (#"{"model":{"type":"Unigram","unk_id":0,"vocab":[["a"]]}}"#, "model.vocab[0]: expected a token and its score"),
        (#"{"version":"1.0"}"#, "the field model is missing"),
        (#"{"model":{"type":"BPE","merges":[]}}"#, "model: the field vocab is missing"),
        (#"{"model":{"type":"BPE","vocab":{"a":0}"#, "the JSON ends early"),
        (#"{"a":"# + String(repeating: "[", count: 100_000), "nested more than"),
        ("", "the file is empty"),
        ("hello", "neither JSON nor in the form of"),
        ("[]", ""),
    ]

    @Test(arguments: lies)
    func `a lie is one line that names its place`(text: String, expected: String) throws {
        let message = try Self.message(text)
        #expect(message.contains(expected), "\(message)")
        #expect(message.contains("tokenizer.json"))
        #expect(!message.contains("\n"))
    }

    @Test func `an added token with the id of another token gets the reference's id, and a note`() throws {
        let tokenizer = try Self.load(Self.file(added: Self.token(3, "ab") + "," + Self.token(4, "<m>")))
        #expect(tokenizer.addedTokens.map(\.id) == [256, 258])
        #expect(tokenizer.notes.count == 2)
        #expect(
            tokenizer.notes[0].contains("added_tokens[0]: the id of ab is 3, but the reference library gives it 256"))
    }

    @Test func `sections of truncation and padding are ignored with a note`() throws {
        let padding = #""padding":{"strategy":"BatchLongest","direction":"Right","pad_id":0,"pad_token":"a"}"#
        let truncation = #""truncation":{"direction":"Right","max_length":2,"strategy":"LongestFirst","stride":0}"#
        let text = Self.file().replacing(
            "{\"version\":\"1.0\",", with: "{\"version\":\"1.0\",\(truncation),\(padding),")
        let tokenizer = try Self.load(text)
        #expect(try tokenizer.encode("abcabcabcabc").count == 4)
        #expect(tokenizer.notes.map { $0.prefix(10) } == ["truncation", "padding: t"])
    }

    @Test func `the last of two equal keys counts, as in the reference`() throws {
        let tokenizer = try Self.load(Self.file(vocab: #""ab":256,"abc":257,"ab":300"#))
        #expect(try tokenizer.encode("ab") == [300])
    }

    @Test func `the last of two equal merges counts, as in the reference`() throws {
        let tokenizer = try Self.load(
            Self.file(vocab: #""ab":256,"bc":257,"abc":258"#, merges: #""b c","a b","a bc","b c""#))
        #expect(try tokenizer.encode("abc") == [256, 99])
    }

    @Test func `a vocabulary without all bytes takes the general path, where unknown ones vanish as in the reference`()
        throws
    {
        let text = Self.file().replacing("\"!\":33,", with: "")
        let tokenizer = try Self.load(text)
        #expect(!tokenizer.summary.isFast)
        #expect(try tokenizer.encode("ab!c") == [256, 99])
    }
}
