import Foundation
import TestSupport
import Testing

/// Bad input: one clear line, exit code 3, no output left behind.
@Suite(.serialized) struct BadInputTests {
    private let folder = TemporaryFolder()

    private func tokenizer() throws -> String { try CommandTests.vocabulary.get().path }

    private func expectRefusal(_ outcome: Tool.Outcome, _ words: String..., status: Int32 = 3) {
        #expect(outcome.status == status, "\(outcome.error)")
        #expect(outcome.error.hasPrefix("malmoi: "))
        #expect(outcome.error.split(separator: "\n").count == 1, "\(outcome.error)")
        for word in words {
            #expect(outcome.error.contains(word), "\(outcome.error)")
        }
    }

    @Test func `a truncated gzip file`() throws {
        folder.write(Array("가나다 ".utf8) + (0..<9000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }, to: "a.txt")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", folder["a.txt"]]
        try process.run()
        process.waitUntilExit()
        let whole = FileManager.default.contents(atPath: folder["a.txt.gz"]) ?? Data()
        folder.write(Array(whole.prefix(whole.count / 2)), to: "cut.gz")
        let outcome = try Tool.run(
            ["encode", "-t", try tokenizer(), folder["cut.gz"], "--out", folder["ids.txt"]])
        expectRefusal(outcome, "cut.gz", "truncated", "\(whole.count / 2)")
        #expect(!FileManager.default.fileExists(atPath: folder["ids.txt"]))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["a.txt.gz", "cut.gz"])
    }

    @Test func `a directory without a tokenizer`() throws {
        expectRefusal(try Tool.run(["count", "-t", folder.path, "-"]), folder.path, "tokenizer.json")
    }

    @Test func `a file that is not there`() throws {
        expectRefusal(try Tool.run(["count", "-t", try tokenizer(), folder["none.txt"]]), "none.txt")
        expectRefusal(try Tool.run(["count", "-t", folder["none"], "-"]), "none")
    }

    @Test func `JSON without the field, or no JSON at all`() throws {
        folder.write(Array(#"{"text":"a"}"#.utf8) + [10] + Array(#"{"txt":"b"}"#.utf8) + [10], to: "a.jsonl")
        let arguments = ["encode", "-t", try tokenizer(), "--jsonl"]
        expectRefusal(try Tool.run(arguments + [folder["a.jsonl"]]), "a.jsonl:2", "text")
        folder.write(Array("{\"text\":\"a\"}\n\n{oops}\n".utf8), to: "b.jsonl")
        expectRefusal(try Tool.run(arguments + [folder["b.jsonl"]]), "b.jsonl:3")
    }

    @Test(arguments: [
        ("1 2 99999\n", ":1", "99999"), ("1\n2 x3\n", ":2", "x3"), ("99999999999999999999", ":1", "too large"),
    ])
    func `ids that cannot be`(ids: String, place: String, word: String) throws {
        let outcome = try Tool.run(["decode", "-t", try tokenizer(), "-"], input: Array(ids.utf8))
        expectRefusal(outcome, "standard input\(place)", word)
    }

    @Test func `raw ids that end in the middle`() throws {
        let outcome = try Tool.run(["decode", "-t", try tokenizer(), "--format", "u32"], input: [1, 0, 0, 0, 2])
        expectRefusal(outcome, "1 bytes into id 1")
    }

    @Test func `a vocabulary smaller than the bytes`() throws {
        let outcome = try Tool.run(["train", "-", "--vocab-size", "255", "--out", folder["x"]], input: [0x61])
        expectRefusal(outcome, "255", "256")
        #expect(!FileManager.default.fileExists(atPath: folder["x"]))
    }

    @Test func `an empty corpus`() throws {
        let outcome = try Tool.run(["train", "-", "--vocab-size", "300", "--out", folder["x"]])
        expectRefusal(outcome, "no text")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func `a place that cannot be written is an input-output failure`() throws {
        folder.write([1], to: "file")
        let outcome = try Tool.run(
            ["train", "-", "--vocab-size", "300", "--out", folder["file/x"]], input: Array("가나다".utf8))
        #expect([3, 4].contains(outcome.status), "\(outcome.error)")
        #expect(outcome.error.contains("file"))
    }

    @Test func `wrong usage exits with 2`() throws {
        #expect(try Tool.run(["encode", "--format", "none"]).status == 2)
        #expect(try Tool.run(["encode", "-t", "x", "--jsonl", "--csv"]).status == 2)
        #expect(try Tool.run(["nonsense"]).status == 2)
        #expect(try Tool.run(["count", "-t", "x", "--threads", "0"]).status == 2)
    }
}
