import Foundation
import TestSupport
import Testing

/// What lies in `Vocab/`, as users get it.
@Suite(.serialized) struct ShippedVocabularyTests {
    private static let folder = Tool.packageRoot + "/Vocab"

    @Test func `the files have the checksums that lie beside them`() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
        process.arguments = ["--check", "--strict", "--quiet", "SHA256SUMS"]
        process.currentDirectoryURL = URL(fileURLWithPath: Self.folder)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let listed = try String(contentsOfFile: Self.folder + "/SHA256SUMS", encoding: .utf8)
        for name in ["tokenizer.json", "vocab.tsv", "training.json", "weights.tsv", "seeds.txt"] {
            #expect(listed.contains("  \(name)\n"), "\(name) has no checksum")
        }
    }

    /// Tokens of all documents of some files.
    private func count(_ arguments: String...) throws -> (tokens: Int, characters: Int) {
        let outcome = try Tool.run(
            ["count", "-t", Self.folder, "--total-only", "--format", "jsonl"] + arguments)
        #expect(outcome.status == 0, "\(outcome.error)")
        let total = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any])
        return (try #require(total["tokens"] as? Int), try #require(total["characters"] as? Int))
    }

    @Test func `the sample takes no more tokens than when the vocabulary was made`() throws {
        let counted = try count(Tool.packageRoot + "/Corpora/sample/news-1.txt")
        #expect(counted.characters == 3_975)
        #expect(counted.tokens <= 1_510)
    }

    /// EXAONE 4.0's characters per token are in Vocab/report/compare.json; the goals are ratios to it.
    @Test(
        .enabled(if: SharedFiles.has("corpora/dev"), "needs ../shared"),
        arguments: [("encyclopedic", 1.773 * 1.38), ("literature", 1.788 * 1.38), ("math", 2.699 * 1.45)])
    func `genres that no training saw reach the goal`(genre: String, goal: Double) throws {
        let counted = try count("--jsonl", SharedFiles.path("corpora/dev/\(genre).jsonl"))
        #expect(Double(counted.characters) / Double(counted.tokens) >= goal)
    }

    @Test func `pages are planned from the vocabulary's own figures`() throws {
        let outcome = try Tool.run([
            "budget", "--pages", "400", "--context", "262144", "-t", Self.folder, "--format", "json",
        ])
        #expect(outcome.status <= 1, "\(outcome.error)")
        #expect(String(decoding: outcome.output, as: UTF8.self).contains("27 kinds of text"))
    }
}
