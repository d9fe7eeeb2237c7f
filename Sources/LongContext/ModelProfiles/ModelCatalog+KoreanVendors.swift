extension ModelCatalog {
    static let skTelecom = [
        ModelProfile(
            identifier: "a.x-k1", name: "A.X K1", vendor: "SK Telecom", aliases: ["ax-k1"],
            parameters: Sourced(ParameterCount(total: 519, active: 33), .read, "README of SKT-AI/A.X-K1"),
            vocabularySize: Sourced(163_840, .read, "README of SKT-AI/A.X-K1"),
            contexts: [Sourced(ContextLimit(131_072, "native"), .read, "README of SKT-AI/A.X-K1")],
            layout: Sourced(
                .fullLatent(layers: 61, queryHeads: 64, rank: 512, rotary: 64), .read,
                "README of SKT-AI/A.X-K1 (61 layers, 64 heads, MLA); ranks from vLLM's AXK1Config class"))
    ]

    static let naver = [
        ModelProfile(
            identifier: "hyperclova-x-seed-think-32b", name: "HyperCLOVA X SEED Think 32B", vendor: "NAVER",
            aliases: ["hyperclovax-seed-think-32b", "hyperclova-x-seed-32b-think"],
            parameters: Sourced(ParameterCount(total: 32), .read, "the vendor's model card"),
            vocabularySize: Sourced(128_256, .read, "config.json of the model"),
            contexts: [
                Sourced(
                    ContextLimit(131_072, "\"128K\", read as 128 × 1,024"), .unverified, "the vendor's model card")
            ],
            layout: Sourced(
                .fullHeads(layers: 72, queryHeads: 40, heads: 8, dimension: 128), .read,
                "config.json of the model, text part"),
            notes: ["A vision-language model; images take tokens too."])
    ]

    static let ncAI = [
        ModelProfile(
            identifier: "vaetki", name: "VAETKI 100B", vendor: "NC AI", aliases: ["vaetki-100b"],
            parameters: Sourced(ParameterCount(total: 112), .secondHand, "news of the release"),
            vocabularySize: Sourced(137_216, .read, "config.json of the model; the technical report says 135,168"),
            contexts: [
                Sourced(ContextLimit(32_768, "as trained"), .read, "technical report of VAETKI"),
                Sourced(ContextLimit(131_072, "positions in the configuration"), .read, "config.json of the model"),
            ],
            layout: Sourced(
                .interleavedLatent(sliding: 40, window: 512, full: 8, queryHeads: 24, rank: 512, rotary: 64),
                .computed, "technical report of VAETKI: 48 layers, five local ones (window 512) to one global, MLA"))
    ]

    static let upstage = [
        ModelProfile(
            identifier: "solar-open-100b", name: "Solar Open 100B", vendor: "Upstage", aliases: ["solar-open"],
            parameters: Sourced(ParameterCount(total: 102.6, active: 12), .read, "the vendor's model card"),
            vocabularySize: Sourced(196_608, .read, "transformers' SolarOpenConfig class"),
            contexts: [Sourced(ContextLimit(131_072, "positions"), .read, "transformers' SolarOpenConfig class")],
            layout: Sourced(
                .fullHeads(layers: 48, queryHeads: 64, heads: 8, dimension: 128), .read,
                "transformers' SolarOpenConfig class"))
    ]
}
