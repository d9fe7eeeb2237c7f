extension ReferenceDensity {
    /// Measured with `malmoi compare --by file` on 27 kinds of text, 7.9 million characters, that are not in the
    /// repository; the percentiles are over the kinds, three quarters of which are Korean.
    public static let all: [ReferenceDensity] = [
        ReferenceDensity(
            name: "EXAONE 4.0", models: ["exaone-4.0-32b", "exaone-4.0-1.2b"],
            tokensPerPage: Percentiles(tenth: 404, fiftieth: 625, ninetieth: 949),
            charactersPerToken: Percentiles(tenth: 1.61, fiftieth: 1.79, ninetieth: 2.87), basis: measured),
        // K-EXAONE's tokenizer could not be had. Its own counts of 16 texts are 1/1.215 of EXAONE 4.0's, the ends of the
        // interval 1/1.179 and 1/1.257 (`malmoi claim --preset k-exaone-length`), so EXAONE 4.0's figures are divided.
        ReferenceDensity(
            name: "K-EXAONE (estimated)", models: ["k-exaone"],
            tokensPerPage: Percentiles(tenth: 404 / 1.257, fiftieth: 625 / 1.215, ninetieth: 949 / 1.179),
            charactersPerToken: Percentiles(tenth: 1.61 * 1.179, fiftieth: 1.79 * 1.215, ninetieth: 2.87 * 1.257),
            basis: "27 kinds of text with EXAONE 4.0, divided by what 16 recorded texts give, 1.18 to 1.26"),
        ReferenceDensity(
            name: "Qwen3", models: ["qwen3-235b-a22b", "qwen3-235b-a22b-2507"],
            tokensPerPage: Percentiles(tenth: 375, fiftieth: 732, ninetieth: 1_157),
            charactersPerToken: Percentiles(tenth: 1.32, fiftieth: 1.45, ninetieth: 3.29), basis: measured),
        ReferenceDensity(
            name: "gpt-oss and GPT-4o", models: ["gpt-oss-120b", "gpt-oss-20b"],
            tokensPerPage: Percentiles(tenth: 369, fiftieth: 651, ninetieth: 1_048),
            charactersPerToken: Percentiles(tenth: 1.42, fiftieth: 1.58, ninetieth: 3.33), basis: measured),
        ReferenceDensity(
            name: "DeepSeek R1", models: ["deepseek-r1"],
            tokensPerPage: Percentiles(tenth: 382, fiftieth: 725, ninetieth: 1_143),
            charactersPerToken: Percentiles(tenth: 1.26, fiftieth: 1.44, ninetieth: 3.38), basis: measured),
        ReferenceDensity(
            name: "Llama 3.1", models: ["llama-3.1-8b", "llama-3.1-70b", "llama-3.1-405b"],
            tokensPerPage: Percentiles(tenth: 367, fiftieth: 656, ninetieth: 1_054),
            charactersPerToken: Percentiles(tenth: 1.42, fiftieth: 1.58, ninetieth: 3.36), basis: measured),
    ]

    private static let measured = "27 kinds of text"
}
