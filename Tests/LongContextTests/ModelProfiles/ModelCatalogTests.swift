import LongContext
import Testing

struct ModelCatalogTests {
    @Test(
        "Every model that the claims name has a profile",
        arguments: [
            "k-exaone", "exaone-4.0-32b", "exaone-4.0-1.2b", "exaone-3.5-32b", "a.x-k1",
            "hyperclova-x-seed-think-32b", "vaetki", "solar-open-100b", "qwen3-235b-a22b",
            "qwen3-235b-a22b-2507", "gpt-oss-120b", "gpt-oss-20b", "deepseek-r1", "llama-3.1-8b",
            "llama-3.1-70b", "llama-3.1-405b", "magistral-small",
        ])
    func present(identifier: String) throws {
        let profile = try ModelCatalog.profile(named: identifier)
        #expect(profile.identifier == identifier)
        #expect(try profile.requiredContext() >= 4_096)
        #expect(try profile.requiredLayout().layers > 0)
    }

    @Test(
        "Names are found however they are spelled",
        arguments: [
            ("K-EXAONE", "k-exaone"), ("k_exaone", "k-exaone"), ("LGAI-EXAONE/K-EXAONE-236B-A23B", "k-exaone"),
            ("EXAONE 4.0 32B", "exaone-4.0-32b"), ("A.X-K1", "a.x-k1"), ("skt/A.X-K1", "a.x-k1"),
            ("HyperCLOVAX-SEED-Think-32B", "hyperclova-x-seed-think-32b"), ("Qwen3-235B", "qwen3-235b-a22b"),
            ("meta-llama/Llama-3.1-70B-Instruct", "llama-3.1-70b"),
        ])
    func spelling(typed: String, identifier: String) throws {
        #expect(try ModelCatalog.profile(named: typed).identifier == identifier)
    }

    @Test(
        "An unknown model is answered with the near names",
        arguments: [
            ("k-exanoe", "k-exaone"), ("exaone-4.0", "exaone-4.0-32b"), ("exaone-4.0", "exaone-4.0-1.2b"),
            ("solar", "solar-open-100b"), ("deepseekr2", "deepseek-r1"), ("llama-3.1-80b", "llama-3.1-8b"),
        ])
    func suggestions(typed: String, expected: String) {
        #expect(throws: LongContextError.unknownModel(name: typed, near: ModelCatalog.names(near: typed))) {
            try ModelCatalog.profile(named: typed)
        }
        #expect(ModelCatalog.names(near: typed).contains(expected))
    }

    @Test("A name that is near nothing gets no suggestions", arguments: ["", "zzzzzzzz", "우리말"])
    func noSuggestions(typed: String) {
        #expect(ModelCatalog.names(near: typed).isEmpty)
        #expect(throws: LongContextError.unknownModel(name: typed, near: [])) {
            try ModelCatalog.profile(named: typed)
        }
    }

    @Test("Every value has a source, and identifiers and aliases name one model each")
    func sourcesAndNames() throws {
        for profile in ModelCatalog.all {
            let sources =
                [profile.parameters?.source, profile.vocabularySize?.source, profile.normalizer?.source]
                + profile.contexts.map { $0.source } + [profile.layout?.source]
            #expect(sources.allSatisfy { $0.map { !$0.isEmpty } ?? true }, "\(profile.identifier)")
            for name in [profile.identifier] + profile.aliases {
                #expect(try ModelCatalog.profile(named: name).identifier == profile.identifier)
            }
        }
    }

    @Test("Every shipped layout passes the checks of a layout that is read", arguments: ModelCatalog.all.indices)
    func layouts(index: Int) throws {
        let profile = ModelCatalog.all[index]
        let layout = try #require(profile.layout?.value)
        #expect(try AttentionLayout(groups: layout.groups, queryHeads: layout.queryHeads) == layout)
        if let queryHeads = layout.queryHeads {
            for group in layout.groups {
                if case .keysAndValues(let heads, _) = group.state { #expect(queryHeads % heads == 0) }
            }
        }
    }

    @Test("The profiles give the memory table of the facts")
    func table() throws {
        let new = try ModelCatalog.profile(named: "k-exaone").requiredLayout()
        let old = try ModelCatalog.profile(named: "exaone-4.0-32b").requiredLayout()
        #expect(try new.cacheBytes(tokens: 262_144, element: .bf16) == 12_903_776_256)
        #expect(try old.cacheBytes(tokens: 262_144, element: .bf16) == 17_985_175_552)
    }

    @Test("A value that is not known is missing and says whose it is")
    func missing() throws {
        #expect(try ModelCatalog.profile(named: "solar-open-100b").normalizer == nil)
        #expect(try ModelCatalog.profile(named: "a.x-k1").normalizer == nil)
        let bare = ModelProfile(identifier: "bare", name: "Bare", vendor: "nobody")
        #expect(throws: LongContextError.missingValue(model: "bare", what: "attention layout")) {
            try bare.requiredLayout()
        }
        #expect(throws: LongContextError.missingValue(model: "bare", what: "context length")) {
            try bare.requiredContext()
        }
    }
}
