import Foundation
import TestSupport
import Testing

@testable import LongContext

@Suite struct ReferenceDensityTests {
    private func json(_ middle: String, schema: String = "malmoi.densities/1") -> [UInt8] {
        let percentiles = "{\"p10\": 1.5, \"p50\": \(middle), \"p90\": 4}"
        return Array(
            """
            {"schema": "\(schema)", "name": "x", "basis": "two texts", "tokens_per_page": \(percentiles),
             "characters_per_token": \(percentiles)}
            """.utf8)
    }

    @Test func `the shipped vocabulary's figures are those of the file that lies beside it`() throws {
        let file = Outside.root.appending(path: "Vocab/\(ReferenceDensity.fileName)")
        let density = try ReferenceDensity(json: Array(try Data(contentsOf: file)))
        #expect(
            ReferenceDensity.all.contains(density), "run Scripts/make-densities and take its figures into the table")
    }

    @Test func `a file beside a tokenizer tells what pages take`() throws {
        let density = try ReferenceDensity(json: json("2"))
        #expect(try density.pageBudget(rule: .typeset(.hancom)).tokens(forPages: 10).high == 40)
        // Many characters a token make few tokens: the ends change places.
        let range = try density.pageBudget(rule: .characters(perPage: 1_200)).tokens(forPages: 1)
        #expect(range == BudgetRange(low: 300, middle: 600, high: 800))
        #expect(throws: LongContextError.self) { try density.pageBudget(rule: .manuscript(columns: 20, rows: 10)) }
    }

    @Test(arguments: ["0.5", "9", "\"2\"", "null"])
    func `figures that are no range are refused`(middle: String) {
        #expect(throws: LongContextError.self) { try ReferenceDensity(json: json(middle)) }
    }

    @Test func `another schema, and what is no JSON, are refused`() {
        #expect(throws: LongContextError.self) { try ReferenceDensity(json: json("2", schema: "malmoi.densities/2")) }
        #expect(throws: LongContextError.self) { try ReferenceDensity(json: Array("{".utf8)) }
    }

    @Test func `every range is in order, and every model is one of the catalog`() throws {
        for density in ReferenceDensity.all {
            for range in [density.tokensPerPage, density.charactersPerToken] {
                #expect(range.tenth <= range.fiftieth && range.fiftieth <= range.ninetieth)
            }
            for model in density.models { _ = try ModelCatalog.profile(named: model) }
        }
    }
}
