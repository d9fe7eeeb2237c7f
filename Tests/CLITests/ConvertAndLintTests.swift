import Foundation
import TestSupport
import Testing

/// Converting, checking and describing tokenizers, and the one that is used where none is named.
@Suite(.serialized) struct ConvertAndLintTests {
    private let folder = TemporaryFolder()

    private func tokenizer() throws -> String { try CommandTests.vocabulary.get().path }

    private let text = Array("한국어를 배웁니다. <|endoftext|> 123 😀\n".utf8)

    private func ids(_ path: String, _ more: [String] = []) throws -> String {
        try Tool.run(["encode", "-t", path, "-"] + more, input: text).text
    }

    @Test(arguments: [("huggingface", "tokenizer.json"), ("malmoi", "x.malmoi"), ("tiktoken", "x.tiktoken")])
    func `a converted tokenizer gives the same ids`(format: String, name: String) throws {
        let flags = format == "tiktoken" ? ["--allow-loss"] : []
        let outcome = try Tool.run(["convert", "-t", try tokenizer(), "--to", format, "-o", folder[name]] + flags)
        #expect(outcome.status == 0, "\(outcome.error)")
        let pattern = format == "tiktoken" ? ["--pattern", "malmoi"] : []
        #expect(try ids(folder[name], pattern) == ids(try tokenizer()))
        if format == "tiktoken" { #expect(outcome.text.contains("pat_str: ") && outcome.text.contains("nfc")) }
    }

    @Test func `what a format cannot say is refused by name`() throws {
        let outcome = try Tool.run(["convert", "-t", try tokenizer(), "--to", "tiktoken", "-o", folder["x"]])
        #expect(outcome.status == 3)
        #expect(outcome.error.contains("normalization (nfc)"), "\(outcome.error)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func `encode tells offsets, adds special tokens and cuts at characters`() throws {
        let text = Array("글😀 e\u{301}".utf8)
        let path = try tokenizer()
        func encode(_ flags: String...) throws -> Tool.Outcome {
            try Tool.run(["encode", "-t", path, "-"] + flags, input: text)
        }
        let placed = try encode("--offsets").text
        #expect(placed.contains(#""bytes":[[0,3],"#), "\(placed)")
        #expect(placed.contains(#""characters":[[0,1],"#))
        #expect(placed.contains("[8,11]") || placed.contains("[7,11]"), "\(placed)")
        let cut = try encode("--max-tokens", "2", "--format", "jsonl").text
        // The emoji is four byte tokens.
        #expect(cut.contains(#""truncated_at_byte":3"#), "\(cut)")
        #expect(try encode("--offsets", "--format", "u32").status == 2)
        #expect(try encode("--max-tokens", "0", "--end-id", "3999").status == 3)
        #expect(try encode("--max-tokens", "1", "--end-id", "3999").text == "3999\n")
    }

    @Test func `lint answers with its exit code`() throws {
        let clean = try Tool.run(["lint", "-t", try tokenizer(), "--only", "gap", "duplicate", "personal"])
        #expect(clean.status == 0, "\(clean.text)")
        #expect(clean.text.hasSuffix("clean\n"))
        let sample = Tool.packageRoot + "/Corpora/sample/essay-1.txt"
        let unused = try Tool.run(["lint", "-t", try tokenizer(), "--only", "unused", "--json", sample])
        #expect(unused.status == 1)
        #expect(unused.text.contains(#""unused""#))
        let hash = String(repeating: "0", count: 64)
        let other = try Tool.run(["lint", "-t", try tokenizer(), "--only", "hash", "--expect-hash", hash])
        #expect(other.status == 1)
        #expect(other.text.contains("in place of \(hash)"))
        #expect(try Tool.run(["lint", "-t", folder["none"]]).status == 3)
        #expect(try Tool.run(["lint", "-t", try tokenizer(), "--expect-hash", "12"]).status == 2)
    }

    /// The hashes by which llama.cpp knows two tokenizers whose files are here; `Scripts/check-hashes` has the others.
    @Test(arguments: [
        ("gpt2", "3ce83efda5659b07b1ad37ca97ca5797ea4285d9b9ab0dc679e4a720c9da7454"),
        ("exaone-4.0", "2085e1638f6c377a0aa4ead21b27bb4cb941bf800df86ed391011769c1758dfb"),
    ])
    func `published tokenizers have the hashes that llama dot cpp expects`(name: String, hash: String) throws {
        guard SharedFiles.has("tokenizers/" + name) else {
            print("SKIPPED: the hash of \(name): there are no shared tokenizers")
            return
        }
        let outcome = try Tool.run(
            ["lint", "-t", SharedFiles.path("tokenizers/" + name), "--only", "hash", "--expect-hash", hash])
        #expect(outcome.text.contains("as expected\n"), "\(outcome.text)\(outcome.error)")
    }

    @Test func `inspect without a text says what a tokenizer does`() throws {
        let outcome = try Tool.run(["inspect", "-t", try tokenizer()])
        #expect(outcome.status == 0)
        let lines = outcome.text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        for line in ["split malmoi", "path hand-written", "normalization nfc", "regexes on ICU 0"] {
            #expect(lines.contains(line), "\(outcome.text)")
        }
        let json = try Tool.run(["inspect", "-t", try tokenizer(), "--json"])
        #expect(json.text.contains(#""ids": 4000"#))
    }

    @Test func `without -t the environment names the tokenizer`() throws {
        let named = try Tool.run(["encode", "-"], input: text, environment: ["MALMOI_VOCAB": try tokenizer()])
        #expect(named.text == (try ids(try tokenizer())))
        let missing = try Tool.run(["count", "-"], input: text, environment: ["MALMOI_VOCAB": folder["none"]])
        #expect(missing.status == 3)
        #expect(missing.error.contains(folder["none"]))
    }
}
