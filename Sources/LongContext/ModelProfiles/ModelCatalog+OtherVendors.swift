extension ModelCatalog {
    private static let qwen3Card = "the vendor's model card of Qwen3-235B-A22B"
    private static let qwen3CardOf2507 = "the vendor's model card of Qwen3-235B-A22B-Instruct-2507"
    private static let qwen3Layout = AttentionLayout.fullHeads(
        layers: 94, queryHeads: 64, heads: 4, dimension: 128)

    static let alibaba = [
        ModelProfile(
            identifier: "qwen3-235b-a22b", name: "Qwen3-235B-A22B", vendor: "Alibaba", aliases: ["qwen3-235b"],
            parameters: Sourced(ParameterCount(total: 235, active: 22), .read, qwen3Card),
            vocabularySize: Sourced(151_669, .read, "the model's tokenizer.json; rows are padded to 151,936"),
            normalizer: Sourced("NFC", .read, "the model's tokenizer.json"),
            contexts: [
                Sourced(ContextLimit(40_960, "positions, for prompt and answer"), .read, "config.json of the model"),
                Sourced(ContextLimit(32_768, "native"), .read, qwen3Card),
                Sourced(ContextLimit(131_072, "with YaRN"), .read, qwen3Card),
            ],
            layout: Sourced(qwen3Layout, .read, qwen3Card + "; head dimension from its config.json")),
        ModelProfile(
            identifier: "qwen3-235b-a22b-2507", name: "Qwen3-235B-A22B-2507", vendor: "Alibaba",
            aliases: [
                "qwen3-235b-2507", "qwen3-235b-a22b-instruct-2507", "qwen3-235b-a22b-thinking-2507",
            ],
            parameters: Sourced(ParameterCount(total: 235, active: 22), .read, qwen3CardOf2507),
            vocabularySize: Sourced(151_669, .read, "the model's tokenizer.json; rows are padded to 151,936"),
            normalizer: Sourced("NFC", .read, "the model's tokenizer.json"),
            contexts: [Sourced(ContextLimit(262_144, "native"), .read, qwen3CardOf2507)],
            layout: Sourced(qwen3Layout, .read, qwen3CardOf2507 + "; head dimension from its config.json")),
    ]

    static let openAI = [
        ModelProfile(
            identifier: "gpt-oss-120b", name: "gpt-oss-120b", vendor: "OpenAI",
            parameters: Sourced(
                ParameterCount(total: 117, active: 5.1), .secondHand, "README of LG-AI-EXAONE/K-EXAONE"),
            vocabularySize: Sourced(201_088, .read, "transformers' GptOssConfig class"),
            normalizer: Sourced("none", .read, "the encoding o200k_harmony"),
            contexts: [Sourced(ContextLimit(131_072, "positions"), .read, "transformers' GptOssConfig class")],
            layout: Sourced(
                .interleavedHeads(sliding: 18, window: 128, full: 18, queryHeads: 64, heads: 8, dimension: 64),
                .read, "transformers' GptOssConfig class")),
        ModelProfile(
            identifier: "gpt-oss-20b", name: "gpt-oss-20b", vendor: "OpenAI",
            parameters: Sourced(
                ParameterCount(total: 20.9, active: 3.6), .secondHand, "tables of others; the vendor's card"),
            vocabularySize: Sourced(201_088, .read, "transformers' GptOssConfig class"),
            normalizer: Sourced("none", .read, "the encoding o200k_harmony"),
            contexts: [Sourced(ContextLimit(131_072, "positions"), .secondHand, "copies of its config.json")],
            layout: Sourced(
                .interleavedHeads(sliding: 12, window: 128, full: 12, queryHeads: 64, heads: 8, dimension: 64),
                .secondHand, "copies of its config.json")),
    ]

    static let deepSeek = [
        ModelProfile(
            identifier: "deepseek-r1", name: "DeepSeek R1", vendor: "DeepSeek",
            aliases: ["deepseek-r1-0528", "deepseek-v3"],
            parameters: Sourced(
                ParameterCount(total: 671, active: 37), .secondHand, "READMEs of EXAONE 4.0 and K-EXAONE"),
            vocabularySize: Sourced(129_280, .read, "transformers' DeepseekV3Config class"),
            normalizer: Sourced("none", .read, "the model's tokenizer.json"),
            contexts: [
                Sourced(ContextLimit(163_840, "positions"), .secondHand, "copies of the model's config.json")
            ],
            layout: Sourced(
                .fullLatent(layers: 61, queryHeads: 128, rank: 512, rotary: 64), .read,
                "transformers' DeepseekV3Config class"),
            notes: ["One more layer serves multi-token prediction; its cache is not counted."])
    ]

    static let meta = [
        llama31(parameters: 8, layers: 32, queryHeads: 32),
        llama31(parameters: 70, layers: 80, queryHeads: 64),
        llama31(parameters: 405, layers: 126, queryHeads: 128),
    ]

    private static func llama31(parameters: Int, layers: Int, queryHeads: Int) -> ModelProfile {
        ModelProfile(
            identifier: "llama-3.1-\(parameters)b", name: "Llama 3.1 \(parameters)B", vendor: "Meta",
            aliases: ["meta-llama-3.1-\(parameters)b", "llama-3.1-\(parameters)b-instruct"],
            parameters: Sourced(
                ParameterCount(total: Double(parameters)), .read, "meta-llama/llama-models, sku_list.py"),
            vocabularySize: Sourced(128_256, .read, "meta-llama/llama-models, sku_list.py"),
            normalizer: Sourced("none", .read, "the model's tokenizer.model"),
            contexts: [
                Sourced(ContextLimit(131_072, "positions"), .secondHand, "copies of the model's config.json")
            ],
            layout: Sourced(
                .fullHeads(layers: layers, queryHeads: queryHeads, heads: 8, dimension: 128), .computed,
                "meta-llama/llama-models, sku_list.py (head dimension = dim / heads)"))
    }

    static let mistral = [
        ModelProfile(
            identifier: "magistral-small", name: "Magistral Small 2506", vendor: "Mistral AI",
            aliases: ["magistral-small-2506", "magistral"],
            parameters: Sourced(ParameterCount(total: 23.6), .secondHand, "README of LG-AI-EXAONE/EXAONE-4.0"),
            vocabularySize: Sourced(131_072, .read, "the tokenizer file tekken.json of its family"),
            normalizer: Sourced("none", .read, "the tokenizer file tekken.json of its family"),
            contexts: [
                Sourced(
                    ContextLimit(131_072, "\"128k\", read as 128 × 1,024"), .unverified, "the vendor's model card")
            ],
            layout: Sourced(
                .fullHeads(layers: 40, queryHeads: 32, heads: 8, dimension: 128), .unverified,
                "Mistral Small 3.1, which it is tuned from; 40 layers second-hand, heads from memory"),
            notes: ["The vendor's card recommends at most 40k tokens: quality may fall beyond."])
    ]
}
