extension AttentionLayout {
    /// The layout in a few words: `36 sliding (128) + 12 full, 64/8 heads of 128`.
    public var summary: String {
        let parts = groups.map { group in
            switch group.reach {
            case .full: groups.count == 1 ? "\(group.count) full layers" : "\(group.count) full"
            case .sliding(let window): "\(group.count) sliding (\(Figures.grouped(window)))"
            }
        }
        var states: [String] = []
        for group in groups {
            let state =
                switch group.state {
                case .keysAndValues(let heads, let dimension):
                    (queryHeads.map { "\($0)/" } ?? "") + "\(heads) heads of \(dimension)"
                case .latent(let rank, let rotary):
                    (queryHeads.map { "\($0) heads, " } ?? "") + "MLA \(rank)+\(rotary)"
                }
            if states.last != state { states.append(state) }
        }
        return parts.joined(separator: " + ") + ", " + states.joined(separator: "; ")
    }
}
