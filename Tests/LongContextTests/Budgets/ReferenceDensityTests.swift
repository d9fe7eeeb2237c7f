import Testing

@testable import LongContext

@Suite struct ReferenceDensityTests {
    @Test func `every range is in order, and every model is one of the catalog`() throws {
        for density in ReferenceDensity.all {
            for range in [density.tokensPerPage, density.charactersPerToken] {
                #expect(range.tenth <= range.fiftieth && range.fiftieth <= range.ninetieth)
            }
            for model in density.models { _ = try ModelCatalog.profile(named: model) }
        }
    }

    @Test func `tokens are estimated from characters, with the range over kinds of text`() throws {
        let density = try #require(ReferenceDensity.all.first { $0.models.contains("deepseek-r1") })
        let estimate = EstimatedTokens(density)
        // 1.26, 1.44 and 3.38 characters a token.
        let text = Array(String(repeating: "가", count: 14_400).utf8)
        #expect(estimate.tokenCount(of: text) == 10_000)
        #expect(estimate.tokenCount(of: Array("가".utf8)) == 1 && estimate.tokenCount(of: []) == 0)
        let range = estimate.range(ofMiddle: 10_000)
        #expect(Int(range.low) == 4_260 && range.middle == 10_000 && Int(range.high) == 11_428)
    }
}
