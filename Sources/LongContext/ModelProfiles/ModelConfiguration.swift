internal import JSONBytes

/// A Hugging Face `config.json`, as far as memory and context depend on it.
///
/// The names of the fields differ between model families, and what is not written down has a default in the family's
/// code. Where neither settles the layout, reading fails instead of guessing.
struct ModelConfiguration {
    private let root: JSONValue
    /// The part that describes the language model; in multimodal models it is one level down.
    private let text: JSONValue

    init(_ json: [UInt8]) throws(LongContextError) {
        do {
            root = try JSONValue(parsing: json)
        } catch {
            throw .configuration("it is not JSON: \(error)")
        }
        guard case .object = root else { throw .configuration("it is not a JSON object") }
        let inner = ["text_config", "llm_config", "language_config"].lazy.compactMap { [root] in root[$0] }.first
        text = if let inner, case .object = inner { inner } else { root }
    }

    /// The first of the fields that is there and not null.
    private func value(_ names: String...) -> JSONValue? {
        for name in names {
            if let found = text[name] ?? root[name], !found.isNull { return found }
        }
        return nil
    }

    private func positive(_ value: JSONValue?, _ what: String) throws(LongContextError) -> Int? {
        guard let value else { return nil }
        guard let number = value.intValue, number > 0 else {
            throw .configuration("\(what) is not a positive whole number")
        }
        return number
    }

    private func required(_ value: JSONValue?, _ what: String) throws(LongContextError) -> Int {
        guard let number = try positive(value, what) else { throw .configuration("it has no \(what)") }
        return number
    }

    var modelType: String? { value("model_type")?.stringValue }

    func vocabularySize() throws(LongContextError) -> Int? {
        try positive(value("vocab_size"), "vocab_size")
    }

    func positions() throws(LongContextError) -> Int? {
        try positive(
            value("max_position_embeddings", "n_positions", "max_seq_len", "seq_length", "model_max_length"),
            "max_position_embeddings")
    }

    func layout() throws(LongContextError) -> AttentionLayout {
        let layers = try required(value("num_hidden_layers", "num_layers", "n_layer", "n_layers"), "num_hidden_layers")
        let queryHeads = try required(
            value("num_attention_heads", "n_head", "n_heads", "num_heads"), "num_attention_heads")
        guard layers <= 1 << 14 else { throw .configuration("num_hidden_layers is \(layers)") }
        let state = try state(queryHeads: queryHeads)
        let reaches = try reaches(layers: layers)
        // Sliding layers first, as in the shipped profiles.
        var groups: [LayerGroup] = []
        for reach in Set(reaches).sorted(by: { $0.tokensKept(of: .max) < $1.tokensKept(of: .max) }) {
            groups.append(LayerGroup(count: reaches.count { $0 == reach }, reach: reach, state: state))
        }
        return try AttentionLayout(groups: groups, queryHeads: queryHeads)
    }

    private func state(queryHeads: Int) throws(LongContextError) -> LayerState {
        if let rank = try positive(value("kv_lora_rank"), "kv_lora_rank") {
            return .latent(rank: rank, rotary: try required(value("qk_rope_head_dim"), "qk_rope_head_dim"))
        }
        let heads =
            try positive(value("num_key_value_heads", "num_kv_heads", "n_head_kv"), "num_key_value_heads")
            ?? (value("multi_query")?.boolValue == true ? 1 : queryHeads)
        if let dimension = try positive(value("head_dim"), "head_dim") {
            return .keysAndValues(heads: heads, headDimension: dimension)
        }
        let hidden = try required(value("hidden_size", "n_embd", "d_model"), "hidden_size or head_dim")
        guard hidden % queryHeads == 0 else {
            throw .configuration(
                "hidden_size \(hidden) is no multiple of \(queryHeads) heads, and there is no head_dim")
        }
        return .keysAndValues(heads: heads, headDimension: hidden / queryHeads)
    }

    /// How far each layer looks back, in the order of the layers.
    private func reaches(layers: Int) throws(LongContextError) -> [LayerReach] {
        let window = try positive(value("sliding_window"), "sliding_window")
        if let types = value("layer_types")?.arrayValue {
            guard types.count == layers else {
                throw .configuration("layer_types has \(types.count) entries for \(layers) layers")
            }
            return try types.map { (type) throws(LongContextError) in
                switch type.stringValue {
                case "full_attention": return .full
                case "sliding_attention":
                    guard let window else { throw .configuration("it has sliding layers but no sliding_window") }
                    return .sliding(window: window)
                default:
                    throw .configuration("layers of type \(type.stringValue ?? "?") keep no key-value cache known here")
                }
            }
        }
        guard let window, value("use_sliding_window")?.boolValue != false else {
            return Array(repeating: .full, count: layers)
        }
        let slides = try slidingLayers(layers)
        return slides.map { $0 ? .sliding(window: window) : .full }
    }

    /// Which layers slide, where the file gives a window but no list of layers.
    private func slidingLayers(_ layers: Int) throws(LongContextError) -> [Bool] {
        let pattern = value("sliding_window_pattern", "_sliding_window_pattern")
        if let letters = pattern?.stringBytes {
            guard !letters.isEmpty, letters.allSatisfy({ $0 == UInt8(ascii: "L") || $0 == UInt8(ascii: "G") }) else {
                throw .configuration("sliding_window_pattern is no row of L and G")
            }
            // The last layer is global whatever the pattern says.
            return (0..<layers).map { $0 < layers - 1 && letters[$0 % letters.count] == UInt8(ascii: "L") }
        }
        if let period = try positive(pattern, "sliding_window_pattern") ?? defaultPeriod {
            return (0..<layers).map { ($0 + 1) % period != 0 }
        }
        if value("use_sliding_window")?.boolValue == true {
            // Qwen2: the layers from max_window_layers on.
            let first = try required(value("max_window_layers"), "max_window_layers")
            return (0..<layers).map { $0 >= first }
        }
        switch modelType {
        case "mistral", "mixtral", "ministral", "phi3", "starcoder2": return Array(repeating: true, count: layers)
        default:
            throw .configuration(
                "it has a sliding window, but neither layer_types nor sliding_window_pattern says which layers use it")
        }
    }

    /// Every how manieth layer is global in families that leave it to their code.
    private var defaultPeriod: Int? {
        switch modelType {
        case "gemma2", "gpt_oss": 2
        case "exaone4", "exaone_moe", "cohere2": 4
        case "gemma3", "gemma3_text": 6
        default: nil
        }
    }
}

extension ModelProfile {
    /// A profile from a model's `config.json`, as published on Hugging Face.
    ///
    /// Understood are full, sliding and interleaved attention with key-value heads, and multi-head latent attention.
    ///
    /// - Parameters:
    ///   - name: what to call the model; its folder, say.
    ///   - source: where the bytes come from, for the source of every value.
    /// - Throws: ``LongContextError/configuration(_:)`` where the file does not settle the layout.
    public init(name: String, configuration json: [UInt8], source: String) throws(LongContextError) {
        let configuration = try ModelConfiguration(json)
        self.init(
            identifier: name, name: name, vendor: "",
            vocabularySize: try configuration.vocabularySize().map { Sourced($0, .read, source) },
            contexts: try configuration.positions().map { [Sourced(ContextLimit($0, "positions"), .read, source)] }
                ?? [],
            layout: Sourced(try configuration.layout(), .read, source),
            notes: configuration.modelType.map { ["model_type \($0)"] } ?? [])
    }
}
