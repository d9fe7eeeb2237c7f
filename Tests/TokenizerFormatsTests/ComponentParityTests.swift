import BytePairEncoding
import JSONBytes
import TestSupport
import Testing
import Tokenization

@testable import TokenizerFormats

/// Every component of `tokenizer.json`, each in a small file of its own, against the reference library: one Python
/// process for a whole list of components.
@Suite(.serialized) struct ComponentParityTests {
    /// What makes normalizers and splits differ.
    static let texts =
        ReferenceTests.traps + [
            "", " ", "a", "  Hello, World!  ", "ab-cd--ef.", "xyzab xyz", "1 22 333 4a5", "가 나\t다\n라", "안녕하세요 한국어",
            "Ｆｕｌｌ ﬁ ① ㄱㅏ \u{3164}\u{318D}", "Ünïcödé Ä İıſß", "中文 漢字mixed日本", "[CLS]x [SEP] y",
            "\u{AD}a\u{200B}b\u{FFFD}",
            "don't you're 'tis", "a\u{300}\u{301}\u{302}b", "\u{1100}\u{1161}\u{11EB}\u{AC00}\u{11AB}", "--", "-", "a-",
            "-a",
        ]

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var file: String
        var testDescription: String { name }
    }

    /// A file whose ids are the bytes of the normalized text.
    static func normalizer(_ json: String) -> Case {
        Case(
            name: json,
            file: LyingFileTests.file(
                normalizer: json,
                preTokenizer: #"{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":false}"#))
    }

    /// A file in which every piece of the split is one token, whose place shows where the piece is.
    static func split(_ json: String) -> Case {
        Case(
            name: json,
            file: #"{"version":"1.0","added_tokens":[],"normalizer":null,"pre_tokenizer":\#(json),"model":"#
                + #"{"type":"WordLevel","unk_token":"?","vocab":{"?":0}}}"#)
    }

    /// A file with a model, and components around it.
    static func model(
        _ model: String, pre: String = "null", post: String = "null", decoder: String = "null", added: String = "",
        normalizer: String = "null"
    ) -> Case {
        Case(
            name: model.count > 300 ? "\(pre) \(post) \(decoder) \(added) \(normalizer)" : "\(model) \(pre) \(decoder)",
            file: """
                {"version":"1.0","truncation":null,"padding":null,"added_tokens":[\(added)],"normalizer":\(normalizer),
                "pre_tokenizer":\(pre),"post_processor":\(post),"decoder":\(decoder),"model":\(model)}
                """)
    }

    @Test func `normalizers write what the reference's write`() throws {
        try compare(Components.normalizers.map(Self.normalizer), special: "text", asks: [])
    }

    @Test func `pre-tokenizers cut where the reference's cut`() throws {
        try compare(Components.splits.map(Self.split), special: "text", asks: ["offsets"])
    }

    @Test func `models with their decoders and post-processors give the reference's ids and texts`() throws {
        try compare(Components.models, special: "allowed", asks: ["decode", "add_special_tokens"])
    }

    @Test func `added tokens with every flag are found where the reference finds them`() throws {
        let texts = [
            "a<m>b", "a <m> b", "a  <m>  b", "<m>", " <m>\n", "<m><m>", "x<m>", "<m>x", "x <M> y", "한<m>국", "_<m>_",
            "<m>\u{300}",
            "a\t<m>\u{3000}b", "＜m＞", "<ｍ>", "ab<m>cd <m> ef", "1<m>2", "a<m", "m>", "<<m>>", "é<m>é", "<m>,<m>.",
        ]
        for special in ["text", "allowed"] {
            try compare(Components.addedTokens, texts: texts, special: special, asks: ["decode"])
        }
    }

    private func compare(
        _ cases: [Case], texts: [String] = texts, special: String, asks: [String]
    ) throws {
        guard let reference = try ReferenceProcess(for: "the components of tokenizer.json") else { return }
        let folder = TemporaryFolder()
        for (index, item) in cases.enumerated() {
            folder.write(item.file, to: "\(index).json")
            let path = folder["\(index).json"]
            let answer: JSONValue
            do {
                answer = try reference.answer(
                    path, texts, [("special", .text(special))] + asks.map { ($0, .bool(true)) })
            } catch {
                Issue.record("the reference refuses \(item.name): \(error)")
                continue
            }
            do {
                try compare(
                    item, TokenizerLoader.load(path), texts, answer, special == "allowed" ? .allowed : .asText,
                    addingTemplate: asks.contains("add_special_tokens"))
            } catch {
                Issue.record("\(item.name): \(error)")
            }
        }
    }

    private func compare(
        _ item: Case, _ tokenizer: Tokenizer, _ texts: [String], _ answer: JSONValue, _ policy: SpecialTokenPolicy,
        addingTemplate: Bool
    ) throws {
        let expected = ReferenceProcess.lists(answer["ids"])
        let offsets = answer["offsets"].map { ReferenceProcess.lists($0) }
        #expect(expected.count == texts.count)
        for (index, text) in texts.enumerated() {
            let ids = try tokenizer.encode(text, specialTokens: policy, addingTemplate: addingTemplate)
            let own = ids.map { Int($0.rawValue) }
            if own != expected[index] {
                Issue.record("\(item.name): \(text.debugDescription): \(own) for \(expected[index])")
                return
            }
            if let offsets {
                let places = try tokenizer.places(in: Array(text.utf8), specialTokens: policy).map(\.bytes)
                let found = Tokenizer.characterRanges(of: places, in: Array(text.utf8)).flatMap {
                    [$0.lowerBound, $0.upperBound]
                }
                if found != offsets[index] {
                    Issue.record("\(item.name): \(text.debugDescription): at \(found) for \(offsets[index])")
                    return
                }
            }
            if let decoded = answer["decoded"]?[index]?.stringBytes {
                let found = Array(String(decoding: try tokenizer.decodeBytes(ids), as: UTF8.self).utf8)
                if found != decoded {
                    let shown = String(decoding: found, as: UTF8.self).debugDescription
                    Issue.record(
                        "\(item.name): \(ids) is \(shown) for \(String(decoding: decoded, as: UTF8.self).debugDescription)"
                    )
                    return
                }
            }
        }
    }
}
