import Foundation
import TestSupport
import Testing

/// The commands of the README, on the sample.
@Suite(.serialized) struct CommandTests {
    /// A vocabulary trained by the tool itself, once for all tests.
    static let vocabulary: Result<(folder: TemporaryFolder, path: String), any Error> = Result {
        let folder = TemporaryFolder.keptUntilExit()
        let sample = Tool.packageRoot + "/Corpora/sample"
        let outcome = try Tool.run([
            "train", sample, "--vocab-size", "4000", "--special", "<|endoftext|>", "--out", folder["ko4k"],
        ])
        #expect(outcome.status == 0, "\(outcome.error)")
        return (folder, folder["ko4k"])
    }

    private let folder = TemporaryFolder()
    private let sample = Tool.packageRoot + "/Corpora/sample"

    private func tokenizer() throws -> String { try Self.vocabulary.get().path }

    @Test func `train writes a tokenizer, a listing and a record`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: try tokenizer()).sorted()
        #expect(names == ["tokenizer.json", "training.json", "vocab.tsv"])
        let listing = try String(contentsOfFile: try tokenizer() + "/vocab.tsv", encoding: .utf8)
        #expect(listing.split(separator: "\n").count == 4001)
    }

    @Test(arguments: [1, 2, 3]) func `train gives the same bytes with any number of threads`(threads: Int) throws {
        let outcome = try Tool.run([
            "train", sample, "--vocab-size", "4000", "--special", "<|endoftext|>", "--out", folder["again"],
            "--threads", "\(threads)",
        ])
        #expect(outcome.status == 0)
        let one = FileManager.default.contents(atPath: try tokenizer() + "/tokenizer.json")
        #expect(FileManager.default.contents(atPath: folder["again/tokenizer.json"]) == one)
    }

    @Test func `a corpus that cannot fill the vocabulary says so`() throws {
        let outcome = try Tool.run(
            ["train", "-", "--vocab-size", "9000", "--out", folder["small"]], input: Array("가나다 가나다".utf8))
        #expect(outcome.status == 0)
        #expect(outcome.text.contains("stopped at"))
    }

    @Test(arguments: ["essay-1.txt", "nfd.txt", "old-hangul.txt", "comments-1.txt"])
    func `encode and decode give back a document's normal form`(name: String) throws {
        let path = sample + "/" + name
        let encoded = try Tool.run(["encode", "-t", try tokenizer(), path])
        let decoded = try Tool.run(["decode", "-t", try tokenizer()], input: encoded.output)
        let original = try String(contentsOfFile: path, encoding: .utf8)
        #expect(decoded.output == Array(original.precomposedStringWithCanonicalMapping.utf8))
    }

    @Test func `random bytes come back without normalization`() throws {
        let trained = try Tool.run([
            "train", sample, "--vocab-size", "1000", "--normalization", "none", "--out", folder["plain"],
        ])
        #expect(trained.status == 0)
        var torture = TortureText(seed: 6)
        let bytes = torture.nextBytes(length: 100_000)
        let encoded = try Tool.run(["encode", "-t", folder["plain"], "--format", "u32", "-"], input: bytes)
        let decoded = try Tool.run(
            ["decode", "-t", folder["plain"], "--format", "u32"], input: encoded.output)
        #expect(decoded.output == bytes)
        let lossy = try Tool.run(
            ["decode", "-t", folder["plain"], "--format", "u32", "--lossy"], input: encoded.output)
        #expect(lossy.output == Array(String(decoding: bytes, as: UTF8.self).utf8))
    }

    @Test func `encode knows its formats`() throws {
        let text = Array("한국어를\t배웁니다\n".utf8)
        func encode(_ format: String) throws -> Tool.Outcome {
            try Tool.run(["encode", "-t", try tokenizer(), "--format", format, "-"], input: text)
        }
        let ids = try encode("ids").text.split(whereSeparator: \.isWhitespace).compactMap { UInt32($0) }
        let raw = ids.flatMap { id in (0..<4).map { UInt8(truncatingIfNeeded: id >> ($0 * 8)) } }
        #expect(try encode("u32").output == raw)
        let array = try encode("npy").output
        #expect(array.prefix(8) == [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0])
        #expect(array.count % 64 == raw.count % 64 && array.suffix(raw.count) == raw[...])
        #expect(try encode("jsonl").text.contains("\"ids\":[\(ids.map(String.init).joined(separator: ","))]"))
        #expect(try encode("tokens").text.split(separator: "\t").count == ids.count)
        #expect(try encode("tokens").text.contains(#"\t"#))
    }

    @Test func `JSON Lines, compressed files and standard input give the same ids`() throws {
        let texts = ["첫 문서입니다.", "둘째 문서, 줄\n바꿈", ""]
        let lines = texts.enumerated().map { #"{"id":"d\#($0)","text":\#(String(reflecting: $1))}"# }
        folder.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: "docs.jsonl")
        let arguments = ["encode", "-t", try tokenizer(), "--jsonl", "--text-field", "text"]
        let plain = try Tool.run(arguments + [folder["docs.jsonl"]])
        #expect(plain.status == 0)
        #expect(plain.text.split(separator: "\n", omittingEmptySubsequences: false).count == 4)
        let file = FileManager.default.contents(atPath: folder["docs.jsonl"]) ?? Data()
        #expect(try Tool.run(arguments, input: Array(file)).output == plain.output)
        for (tool, name) in [("gzip", "docs.jsonl.gz"), ("zstd", "docs.jsonl.zst")] {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = [tool, "-q", "-k", folder["docs.jsonl"]]
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else {
                print("SKIPPED: \(tool) is not installed")
                continue
            }
            #expect(try Tool.run(arguments + [folder[name]]).output == plain.output)
        }
    }

    @Test func `count adds up and names documents`() throws {
        let lines = #"{"id":"가","text":"안녕하세요"}"# + "\n" + #"{"id":7,"text":"hello"}"# + "\n"
        folder.write(Array(lines.utf8), to: "docs.jsonl")
        let outcome = try Tool.run([
            "count", "-t", try tokenizer(), "--jsonl", "--text-field", "text", "--id-field", "id",
            folder["docs.jsonl"], "--format", "jsonl",
        ])
        let rows = outcome.text.split(separator: "\n").map(String.init)
        #expect(rows.count == 3)
        #expect(rows[0].hasPrefix(#"{"document":"가","valid_utf8":true,"tokens":"#))
        #expect(rows[1].hasPrefix(#"{"document":"7","#))
        #expect(rows[2].contains(#""documents":2"#) && rows[2].contains(#""characters":10,"bytes":20"#))
    }

    @Test func `count says how many documents are not valid UTF-8`() throws {
        folder.write([0x61, 0xFF, 0x62], to: "bad.txt")
        folder.write(Array("좋은 글".utf8), to: "good.txt")
        let outcome = try Tool.run(["count", "-t", try tokenizer(), folder["bad.txt"], folder["good.txt"]])
        #expect(outcome.text.contains("1 of the documents had bytes that are not valid UTF-8"))
    }

    @Test func `special tokens in documents are text, tokens or errors`() throws {
        let text = Array("글<|endoftext|>".utf8)
        func encode(_ flags: [String]) throws -> Tool.Outcome {
            try Tool.run(["encode", "-t", try tokenizer(), "-"] + flags, input: text)
        }
        #expect(!(try encode([]).text.contains("3999")))
        #expect(try encode(["--allow-special"]).text.hasSuffix(" 3999\n"))
        let refused = try encode(["--refuse-special"])
        #expect(refused.status == 3)
        #expect(
            refused.error
                == "malmoi: -: byte 3: the text spells the special token <|endoftext|>; allow special tokens or take it out\n"
        )
        #expect(refused.output.isEmpty)
    }

    @Test func `inspect shows the stages`() throws {
        let outcome = try Tool.run(["inspect", "-t", try tokenizer(), "--stages", "\u{1112}\u{1161}\u{11AB}국어 12"])
        try Golden.expect(outcome.text, equals: "inspect-stages")
    }

    @Test(arguments: [
        "", "train", "encode", "decode", "count", "inspect", "compare", "claim", "pages", "budget", "memory", "models",
        "hangul", "convert", "lint",
    ])
    func `help has examples`(command: String) throws {
        let outcome = try Tool.run((command.isEmpty ? [] : [command]) + ["--help"])
        #expect(outcome.status == 0)
        // The number of cores is this machine's own.
        let text = outcome.text.replacing(/\(default: \d+\)(?= *\n *(-h|--version|$))/, with: "")
        try Golden.expect(
            text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains("--threads") }
                .joined(separator: "\n"),
            equals: "help-\(command.isEmpty ? "malmoi" : command)")
    }
}
