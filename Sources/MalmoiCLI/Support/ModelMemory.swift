import LongContext
import Reports

/// Models for memory reports.
enum ModelMemory {
    static func model(named name: String) throws -> MemoryReport.Model {
        try model(ModelCatalog.profile(named: name))
    }

    static func model(_ profile: ModelProfile) throws -> MemoryReport.Model {
        MemoryReport.Model(
            name: profile.name, layout: try profile.requiredLayout(), context: profile.contexts.first?.value.tokens,
            source: profile.layout.map { "[\($0.mark.rawValue)]" } ?? "")
    }

    /// What the page of a comparison draws: the models of the claims, from 1K to 1M tokens.
    static func overview() throws -> MemoryReport {
        let first = try model(named: "k-exaone")
        let twin = MemoryReport.Model(
            name: "K-EXAONE, all global", layout: first.layout.allGlobalTwin, context: first.context, source: "")
        let others = try ["exaone-4.0-32b", "gpt-oss-120b", "a.x-k1", "hyperclova-x-seed-think-32b"].map(model(named:))
        return try MemoryReport(
            models: [first, twin] + others, tokens: (10...20).map { 1 << $0 }, batches: [1], element: .bf16)
    }
}
