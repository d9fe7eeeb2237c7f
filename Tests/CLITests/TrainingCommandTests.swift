import Foundation
import TestSupport
import Testing

/// What `train` does beyond a vocabulary from a folder.
@Suite(.serialized) struct TrainingCommandTests {
    private let folder = TemporaryFolder()
    private let sample = Tool.packageRoot + "/Corpora/sample"

    private func file(_ name: String) -> Data? { FileManager.default.contents(atPath: folder[name]) }

    private func object(_ name: String) throws -> [String: Any] {
        let data = try #require(file(name))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    private func vocabulary(_ name: String) throws -> [String: Int] {
        let model = try #require(try object(name)["model"] as? [String: Any])
        return try #require(model["vocab"] as? [String: Int])
    }

    @Test func `counts on disk give the same vocabulary, and nothing is left of them`() throws {
        let whole = try Tool.run(["train", sample, "--vocab-size", "1500", "--out", folder["whole"]])
        #expect(whole.status == 0, "\(whole.error)")
        // A checkpoint after every batch puts all counts on disk.
        let spilled = try Tool.run([
            "train", sample, "--vocab-size", "1500", "--max-memory", "400M", "--checkpoint-every", "0", "--out",
            folder["spilled"],
        ])
        #expect(spilled.status == 0, "\(spilled.error)")
        #expect(file("whole/tokenizer.json") == file("spilled/tokenizer.json"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["spilled", "whole"])
    }

    @Test func `the record names files as they were given, without the machine's folders`() throws {
        folder.write(Array("대한민국\n 대한민국\n".utf8), to: "seeds.txt")
        let outcome = try Tool.run([
            "train", sample, "--vocab-size", "1500", "--seed-file", folder["seeds.txt"], "--out", folder["out"],
        ])
        #expect(outcome.status == 0, "\(outcome.error)")
        let record = String(decoding: file("out/training.json") ?? Data(), as: UTF8.self)
        #expect(record.contains("\"sample/essay-1.txt\""))
        #expect(record.contains("\"seeds.txt\""))
        #expect(record.contains("\"Hangul\""))
        #expect(!record.contains(Tool.packageRoot))
        #expect(!record.contains(folder.path))
    }

    @Test func `an extended tokenizer keeps every old id and gives the reference's ids`() throws {
        let old = try Tool.run([
            "train", sample + "/essay-1.txt", "--vocab-size", "600", "--special", "<|end|>", "--out", folder["old"],
        ])
        #expect(old.status == 0, "\(old.error)")
        let new = try Tool.run([
            "train", sample, "--extend", folder["old"], "--vocab-size", "1200", "--special", "<|new|>", "--out",
            folder["new"],
        ])
        #expect(new.status == 0, "\(new.error)")
        #expect(new.text.contains("600 old ids, 599 learnt merges, 1 special tokens"))
        let (before, after) = (try vocabulary("old/tokenizer.json"), try vocabulary("new/tokenizer.json"))
        #expect(before.allSatisfy { after[$0.key] == $0.value })
        #expect(after["<|end|>"] == 599)
        #expect(after["<|new|>"] == 1199)
        let text = try Data(contentsOf: URL(fileURLWithPath: sample + "/comments-1.txt")) + Data("<|end|>가<|new|>".utf8)
        let encoded = try Tool.run(
            ["encode", "-t", folder["new"], "--allow-special", "-"], input: Array(text))
        guard let python = Outside.python(with: "tokenizers") else {
            print("SKIPPED: the reference's ids: no Python with tokenizers (set MALMOI_PYTHON or make .venv)")
            return
        }
        let program =
            "import sys; from tokenizers import Tokenizer; t = Tokenizer.from_file(sys.argv[1]); "
            + "print(*t.encode(sys.stdin.buffer.read().decode(), add_special_tokens=False).ids)"
        let reference = Outside.output(
            of: python, ["-c", program, folder["new/tokenizer.json"]], input: Array(text))
        let ids = reference.map { String(decoding: $0, as: UTF8.self).split(whereSeparator: \.isWhitespace) }
        #expect(encoded.text.split(whereSeparator: \.isWhitespace) == ids)
    }

    @Test func `what cannot be extended is refused with the reason`() throws {
        folder.write(Array("aGk= 0\n".utf8), to: "x.tiktoken")
        folder.write(
            Array(#"{"model": {"type": "WordLevel", "vocab": {"a": 0}, "unk_token": "a"}}"#.utf8), to: "words.json")
        for (name, reason) in [("x.tiktoken", "only a tokenizer.json"), ("words.json", "no byte-level BPE")] {
            let outcome = try Tool.run([
                "train", sample, "--extend", folder[name], "--vocab-size", "1200", "--out", folder["new"],
            ])
            #expect(outcome.status == 3)
            #expect(outcome.error.contains(reason), "\(outcome.error)")
        }
        #expect(try Tool.run(["train", sample, "--vocab-size", "600", "--out", folder["old"]]).status == 0)
        let split = try Tool.run([
            "train", sample, "--extend", folder["old"], "--split", "gpt2", "--vocab-size", "1200", "--out",
            folder["new"],
        ])
        #expect(split.status == 3)
        #expect(split.error.contains("--split gpt2 does not go with it"), "\(split.error)")
    }

    @Test(arguments: ["10M", "lots"]) func `a bound of memory that cannot be kept is a usage error`(size: String) throws
    {
        let outcome = try Tool.run([
            "train", sample, "--vocab-size", "600", "--max-memory", size, "--out", folder["x"],
        ])
        #expect(outcome.status == 2)
    }
}
