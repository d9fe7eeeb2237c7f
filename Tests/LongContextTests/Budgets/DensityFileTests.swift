import LongContext
import Testing

/// `density.json`, which tells what a page costs with the tokenizer beside it.
struct DensityFileTests {
    private static let good = """
        {"basis": "3 genres", "tokens_per_page": {"p10": 200, "p50": 300, "p90": 400.5},
         "characters_per_token": {"p10": 2, "p50": 2.5, "p90": 4}, "genres": {}}
        """

    @Test func `pages cost what was measured on them`() throws {
        let density = try ReferenceDensity(json: Array(Self.good.utf8))
        let budget = try density.pageBudget(rule: .typeset(.hancom), name: "ours")
        #expect(budget.basis == "3 genres")
        #expect(budget.tokens(forPages: 10) == BudgetRange(low: 2_000, middle: 3_000, high: 4_005))
    }

    @Test func `pages counted by characters cost what the characters do`() throws {
        let density = try ReferenceDensity(json: Array(Self.good.utf8))
        let budget = try density.pageBudget(rule: .characters(perPage: 1_000), name: "ours")
        #expect(budget.tokens(forPages: 1) == BudgetRange(low: 250, middle: 400, high: 500))
    }

    @Test func `a page that was not measured is refused by name`() throws {
        let density = try ReferenceDensity(json: Array(Self.good.utf8))
        let error = #expect(throws: LongContextError.self) {
            try density.pageBudget(rule: .manuscript(columns: 20, rows: 10), name: "ours")
        }
        #expect(error?.description.contains("ours") == true)
    }

    @Test(arguments: [
        ("{", "not JSON"),
        ("{}", "basis"),
        (#"{"basis": "x", "tokens_per_page": {"p10": 1, "p50": 2}}"#, "tokens_per_page"),
        (#"{"basis": "x", "tokens_per_page": {"p10": 3, "p50": 2, "p90": 4}}"#, "rising"),
        (#"{"basis": "x", "tokens_per_page": {"p10": 0, "p50": 2, "p90": 4}}"#, "positive"),
        (#"{"basis": "x", "tokens_per_page": {"p10": 1, "p50": 2, "p90": 4}}"#, "characters_per_token"),
    ])
    func `a damaged file is refused with what is wrong`(json: String, words: String) {
        let error = #expect(throws: LongContextError.self) { try ReferenceDensity(json: Array(json.utf8)) }
        #expect(error?.description.contains(words) == true)
        #expect(error?.isUsage == false)
    }
}
