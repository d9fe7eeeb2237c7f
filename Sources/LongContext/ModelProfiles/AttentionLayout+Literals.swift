/// Layouts for the shipped profiles, which are written down and not read, and so cannot throw.
/// A test puts every one of them through the checks of ``AttentionLayout/init(groups:queryHeads:)``.
extension AttentionLayout {
    static func fullHeads(layers: Int, queryHeads: Int, heads: Int, dimension: Int) -> AttentionLayout {
        AttentionLayout(
            checked: [
                LayerGroup(
                    count: layers, reach: .full, state: .keysAndValues(heads: heads, headDimension: dimension))
            ],
            queryHeads: queryHeads)
    }

    static func fullLatent(layers: Int, queryHeads: Int, rank: Int, rotary: Int) -> AttentionLayout {
        AttentionLayout(
            checked: [LayerGroup(count: layers, reach: .full, state: .latent(rank: rank, rotary: rotary))],
            queryHeads: queryHeads)
    }

    static func interleavedHeads(
        sliding: Int, window: Int, full: Int, queryHeads: Int, heads: Int, dimension: Int
    ) -> AttentionLayout {
        let state = LayerState.keysAndValues(heads: heads, headDimension: dimension)
        return AttentionLayout(
            checked: [
                LayerGroup(count: sliding, reach: .sliding(window: window), state: state),
                LayerGroup(count: full, reach: .full, state: state),
            ],
            queryHeads: queryHeads)
    }

    static func interleavedLatent(
        sliding: Int, window: Int, full: Int, queryHeads: Int, rank: Int, rotary: Int
    ) -> AttentionLayout {
        let state = LayerState.latent(rank: rank, rotary: rotary)
        return AttentionLayout(
            checked: [
                LayerGroup(count: sliding, reach: .sliding(window: window), state: state),
                LayerGroup(count: full, reach: .full, state: state),
            ],
            queryHeads: queryHeads)
    }
}
