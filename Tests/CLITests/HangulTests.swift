import Foundation
import TestSupport
import Testing

/// `malmoi hangul`: what it shows, converts and finds, and its exit codes.
@Suite(.serialized) struct HangulCommandTests {
    private let folder = TemporaryFolder()

    /// Text by code points, so that no editor can normalize it.
    private func utf8(_ scalars: [UInt32]) -> [UInt8] {
        scalars.flatMap { value in Unicode.Scalar(value).map { Array(String($0).utf8) } ?? [] }
    }

    @Test func `blocks are shown with code points, names, composition and policies`() throws {
        let text =
            utf8([0xD55C, 0x20, 0x1112, 0x1161, 0x11AB, 0x110A, 0x119E, 0xBBF8, 0x302E, 0xB4C0, 0x11F0, 0x314B])
            + utf8([0xF53A, 0xF914, 0x3164]) + [0xEA, 0xB0]
        let outcome = try Tool.run(["hangul"], input: text)
        #expect(outcome.status == 0)
        try Golden.expect(outcome.text, equals: "hangul-blocks")
        let json = try Tool.run(["hangul", "--format", "json"], input: text)
        try Golden.expect(json.text, equals: "hangul-blocks-json")
    }

    @Test(
        arguments: [
            ("korean", [0x1112, 0x1161, 0x11AB], [0xD55C]),
            ("nfd", [0xD55C], [0x1112, 0x1161, 0x11AB]),
            ("korean-fold", [0xF53A], [0x1112, 0x119E, 0x11AB]),
            ("hanyang-pua", [0x1112, 0x119E, 0x11AB], [0xF53A]),
            ("jamo", [0x1112, 0x1161], [0x1112, 0x034F, 0x1161]),
            ("restored", [0x1112, 0x034F, 0x1161], [0x1112, 0x1161]),
            ("none", [0x1112, 0x1161, 0xFEFF], [0x1112, 0x1161, 0xFEFF]),
        ] as [(String, [UInt32], [UInt32])])
    func `text is converted between forms, to the byte`(form: String, text: [UInt32], expected: [UInt32]) throws {
        folder.write(utf8(text), to: "a.txt")
        #expect(try Tool.run(["hangul", "--to", form, folder["a.txt"]]).output == utf8(expected))
        #expect(try Tool.run(["hangul", "--to", form], input: utf8(text)).output == utf8(expected))
    }

    @Test func `any bytes survive jamo and back`() throws {
        var torture = TortureText(seed: 21)
        let bytes = torture.nextBytes(length: 20_000)
        let code = try Tool.run(["hangul", "--to", "jamo"], input: bytes)
        #expect(try Tool.run(["hangul", "--to", "restored"], input: code.output).output == bytes)
    }

    @Test func `trouble is found with its place, and the exit code is 1`() throws {
        let lines: [[UInt8]] = [
            Array("깨끗한 줄".utf8), Array("가 ".utf8) + utf8([0x1112, 0x1161, 0x11AB, 0x2E]),
            utf8([0xB4C0, 0x11F0]), [0x80] + utf8([0x20, 0xF53A]), utf8([0x3164]), utf8([0x61, 0x0430, 0x61]),
            utf8([0x1100, 0x20, 0x302E]),
        ]
        folder.write(Array(lines.joined(separator: [0x0A])), to: "a.txt")
        let outcome = try Tool.run(["hangul", "--check", folder["a.txt"]])
        #expect(outcome.status == 1 && outcome.error.isEmpty, "\(outcome.error)")
        let found = outcome.text.replacing(folder["a.txt"], with: "a.txt")
        try Golden.expect(found, equals: "hangul-check")
        let json = try Tool.run(["hangul", "--check", "--format", "json", folder["a.txt"]])
        #expect(json.status == 1)
        let first = json.text.split(separator: "\n").first.map(String.init) ?? ""
        #expect(first.contains(#""line":2,"column":3,"start":18,"end":27,"kind":"syllables in jamo""#), "\(first)")
        #expect(json.text.split(separator: "\n").count == found.split(separator: "\n").count)
    }

    @Test func `clean text is passed with exit code 0 and no word`() throws {
        let outcome = try Tool.run(["hangul", "--check"], input: Array("한글 ㅋㅋ ᄒᆞᆫ English\n".utf8))
        #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.error.isEmpty)
    }

    @Test func `documents of a file are named by their line`() throws {
        let line = #"{"text":"가"}"# + "\n" + #"{"text":"ㅇ\n\u1112\u1161"}"# + "\n"
        let outcome = try Tool.run(["hangul", "--check", "--jsonl"], input: Array(line.utf8))
        #expect(outcome.status == 1)
        #expect(outcome.text.hasPrefix("standard input:2:2:1: syllables in jamo: "), "\(outcome.text)")
    }

