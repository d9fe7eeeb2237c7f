/// A corpus as training sees it: how often each piece occurs, in each group of sources.
public struct CountedCorpus: Sendable {
    /// The counts of the sources that share a name (`ko`, `en`, `code`), so that each can be given its share.
    public struct Group: Sendable {
        public var name: String
        public var counts: PieceCounts

        public init(name: String, counts: PieceCounts) {
            self.name = name
            self.counts = counts
        }
    }

    public var identity: CountIdentity
    /// Counts are in units of one over this: sources may have weights that are no whole numbers.
    public var scale: Int
    /// In the order of their names' bytes; without groups there is one with an empty name.
    public var groups: [Group]

    public init(identity: CountIdentity, scale: Int = 1, groups: [Group]) {
        self.identity = identity
        self.scale = scale
        self.groups = groups
    }

    /// The number of distinct pieces, each group for itself.
    public var distinctCount: Int { groups.reduce(0) { $0 + $1.counts.count } }

    /// Adds the counts of another part of the corpus.
    ///
    /// Scales are brought to their least common multiple and groups are matched by name, so the sum is the same
    /// whatever the parts and their order.
    ///
    /// - Throws: `TrainingError.countsDiffer` where text was normalized or split in another way, or `.countOverflow`.
    public mutating func add(_ other: CountedCorpus) throws(TrainingError) {
        guard identity == other.identity else { throw .countsDiffer(identity, other.identity) }
        let common = try ExactFactor.leastCommonMultiple(scale, other.scale)
        try rescale(to: common)
        for var group in other.groups {
            try group.counts.scale(by: common / other.scale)
            if let index = groups.firstIndex(where: { Array($0.name.utf8) == Array(group.name.utf8) }) {
                try groups[index].counts.add(group.counts)
            } else {
                groups.append(group)
            }
        }
        groups.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// Counts a piece of a group, which is made if it is new.
    mutating func add(_ piece: Span<UInt8>, count: Int, group name: ArraySlice<UInt8>) throws(TrainingError) {
        if let index = groups.firstIndex(where: { $0.name.utf8.elementsEqual(name) }) {
            try groups[index].counts.add(piece, count: count)
        } else {
            var counts = PieceCounts()
            try counts.add(piece, count: count)
            groups.append(Group(name: String(decoding: name, as: UTF8.self), counts: counts))
        }
    }

    /// Leaves out pieces that a group has less often.
    ///
    /// - Parameter minimum: in units of one, whatever the scale.
    public mutating func removeRare(below minimum: Int) throws(TrainingError) {
        let scaled = try Self.minimum(minimum, scale: scale)
        guard scaled > 1 else { return }
        for index in groups.indices { groups[index].counts = try groups[index].counts.withoutRare(below: scaled) }
    }

    /// The least count that is kept, in units of one over the scale; weights below one make counts below a whole one,
    /// which only a minimum above 1 leaves out.
    static func minimum(_ count: Int, scale: Int) throws(TrainingError) -> Int {
        count > 1 ? try PairRules.scaled(count, scale) : 1
    }

    private mutating func rescale(to common: Int) throws(TrainingError) {
        for index in groups.indices { try groups[index].counts.scale(by: common / scale) }
        scale = common
    }
}
