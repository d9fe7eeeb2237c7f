extension AttentionLayout {
    /// Query-key pairs that attention looks at while reading a document of `tokens` tokens, over all layers.
    ///
    /// A full layer compares token *i* with *i* tokens, a sliding one with at most its window. This is the part of
    /// computation that hybrid attention saves; the rest (projections, experts) is the same for every token.
    ///
    /// - Throws: ``LongContextError``, for a negative or an absurd length.
    /// - Complexity: O(*g*) in the number of layer groups.
    public func readingPairs(tokens: Int) throws(LongContextError) -> Int {
        try sumOverLayers(tokens: tokens) { reach throws(LongContextError) in
            let kept = reach.tokensKept(of: tokens)
            // The first `kept` tokens see 1, 2, … kept tokens; the rest see `kept` each.
            var ramp = CheckedCount(what: "the attention work", kept)
            try ramp.multiply(by: kept + 1)
            var rest = CheckedCount(what: "the attention work", tokens - kept)
            try rest.multiply(by: kept)
            try rest.add(ramp.value / 2)
            return rest.value
        }
    }

    /// Query-key pairs that attention looks at to write one more token after `tokens` tokens, over all layers.
    public func writingPairs(tokens: Int) throws(LongContextError) -> Int {
        try sumOverLayers(tokens: tokens) { $0.tokensKept(of: tokens) }
    }

    private func sumOverLayers(
        tokens: Int, _ pairs: (LayerReach) throws(LongContextError) -> Int
    ) throws(LongContextError) -> Int {
        guard (0...1 << 40).contains(tokens) else {
            throw .outOfRange(what: "the number of tokens", value: tokens, allowed: "from 0 to \(1 << 40)")
        }
        var total = CheckedCount(what: "the attention work")
        for group in groups {
            var layer = CheckedCount(what: "the attention work", try pairs(group.reach))
            try layer.multiply(by: group.count)
            try total.add(layer.value)
        }
        return total.value
    }
}
