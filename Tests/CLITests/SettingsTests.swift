import Foundation
import TestSupport
import Testing

/// What ids never depend on: `--cache-mb`, the parts that long files are read in, the instruction set.
@Suite(.serialized) struct SettingsTests {
    private let folder = TemporaryFolder()

    private func tokenizer() throws -> String { try CommandTests.vocabulary.get().path }

    /// A file of two parts at least, whose words come back.
    private func writeText() throws -> [UInt8] {
        let sample = try ["essay-1.txt", "comments-1.txt", "news-1.txt"].flatMap { name in
            Array(try Data(contentsOf: URL(fileURLWithPath: Tool.packageRoot + "/Corpora/sample/" + name)))
        }
        let text = (0..<(1_100_000 / sample.count)).flatMap { _ in sample }
        #expect(text.count > 1 << 20)
        folder.write(text, to: "long.txt")
        folder.write(sample, to: "short.txt")
        folder.write("", to: "none.txt")
        return text
    }

    @Test func `ids and counts are the same whatever the bound`() throws {
        _ = try writeText()
        func run(_ command: String, _ options: String...) throws -> [UInt8] {
            let outcome = try Tool.run([command, "-t", try tokenizer(), folder["short.txt"]] + options)
            #expect(outcome.status == 0, "\(outcome.error)")
            return outcome.output
        }
        let ids = try run("encode")
        let counts = try run("count", "--format", "jsonl")
        #expect(!ids.isEmpty && !counts.isEmpty)
        for bound in ["0", "1", "3", "65536"] {
            #expect(try run("encode", "--cache-mb", bound) == ids, "\(bound)")
        }
        #expect(try run("count", "--format", "jsonl", "--cache-mb=0") == counts)
    }

    @Test func `a long file in parts has the ids of one document, with a tiny bound and several threads`() throws {
        let text = try writeText()
        let arguments = ["-t", try tokenizer(), "--cache-mb", "0", "--threads", "3"]
        let files = ["none.txt", "long.txt", "short.txt"].map { folder[$0] }
        let parts = try Tool.run(["encode"] + arguments + files)
        let lines = parts.output.split(separator: 0x0A, omittingEmptySubsequences: false)
        #expect(parts.status == 0 && lines.count == 4 && lines[0].isEmpty)
        // Standard input is read as whole documents.
        let whole = try Tool.run(["encode", "-t", try tokenizer(), "-"], input: text)
        #expect(whole.output.dropLast() == lines[1], "ids in parts")
        let counts = try Tool.run(["count", "--format", "csv"] + arguments + files).text.split(separator: "\n")
        let numbers = counts.dropFirst().compactMap { Int($0.split(separator: ",").dropFirst().first ?? "") }
        #expect(numbers == [0] + lines[1...2].map { $0.count { $0 == 0x20 } + 1 } + [numbers.prefix(3).reduce(0, +)])
    }

    @Test(arguments: ["portable", "avx2", "avx512", "none of these"])
    func `ids are the same with every instruction set`(name: String) throws {
        _ = try writeText()
        let arguments = ["encode", "-t", try tokenizer(), folder["short.txt"]]
        let chosen = try Tool.run(arguments, environment: ["MALMOI_INSTRUCTION_SET": name])
        #expect(chosen.status == 0 && chosen.error.isEmpty)
        #expect(chosen.output == (try Tool.run(arguments).output), "\(name)")
    }

    @Test(arguments: ["encode", "count", "lint"])
    func `a bound that cannot be is wrong usage, and one line says why`(command: String) throws {
        folder.write("글", to: "a.txt")
        for value in ["-1", "65537", "many", "1.5", ""] {
            let outcome = try Tool.run([command, "--cache-mb=\(value)", "-t", try tokenizer(), folder["a.txt"]])
            #expect(outcome.status == 2, "\(value)")
            #expect(outcome.output.isEmpty)
            let complaints = outcome.error.split(separator: "\n").filter { $0.hasPrefix("Error: ") }
            #expect(complaints.count == 1 && complaints[0].contains("--cache-mb"), "\(outcome.error)")
        }
    }
}
