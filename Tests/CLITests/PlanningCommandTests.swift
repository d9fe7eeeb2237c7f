import Foundation
import TestSupport
import Testing

/// `compare`, `claim`, `pages`, `budget`, `memory` and `models`, run as a user would.
@Suite(.serialized) struct PlanningCommandTests {
    private let folder = TemporaryFolder()
    private let sample = Tool.packageRoot + "/Corpora/sample"

    private func tokenizer() throws -> String { try CommandTests.vocabulary.get().path }

    /// A smaller vocabulary, which needs more tokens.
    private static let baseline: Result<(folder: TemporaryFolder, path: String), any Error> = Result {
        let folder = TemporaryFolder.keptUntilExit()
        let sample = Tool.packageRoot + "/Corpora/sample"
        let outcome = try Tool.run(["train", sample, "--vocab-size", "1500", "--out", folder["ko1500"]])
        #expect(outcome.status == 0, "\(outcome.error)")
        return (folder, folder["ko1500"])
    }

    private func baseline() throws -> String { try Self.baseline.get().path }

    private func object(_ outcome: Tool.Outcome) throws -> [String: Any] {
        #expect(outcome.status <= 1, "\(outcome.error)")
        return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any])
    }

    private func expectRefusal(_ arguments: [String], _ words: String..., status: Int32 = 2) throws {
        let outcome = try Tool.run(arguments)
        #expect(outcome.status == status, "\(outcome.error)")
        #expect(outcome.output.isEmpty)
        for word in words { #expect(outcome.error.contains(word), "\(outcome.error)") }
    }

    // MARK: Recorded outputs

    @Test(arguments: [
        ("memory-k-exaone", ["memory", "--model", "k-exaone", "--versus", "exaone-4.0-32b", "--versus", "twin"]),
        (
            "memory-batch",
            ["memory", "--model", "deepseek-r1", "--tokens", "32K,160K", "--batch", "1,8", "--dtype", "fp8"]
        ),
        ("models", ["models"]), ("models-k-exaone", ["models", "K-EXAONE", "skt/A.X-K1"]),
        ("claim-memory", ["claim", "--preset", "k-exaone-memory"]),
        ("budget-pages", ["budget", "--pages", "400", "--model", "k-exaone"]),
    ])
    func `tables are as recorded`(name: String, arguments: [String]) throws {
        let outcome = try Tool.run(arguments)
        #expect(outcome.error.isEmpty)
        try Golden.expect(outcome.text, equals: name)
    }

    @Test func `pages of a text are as recorded`() throws {
        let text = String(repeating: "나라의 말이 중국과 달라 서로 통하지 아니하므로, 어리석은 백성이 하고자 하는 바가 있어도.\n", count: 90)
        folder.write(Array(text.utf8), to: "a.txt")
        folder.write(Array("짧은 글\n\n둘째 문단\n".utf8), to: "b.txt")
        for (name, options) in [("pages-hancom", [String]()), ("pages-manuscript", ["--page", "manuscript"])] {
            let outcome = try Tool.run(["pages", "a.txt", "b.txt"] + options, in: folder.path)
            #expect(outcome.status == 0)
            try Golden.expect(outcome.text, equals: name)
        }
    }

    // MARK: compare

    @Test func `compare gives one group a genre and the same numbers in every form`() throws {
        let arguments = ["compare", "-t", try tokenizer(), "-t", try baseline(), sample]
        let json = try object(try Tool.run(arguments + ["--format", "json"]))
        let genres = try #require(json["genres"] as? [[String: Any]])
        let names = genres.compactMap { $0["genre"] as? String }
        #expect(names.contains("story") && names.contains("old-hangul"))
        let total = try #require(json["total"] as? [String: Any])
        let counted = try Tool.run(["count", "-t", try tokenizer(), "--total-only", "--format", "csv", sample]).text
        let tokens = try #require((total["tokenizers"] as? [[String: Any]])?.first?["tokens"] as? Int)
        #expect(counted.contains(",\(tokens),"))
        let csv = try Tool.run(arguments + ["--format", "csv"])
        #expect(csv.text.contains(",\(tokens),"))
        #expect(csv.text.split(separator: "\n").count == 1 + 2 * (names.count + 1))
        let again = try Tool.run(arguments + ["--format", "csv", "--threads", "1"])
        #expect(again.output == csv.output)
        let otherSeed = try Tool.run(arguments + ["--format", "csv", "--seed", "2"])
        #expect(otherSeed.output != csv.output)
    }

    @Test func `compare writes a page that holds its JSON`() throws {
        let outcome = try Tool.run([
            "compare", "-t", try tokenizer(), "-t", try baseline(), "--by", "none", "--model", "k-exaone", "--html",
            folder["report.html"], "--format", "json", sample,
        ])
        #expect(outcome.status == 0, "\(outcome.error)")
        let page = try String(contentsOfFile: folder["report.html"], encoding: .utf8)
        #expect(page.contains("\"schema\":\"malmoi.page/1\""))
        #expect(page.contains("</html>"))
        #expect(outcome.text.contains("\"fitting_shares\""))
    }

    // MARK: claim

    @Test func `a claim that holds ends with 0, one that does not with 1`() throws {
        let arguments = ["claim", "--new", try tokenizer(), "--baseline", try baseline(), sample, "--ratio"]
        let holds = try Tool.run(arguments + ["1.01"])
        #expect(holds.status == 0)
        #expect(holds.text.contains("HOLDS"))
        let fails = try Tool.run(arguments + ["3"])
        #expect(fails.status == 1)
        #expect(fails.text.contains("DOES NOT HOLD"))
        #expect(fails.error.isEmpty)
    }

    @Test func `recorded counts stand in for a tokenizer`() throws {
        let texts = (1...6).map { number in
            "{\"genre\": \"g\", \"text\": \"" + String(repeating: "한국어 문장 \(number) ", count: 40) + "\", \"tokens\": 5}"
        }
        folder.write(Array(texts.joined(separator: "\n").utf8), to: "counts.jsonl")
        let outcome = try Tool.run([
            "claim", "--recorded", folder["counts.jsonl"], "--baseline", try baseline(), "--ratio", "1.3",
        ])
        #expect(outcome.status == 0, "\(outcome.error)")
        #expect(outcome.text.contains("fewer than 30 documents"))
        let one = try Tool.run(
            ["claim", "--recorded", folder["counts.jsonl"], "--baseline", try baseline(), "--ratio", "1.3", sample])
        #expect(one.status == 3)
        #expect(one.error.contains("no count for this text"))
    }

    @Test func `one document decides nothing`() throws {
        let outcome = try Tool.run([
            "claim", "--new", try tokenizer(), "--baseline", try baseline(), "--ratio", "1.01", sample + "/story-1.txt",
        ])
        #expect(outcome.status == 1)
        #expect(outcome.text.contains("UNDECIDED"))
    }

    /// The one verdict on real K-EXAONE counts that is possible today.
    @Test(
        .enabled(
            if: SharedFiles.has("tokenizers/k-exaone-facts/recorded_counts.jsonl")
                && SharedFiles.has("tokenizers/exaone-4.0/merges.txt"), "needs ../shared"))
    func `K-EXAONE's own counts give 1.215 times longer than EXAONE 4.0, not 1.3`() throws {
        let outcome = try Tool.run([
            "claim", "--preset", "k-exaone-length", "--recorded",
            SharedFiles.path("tokenizers/k-exaone-facts/recorded_counts.jsonl"), "--baseline",
            SharedFiles.path("tokenizers/exaone-4.0"), "--format", "csv",
        ])
        #expect(outcome.status == 1)
        let row = try #require(outcome.text.split(separator: "\n").first { $0.contains("all documents") })
        let fields = row.split(separator: ",", omittingEmptySubsequences: false)
        #expect(fields[2] == "16")
        #expect(fields[5].hasPrefix("1.2145"))
        #expect(fields[6].hasPrefix("1.17") || fields[6].hasPrefix("1.18"))
        #expect(fields[7].hasPrefix("1.25") || fields[7].hasPrefix("1.26"))
        #expect(fields[8] == "does not hold")
    }

    // MARK: budget

    @Test func `a budget that is too small says what is lost`() throws {
        let text = String(repeating: "가나다 라마바사 아자차카 타파하. ", count: 2_000)
        folder.write(Array(text.utf8), to: "long.txt")
        let arguments = ["budget", "-t", try tokenizer(), folder["long.txt"], "--format", "json", "--context"]
        let over = try Tool.run(arguments + ["1000"])
        #expect(over.status == 1)
        let document = try #require((try object(over)["documents"] as? [[String: Any]])?.first)
        #expect(document["fit"] as? String == "truncated")
        let used = try #require(document["tokens_that_fit"] as? Int)
        let cut = try #require(document["cut_at_byte"] as? Int)
        let counted = try Tool.run(
            ["count", "-t", try tokenizer(), "--format", "csv", "--total-only", "-"],
            input: Array(Array(text.utf8)[..<cut]))
        #expect(counted.text.contains("total,\(used),"))
        #expect(try Tool.run(arguments + ["1M"]).status == 0)
    }

    @Test func `windows hold what they say`() throws {
        let path = sample + "/technical-1.txt"
        let outcome = try Tool.run([
            "budget", "-t", try tokenizer(), "--window", "500", "--overlap", "40", "--cut", "sentence", "--format",
            "json", path,
        ])
        #expect(outcome.status == 0)
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        var end = 0
        for window in try #require(try object(outcome)["windows"] as? [[String: Any]]) {
            let piece = try #require((window["pieces"] as? [[String: Any]])?.first)
            let range = try #require(piece["start"] as? Int)..<(try #require(piece["end"] as? Int))
            #expect(range.lowerBound <= end && range.upperBound > end)
            end = range.upperBound
            let tokens = try #require(piece["tokens"] as? Int)
            #expect(tokens <= 500)
            let counted = try Tool.run(
                ["count", "-t", try tokenizer(), "--format", "csv", "--total-only", "-"], input: Array(bytes[range]))
            #expect(counted.text.contains("total,\(tokens),"))
        }
        #expect(end == bytes.count)
    }

    @Test func `pages are planned from documents`() throws {
        let outcome = try Tool.run([
            "budget", "--pages", "10", "--context", "128K", "-t", try tokenizer(), sample, "--format", "json",
        ])
        #expect(outcome.status == 0)
        #expect(try object(outcome)["answer"] as? String == "fits")
    }

    @Test func `documents without a tokenizer are estimated from the model's shipped figures`() throws {
        let arguments = ["budget", "--reserve", "8192", "--model", "k-exaone", sample, "--format", "json", "--context"]
        let fitting = try Tool.run(arguments + ["262144"])
        #expect(fitting.status == 0, "\(fitting.error)")
        let report = try object(fitting)
        let range = try #require(report["tokens_needed_range"] as? [String: Double])
        let low = try #require(range["low"])
        let high = try #require(range["high"])
        // 109,131 characters, of which 1.79 × 1.215 are a token in the middle.
        let middle = try #require(report["tokens_needed"] as? Int)
        #expect((50_000...50_300).contains(middle) && low < Double(middle) && Double(middle) < high)
        let between = try Tool.run(arguments + ["\(8_192 + (Int(low) + middle) / 2)"])
        #expect(between.status == 1 && between.text.contains("depends on the text"))
        let small = try Tool.run(arguments + ["9000"])
        #expect(small.status == 1 && small.text.contains("does not fit"))
        try expectRefusal(["budget", "--model", "magistral", sample], "magistral", "tokenizer")
    }

    @Test func `pages are planned from the figures beside a tokenizer, or without one from all that are shipped`()
        throws
    {
        let figures = "{\"p10\": 200, \"p50\": 300, \"p90\": 400}"
        folder.write(
            Array(
                "{\"basis\": \"3 genres\", \"tokens_per_page\": \(figures), \"characters_per_token\": \(figures)}".utf8),
            to: "density.json")
        folder.write(Array("{}".utf8), to: "tokenizer.json")
        for path in [folder.path, folder["tokenizer.json"]] {
            let small = try Tool.run(["budget", "--pages", "400", "-t", path, "--context", "64K"])
            #expect(small.status == 1 && small.text.contains("does not fit"))
            let large = try Tool.run(["budget", "--pages", "400", "-t", path, "--context", "1M"])
            #expect(large.status == 0 && large.text.contains("fits"))
            let need = try Tool.run(["budget", "--pages", "400", "-t", path])
            #expect(need.status == 0 && need.text.contains("80,000  120,000  160,000"), "\(need.text)")
        }
        let all = try Tool.run(["budget", "--pages", "400"])
        #expect(all.status == 0 && all.text.contains("EXAONE 4.0            161,600  250,000  379,600"), "\(all.text)")
        #expect(try Tool.run(["budget", "--pages", "400", "--context", "2K", "--format", "csv"]).status == 1)
        try expectRefusal(["budget", "--pages", "400", "-t", try tokenizer(), "--context", "64K"], "density.json")
        try expectRefusal(["budget", "--pages", "400", "-t", "no-such-folder"], "no-such-folder", status: 3)
    }

    // MARK: memory

    @Test func `a config.json is taken instead of a profile`() throws {
        folder.write(
            Array(
                """
                {"num_hidden_layers": 4, "num_attention_heads": 8, "num_key_value_heads": 2, "head_dim": 16,
                 "max_position_embeddings": 4096}
                """.utf8), to: "config.json")
        let outcome = try Tool.run(["memory", "--config", folder["config.json"], "--tokens", "100", "--format", "csv"])
        #expect(outcome.status == 0, "\(outcome.error)")
        #expect(outcome.text.contains(",\(100 * 4 * 2 * 2 * 16 * 2),"))
        folder.write(Array("{}".utf8), to: "config.json")
        try expectRefusal(["memory", "--config", folder["config.json"]], "config.json", "num_hidden_layers", status: 3)
    }

    // MARK: Bad input

    @Test func `what cannot be asked is refused with what to do`() throws {
        let tokenizer = try tokenizer()
        try expectRefusal(["memory", "--model", "k-exanoe"], "did you mean k-exaone")
        try expectRefusal(["models", "exaone-4.0"], "exaone-4.0-32b, exaone-4.0-1.2b")
        try expectRefusal(["budget", "-t", tokenizer, "--context", "0", sample], "context", "at least one token")
        try expectRefusal(["compare", "-t", tokenizer, "--context", "0", sample], "context")
        try expectRefusal(["budget", "-t", tokenizer, "--context", "100", "--reserve", "100", sample], "reserve")
        try expectRefusal(["budget", "-t", tokenizer, "--window", "10", "--overlap", "10", sample], "overlap")
        try expectRefusal(["budget", "--pages", "10", "--model", "magistral"], "magistral-small", "tokenizer")
        try expectRefusal(["pages", "--font-size", "0", sample], "font size")
        try expectRefusal(["pages", "--page", "hwp", sample], "hancom, report, word, manuscript")
        try expectRefusal(["claim", "--ratio", "1.3", sample], "--baseline")
        try expectRefusal(["claim", "--new", tokenizer, "--ratio", "1.3", sample], "--baseline")
        try expectRefusal(["claim", "--preset", "k-exaone-pages", sample], "--new")
        try expectRefusal(["claim", "--preset", "k-exaone-length", "--baseline", tokenizer, sample], "--new")
        try expectRefusal(["memory", "--model", "k-exaone", "--tokens", "x"], "--tokens")
        try expectRefusal(["budget", "-t", tokenizer, sample], "--context")
    }

    @Test func `CP949 is named, and read when it is named back`() throws {
        // "한글 문서입니다" in CP949.
        folder.write(
            [0xC7, 0xD1, 0xB1, 0xDB, 0x20, 0xB9, 0xAE, 0xBC, 0xAD, 0xC0, 0xD4, 0xB4, 0xCF, 0xB4, 0xD9], to: "old.txt")
        for command in [["pages"], ["compare", "-t", try tokenizer()]] {
            let refused = try Tool.run(command + [folder["old.txt"]])
            #expect(refused.status == 3)
            #expect(refused.error.contains("old.txt") && refused.error.contains("--encoding cp949"), "\(refused.error)")
            let read = try Tool.run(command + [folder["old.txt"], "--encoding", "cp949"])
            #expect(read.status == 0, "\(read.error)")
        }
    }

    @Test func `empty documents are counted and harm nothing`() throws {
        folder.write([], to: "empty.txt")
        let compared = try Tool.run(["compare", "-t", try tokenizer(), folder["empty.txt"]])
        #expect(compared.status == 0)
        #expect(compared.text.contains("1 of the documents are empty"))
        let pages = try Tool.run(["pages", folder["empty.txt"], "--format", "json"])
        #expect(pages.text.contains("\"sheets\": 0"))
        let budget = try Tool.run(["budget", "-t", try tokenizer(), "--context", "10", folder["empty.txt"]])
        #expect(budget.status == 0)
    }
}
