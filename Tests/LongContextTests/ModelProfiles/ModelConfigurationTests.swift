import LongContext
import Testing

private func layout(_ json: String) throws -> AttentionLayout {
    let profile = try ModelProfile(name: "model", configuration: Array(json.utf8), source: "config.json")
    return try profile.requiredLayout()
}

struct ModelConfigurationTests {
    @Test("A configuration gives context, vocabulary and layout, each with its source")
    func whole() throws {
        let json = """
            {"model_type": "llama", "hidden_size": 4096, "num_hidden_layers": 32, "num_attention_heads": 32,
             "num_key_value_heads": 8, "vocab_size": 128256, "max_position_embeddings": 131072,
             "sliding_window": null, "rope_scaling": {"factor": 8.0}}
            """
        let profile = try ModelProfile(name: "llama", configuration: Array(json.utf8), source: "llama/config.json")
        #expect(try profile.requiredContext() == 131_072)
        #expect(profile.vocabularySize == Sourced(128_256, .read, "llama/config.json"))
        #expect(try profile.requiredLayout() == ModelCatalog.profile(named: "llama-3.1-8b").requiredLayout())
    }

    @Test("Layers are told apart by layer_types")
    func layerTypes() throws {
        let types = (0..<48).map { $0 % 4 == 3 ? "\"full_attention\"" : "\"sliding_attention\"" }
        let read = try layout(
            """
            {"num_hidden_layers": 48, "num_attention_heads": 64, "num_key_value_heads": 8, "head_dim": 128,
             "sliding_window": 128, "layer_types": [\(types.joined(separator: ","))]}
            """)
        #expect(try read == ModelCatalog.profile(named: "k-exaone").requiredLayout())
    }

    @Test(
        "A pattern of letters or a period does too",
        arguments: ["\"sliding_window_pattern\": \"LLLG\",", "\"sliding_window_pattern\": 4,", ""])
    func pattern(field: String) throws {
        let read = try layout(
            """
            {"model_type": "exaone4", \(field) "num_hidden_layers": 64, "num_attention_heads": 40,
             "num_key_value_heads": 8, "hidden_size": 5120, "sliding_window": 4096}
            """)
        #expect(try read == ModelCatalog.profile(named: "exaone-4.0-32b").requiredLayout())
    }

    @Test("The last layer is global even where the letters say otherwise")
    func lastLayer() throws {
        let read = try layout(
            """
            {"sliding_window_pattern": "LLLG", "num_hidden_layers": 6, "num_attention_heads": 1, "head_dim": 1,
             "sliding_window": 9}
            """)
        #expect(read.groups.map(\.count) == [4, 2])
    }

    @Test("Latent attention is known by its rank")
    func latent() throws {
        let read = try layout(
            """
            {"num_hidden_layers": 61, "num_attention_heads": 128, "num_key_value_heads": 128, "hidden_size": 7168,
             "kv_lora_rank": 512, "qk_rope_head_dim": 64}
            """)
        #expect(try read == ModelCatalog.profile(named: "deepseek-r1").requiredLayout())
    }

    @Test("The language model of a multimodal one is found")
    func multimodal() throws {
        let read = try layout(
            """
            {"vision_config": {"num_hidden_layers": 7}, "text_config": {"num_hidden_layers": 72,
             "num_attention_heads": 40, "num_key_value_heads": 8, "head_dim": 128}}
            """)
        #expect(try read == ModelCatalog.profile(named: "hyperclova-x-seed-think-32b").requiredLayout())
    }

    @Test("A window that is switched off is none, one that is switched on begins at max_window_layers")
    func switchedWindow() throws {
        let common = "\"num_hidden_layers\": 28, \"num_attention_heads\": 4, \"hidden_size\": 8, \"sliding_window\": 5"
        #expect(try !layout("{\(common), \"use_sliding_window\": false, \"max_window_layers\": 20}").hasSlidingLayers)
        let on = try layout("{\(common), \"use_sliding_window\": true, \"max_window_layers\": 20}")
        #expect(on.groups.map(\.count) == [8, 20])
        #expect(try layout("{\(common), \"model_type\": \"mistral\"}").groups.map(\.count) == [28])
    }

    @Test(
        "What does not settle a layout is refused and not guessed",
        arguments: [
            ("", "not JSON"), ("[1]", "not a JSON object"), ("{}", "no num_hidden_layers"),
            ("{\"num_hidden_layers\": 2}", "no num_attention_heads"),
            ("{\"num_hidden_layers\": 2, \"num_attention_heads\": 3}", "no hidden_size"),
            ("{\"num_hidden_layers\": 2, \"num_attention_heads\": 3, \"hidden_size\": 7}", "no multiple"),
            ("{\"num_hidden_layers\": -2, \"num_attention_heads\": 3, \"hidden_size\": 6}", "positive"),
            (
                "{\"num_hidden_layers\": 2, \"num_attention_heads\": 3, \"hidden_size\": 6, \"sliding_window\": 4}",
                "which layers"
            ),
            (
                "{\"num_hidden_layers\": 2, \"num_attention_heads\": 1, \"head_dim\": 6, \"layer_types\": [\"x\"]}",
                "1 entries for 2 layers"
            ),
            (
                "{\"num_hidden_layers\": 1, \"num_attention_heads\": 1, \"head_dim\": 6, "
                    + "\"layer_types\": [\"linear_attention\"]}", "linear_attention"
            ),
        ])
    func refusals(json: String, reason: String) {
        #expect {
            try layout(json)
        } throws: { error in
            "\(error)".contains(reason)
        }
    }
}
