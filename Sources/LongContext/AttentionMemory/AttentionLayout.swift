/// What one layer of a model keeps in its cache for one token.
public enum LayerState: Sendable, Hashable {
    /// Keys and values for each key-value head (multi-head and grouped-query attention):
    /// `2 × heads × headDimension` elements.
    case keysAndValues(heads: Int, headDimension: Int)
    /// Multi-head latent attention (DeepSeek-V2, arXiv 2405.04434, section 2.1): one compressed vector for all heads
    /// and one decoupled rotary key, `rank + rotary` elements. Values are rebuilt from the latent, so nothing doubles.
    case latent(rank: Int, rotary: Int)

    /// Elements kept for one token.
    public var elementsPerToken: Int {
        switch self {
        case .keysAndValues(let heads, let headDimension): 2 * heads * headDimension
        case .latent(let rank, let rotary): rank + rotary
        }
    }
}

/// How far back a layer looks.
public enum LayerReach: Sendable, Hashable {
    /// Every earlier token.
    case full
    /// The last `window` tokens, the current one included.
    case sliding(window: Int)

    /// Tokens that must be kept of a sequence of `tokens`.
    public func tokensKept(of tokens: Int) -> Int {
        switch self {
        case .full: tokens
        case .sliding(let window): min(window, tokens)
        }
    }
}

/// Layers of one kind; their order in the model does not matter for memory.
public struct LayerGroup: Sendable, Hashable {
    /// How many layers are of this kind.
    public let count: Int
    public let reach: LayerReach
    public let state: LayerState

    public init(count: Int, reach: LayerReach, state: LayerState) {
        self.count = count
        self.reach = reach
        self.state = state
    }
}

/// The attention layers of a model, as far as memory and attention work depend on them.
///
/// ```swift
/// let layout = try AttentionLayout.interleaved(
///     sliding: 36, window: 128, full: 12, queryHeads: 64, state: .keysAndValues(heads: 8, headDimension: 128))
/// try layout.cacheBytes(tokens: 262_144, element: .bf16)  // 12,903,776,256
/// ```
///
/// Layers that only serve multi-token prediction are left out: they are not needed to process a document, and engines
/// differ in whether they load them.
public struct AttentionLayout: Sendable, Hashable {
    public let groups: [LayerGroup]
    /// Query heads of a layer; only attention work depends on it, memory does not. `nil` where unknown.
    public let queryHeads: Int?

    /// - Throws: ``LongContextError/outOfRange(what:value:allowed:)`` for a layer count, window, head count, rank or
    ///   dimension that is not positive, and for absurd ones (more than 2^20).
    public init(groups: [LayerGroup], queryHeads: Int? = nil) throws(LongContextError) {
        func check(_ value: Int, _ what: String, from least: Int = 1) throws(LongContextError) {
            guard value >= least, value <= 1 << 20 else {
                throw .outOfRange(what: what, value: value, allowed: "from \(least) to \(1 << 20)")
            }
        }
        try check(groups.count, "the number of layer groups")
        for group in groups {
            try check(group.count, "the number of layers in a group")
            // Windows are lengths of text, so they may be longer than any other number here.
            if case .sliding(let window) = group.reach, !(1...1 << 40).contains(window) {
                throw .outOfRange(what: "the sliding window", value: window, allowed: "from 1 to \(1 << 40)")
            }
            switch group.state {
            case .keysAndValues(let heads, let headDimension):
                try check(heads, "the number of key-value heads")
                try check(headDimension, "the head dimension")
            case .latent(let rank, let rotary):
                try check(rank, "the latent rank")
                try check(rotary, "the rotary dimension", from: 0)
            }
        }
        if let queryHeads { try check(queryHeads, "the number of query heads") }
        self.groups = groups
        self.queryHeads = queryHeads
    }

    /// All layers attend to everything.
    public static func full(
        layers: Int, queryHeads: Int? = nil, state: LayerState
    ) throws(LongContextError) -> AttentionLayout {
        try AttentionLayout(
            groups: [LayerGroup(count: layers, reach: .full, state: state)], queryHeads: queryHeads)
    }

    /// Sliding layers between full ones, all with the same state.
    public static func interleaved(
        sliding: Int, window: Int, full: Int, queryHeads: Int? = nil, state: LayerState
    ) throws(LongContextError) -> AttentionLayout {
        try AttentionLayout(
            groups: [
                LayerGroup(count: sliding, reach: .sliding(window: window), state: state),
                LayerGroup(count: full, reach: .full, state: state),
            ],
            queryHeads: queryHeads)
    }

    /// All layers together.
    public var layers: Int { groups.reduce(0) { $0 + $1.count } }

    /// Whether some layer keeps less than the whole sequence.
    public var hasSlidingLayers: Bool {
        groups.contains { if case .sliding = $0.reach { true } else { false } }
    }

    /// The same model with every layer made global: what a vendor may mean by "saves memory" without a predecessor.
    public var allGlobalTwin: AttentionLayout {
        AttentionLayout(
            checked: groups.map { LayerGroup(count: $0.count, reach: .full, state: $0.state) },
            queryHeads: queryHeads)
    }

    init(checked groups: [LayerGroup], queryHeads: Int?) {
        self.groups = groups
        self.queryHeads = queryHeads
    }
}
