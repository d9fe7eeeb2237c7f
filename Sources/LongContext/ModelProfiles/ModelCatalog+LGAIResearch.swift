extension ModelCatalog {
    private static let kExaoneDocumentation = "transformers documentation by the vendor, model_doc/exaone_moe.md"
    private static let exaone4Documentation = "transformers documentation by the vendor, model_doc/exaone4.md"
    private static let exaone35Configuration = "config.json of LGAI-EXAONE/EXAONE-3.5-32B-Instruct-AWQ"
    private static let exaone30Configuration = "config.json of models tuned from EXAONE-3.0-7.8B-Instruct"

    static let lgAIResearch = [
        ModelProfile(
            identifier: "k-exaone", name: "K-EXAONE 236B-A23B", vendor: "LG AI Research",
            aliases: ["k-exaone-236b-a23b", "k-exaone-236b"],
            parameters: Sourced(ParameterCount(total: 236, active: 23), .read, kExaoneDocumentation),
            vocabularySize: Sourced(153_600, .read, kExaoneDocumentation),
            normalizer: Sourced("NFC", .read, "the model's tokenizer.json"),
            contexts: [Sourced(ContextLimit(262_144, "native"), .read, kExaoneDocumentation)],
            layout: Sourced(
                .interleavedHeads(sliding: 36, window: 128, full: 12, queryHeads: 64, heads: 8, dimension: 128),
                .read, kExaoneDocumentation),
            notes: [
                "One more layer serves multi-token prediction; its cache is not counted.",
                "Rotary positions on sliding layers only.",
            ]),
        ModelProfile(
            identifier: "exaone-4.0-32b", name: "EXAONE 4.0 32B", vendor: "LG AI Research",
            parameters: Sourced(ParameterCount(total: 32), .read, "README of LG-AI-EXAONE/EXAONE-4.0"),
            vocabularySize: Sourced(102_400, .read, exaone4Documentation),
            normalizer: Sourced("none or NFC", .secondHand, "conversions of the model disagree"),
            contexts: [Sourced(ContextLimit(131_072, "maximum sequence"), .read, exaone4Documentation)],
            layout: Sourced(
                .interleavedHeads(sliding: 48, window: 4_096, full: 16, queryHeads: 40, heads: 8, dimension: 128),
                .computed,
                exaone4Documentation + " (64 layers, 3:1, heads); window 4,096 from the Exaone4Config class"),
            notes: ["No rotary positions on global layers."]),
        ModelProfile(
            identifier: "exaone-4.0-1.2b", name: "EXAONE 4.0 1.2B", vendor: "LG AI Research",
            parameters: Sourced(ParameterCount(total: 1.2), .read, "README of LG-AI-EXAONE/EXAONE-4.0"),
            vocabularySize: Sourced(102_400, .read, "config.json of the model"),
            normalizer: Sourced("none or NFC", .secondHand, "conversions of the model disagree"),
            contexts: [Sourced(ContextLimit(65_536, "maximum sequence"), .read, "config.json of the model")],
            layout: Sourced(
                .fullHeads(layers: 30, queryHeads: 32, heads: 8, dimension: 64), .read,
                "config.json of the model")),
        ModelProfile(
            identifier: "exaone-3.5-32b", name: "EXAONE 3.5 32B", vendor: "LG AI Research",
            aliases: ["exaone-3.5-32b-instruct"],
            parameters: Sourced(ParameterCount(total: 32), .read, "README of LG-AI-EXAONE/EXAONE-3.5"),
            vocabularySize: Sourced(102_400, .read, exaone35Configuration),
            contexts: [Sourced(ContextLimit(32_768, "positions"), .read, exaone35Configuration)],
            layout: Sourced(
                .fullHeads(layers: 64, queryHeads: 40, heads: 8, dimension: 128), .read, exaone35Configuration),
            notes: ["EXAONE 3.0's tokenizer, which it may share, normalizes by NFKC."]),
        ModelProfile(
            identifier: "exaone-3.0-7.8b", name: "EXAONE 3.0 7.8B", vendor: "LG AI Research",
            aliases: ["exaone-3.0-7.8b-instruct"],
            parameters: Sourced(ParameterCount(total: 7.8), .read, "README of LG-AI-EXAONE/K-EXAONE, News"),
            vocabularySize: Sourced(102_400, .read, exaone30Configuration),
            normalizer: Sourced("NFKC", .read, "the model's tokenizer"),
            contexts: [Sourced(ContextLimit(4_096, "positions"), .read, exaone30Configuration)],
            layout: Sourced(
                .fullHeads(layers: 32, queryHeads: 32, heads: 8, dimension: 128), .computed,
                exaone30Configuration + " (head dimension = hidden size / heads)")),
    ]
}
