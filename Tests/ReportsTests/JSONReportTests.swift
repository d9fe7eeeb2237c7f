import JSONBytes
import LongContext
import Testing

@testable import Reports

/// A JSON value and a way into it: `genres/0/tokenizers/1/tokens`.
///
/// Read with the project's own reader, which a test of its own holds to exact numbers; Foundation's is off by a bit in
/// one number of ten.
struct JSONTree {
    let root: JSONValue

    init(_ bytes: [UInt8]) throws {
        root = try JSONValue(parsing: bytes)
    }

    subscript(path: String) -> JSONValue? {
        var value: JSONValue? = root
        for step in path.split(separator: "/") {
            value = Int(step).map { value?[$0] } ?? value?[String(step)]
        }
        return value?.isNull == true ? nil : value
    }

    func number(_ path: String) -> Double? { self[path]?.doubleValue }
    func text(_ path: String) -> String? { self[path]?.stringValue }
    func count(_ path: String) -> Int? { self[path]?.arrayValue?.count }
}

struct JSONReportTests {
    @Test("Every report is JSON and names its schema")
    func schemas() throws {
        let schemas = try Samples.all().map { try #require(try JSONTree($0.bytes(.json)).text("schema")) }
        #expect(schemas.allSatisfy { $0.hasPrefix("malmoi.") && $0.hasSuffix("/1") })
        #expect(
            Set(schemas) == [
                "malmoi.compare/1", "malmoi.claim/1", "malmoi.memory/1", "malmoi.pages/1", "malmoi.budget/1",
                "malmoi.models/1",
            ])
    }

    @Test("The comparison's numbers are those that were computed")
    func comparison() throws {
        let report = Samples.comparison()
        let json = try JSONTree(report.bytes(.json))
        let total = report.report.total
        #expect(json.text("tokenizers/0") == "새 낱말")
        #expect(json.number("total/tokenizers/1/tokens") == Double(total.tokenizers[1].tokens))
        #expect(
            json.number("total/tokenizers/0/characters_per_token/value")
                == total.tokenizers[0].charactersPerToken?.value)
        #expect(
            json.number("total/tokenizers/0/characters_per_token/low")
                == total.tokenizers[0].charactersPerToken?.interval?.low)
        #expect(json.count("genres") == 3)
        #expect(json.text("genres/0/genre") == "뉴스")
        #expect(json["total/genre"] == nil)
        #expect(json.count("total/comparisons") == 6)
        #expect(json.number("context/tokens") == 262_144)
        let share = try #require(json.number("total/comparisons/0/fewer_tokens_share/value"))
        let times = try #require(json.number("total/comparisons/0/times_longer/value"))
        #expect(abs((1 - share) * times - 1) < 1e-12)
    }

    @Test("One document has null for its interval")
    func noInterval() throws {
        let report = Samples.comparison(tokenizers: ["a"], genres: ["g"], documents: 1)
        let json = try JSONTree(report.bytes(.json))
        #expect(json.number("total/tokenizers/0/characters_per_token/value") != nil)
        #expect(json["total/tokenizers/0/characters_per_token/low"] == nil)
        #expect(report.text.contains("one document has no intervals"))
    }

    @Test("Table, CSV and JSON of the memory report say the same bytes")
    func memory() throws {
        let report = try Samples.memory()
        let json = try JSONTree(report.bytes(.json))
        #expect(json.number("rows/3/models/0/architectural_bytes") == 12_903_776_256)
        #expect(json.number("rows/3/models/1/architectural_bytes") == 17_985_175_552)
        let rows = CSVRows(report.csv).fields
        #expect(rows[7][4] == "12903776256")
        #expect(report.text.contains("12.02 GiB"))
        #expect(report.text.contains("−28.3 %"))
        #expect(report.text.contains("262,144*"))
    }

    @Test("Pages list the byte at which each begins, if asked to")
    func pages() throws {
        let json = try JSONTree(try Samples.pages().bytes(.json))
        #expect(json.count("documents/0/page_starts") == json.number("documents/0/sheets").map { Int($0) })
        #expect(json.number("documents/2/pages") == 0)
        #expect(json.number("total/documents") == 3)
    }

    @Test("A budget says what fits, what is cut and from which page on")
    func budget() throws {
        let fits = try Samples.budget(context: 10_000)
        #expect(fits.answer == .fits)
        #expect(fits.text.contains("more pages"))
        let over = try Samples.budget(context: 3_000)
        let json = try JSONTree(over.bytes(.json))
        #expect(over.answer == .doesNotFit)
        #expect(json.text("documents/1/fit") == "whole")
        #expect(json.text("documents/2/fit") == "truncated")
        #expect(json.number("documents/2/missing_from_page") == 1)
        #expect(over.text.contains("from page 1 on"))
    }

    @Test("A question of pages is answered with yes, no, or that it depends")
    func question() throws {
        #expect(try Samples.question(pages: 200).answer == .fits)
        #expect(try Samples.question(pages: 400).answer == .depends)
        #expect(try Samples.question(pages: 4_000).answer == .doesNotFit)
        let json = try JSONTree(try Samples.question(pages: 400).bytes(.json))
        #expect(json.number("question/tokens/middle") == 240_000)
    }

    @Test("Windows list their pieces")
    func windows() throws {
        let json = try JSONTree(try Samples.windows().bytes(.json))
        let count = try #require(json.count("windows"))
        #expect(count >= 4)
        #expect(json.number("windows/0/pieces/0/start") == 0)
        #expect(json.text("windows/0/pieces/0/cut") == "sentence")
        #expect(json["windows/\(count - 1)/pieces/0/cut"] == nil)
    }

    @Test("Unknown values of a model are null, and every known one has a mark and a source")
    func models() throws {
        let report = ModelsReport(ModelCatalog.all, showsSources: true)
        let json = try JSONTree(report.bytes(.json))
        for (index, profile) in ModelCatalog.all.enumerated() {
            #expect(json.text("models/\(index)/identifier") == profile.identifier)
            #expect((json["models/\(index)/normalizer"] == nil) == (profile.normalizer == nil))
            #expect(json.text("models/\(index)/layout/mark") == profile.layout?.mark.rawValue)
            #expect(json.text("models/\(index)/layout/source") == profile.layout?.source)
        }
        #expect(report.text.contains("normalizer    unknown"))
    }
}