    @Test func `the table of policies is the one of the documentation`() throws {
        let outcome = try Tool.run(["hangul", "--policies"])
        let page = try String(contentsOfFile: Tool.packageRoot + "/Documentation/Hangul.md", encoding: .utf8)
        #expect(outcome.status == 0 && !outcome.output.isEmpty)
        #expect(page.utf8.contains(outcome.text.utf8))
        let own = try Tool.run(["hangul", "--policies", "--text", "ㅋ"])
        #expect(own.text.hasSuffix("| text | 314B | = | = | → 110F | = | → 110F | = | = | = |\n"), "\(own.text)")
    }

    @Test func `a report counts what is found and changed`() throws {
        folder.write(utf8([0xD55C, 0x1112, 0x1161, 0xF914, 0xFF21]), to: "a.txt")
        folder.write(utf8([0xD55C]), to: "b.txt")
        let files = [folder["a.txt"], folder["b.txt"]]
        let outcome = try Tool.run(["hangul", "--report"] + files)
        try Golden.expect(outcome.text, equals: "hangul-report")
        let json = try Tool.run(["hangul", "--report", "--policy", "korean-fold", "--format", "json"] + files)
        #expect(json.text.contains(#""width form":{"found":1,"changed":1}"#), "\(json.text)")
        #expect(json.text.contains(#""policy":"korean-fold","documents":2,"changed_documents":1"#))
    }

    @Test func `bad input is one line and exit code 3, bad usage exit code 2`() throws {
        let missing = try Tool.run(["hangul", "--check", folder["none.txt"]])
        #expect(missing.status == 3)
        #expect(missing.error.hasPrefix("malmoi: ") && missing.error.contains("none.txt"))
        #expect(missing.error.split(separator: "\n").count == 1)
        let json = try Tool.run(["hangul", "--jsonl"], input: Array("{oops}\n".utf8))
        #expect(json.status == 3 && json.error.split(separator: "\n").count == 1)
        for arguments in [
            ["--to", "nonsense"], ["--check", "--report"], ["--text", "a", "b.txt"], ["--to", "nfc", "--jsonl"],
            ["--policies", "--format", "json"],
        ] {
            #expect(try Tool.run(["hangul"] + arguments).status == 2, "\(arguments)")
        }
    }
}

/// What `train` does with policies that other programs do not know.
@Suite(.serialized) struct PolicyTrainingTests {
    private let folder = TemporaryFolder()
    private let sample = Tool.packageRoot + "/Corpora/sample"

    @Test(arguments: ["korean", "korean-fold", "jamo"])
    func `a policy that tokenizer dot json cannot say is refused before training, or kept for Malmoi alone`(
        policy: String
    ) throws {
        let arguments = ["train", sample, "--vocab-size", "1500", "--normalization", policy, "--out", folder["v"]]
        let refused = try Tool.run(arguments)
        #expect(refused.status == 3)
        #expect(refused.error.hasPrefix("malmoi: the normalization \(policy) is none that a tokenizer.json can say"))
        #expect(refused.error.contains("--allow-loss") && refused.error.split(separator: "\n").count == 1)
        #expect(!FileManager.default.fileExists(atPath: folder["v"]))
        let allowed = try Tool.run(arguments + ["--allow-loss"])
        #expect(allowed.status == 0 && allowed.text.contains("other programs read NF"), "\(allowed.text)")
        let old = try Tool.run(["inspect", "-t", folder["v"], "--stages", "\u{AC00}\u{11EB}"])
        #expect(old.text.hasPrefix("normalized (changed by \(policy))"))
    }

    @Test func `with jamo any bytes come back, also from a stream`() throws {
        let trained = try Tool.run([
            "train", sample, "--vocab-size", "1500", "--normalization", "jamo", "--allow-loss", "--out", folder["v"],
        ])
        #expect(trained.status == 0, "\(trained.error)")
        var torture = TortureText(seed: 8)
        var bytes = torture.nextBytes(length: 50_000)
        for name in ["nfd.txt", "old-hangul.txt", "essay-1.txt"] {
            bytes += Array(FileManager.default.contents(atPath: sample + "/" + name) ?? Data())
        }
        for format in ["ids", "u32"] {
            let encoded = try Tool.run(["encode", "-t", folder["v"], "--format", format, "-"], input: bytes)
            let decoded = try Tool.run(["decode", "-t", folder["v"], "--format", format], input: encoded.output)
            #expect(decoded.output == bytes)
        }
    }
}
