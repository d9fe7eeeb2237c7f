/// How many of the learnt tokens each group of sources is to get: K-EXAONE's superwords, say, are English, Korean and
/// other languages as 2 : 3 : 1.
public struct GroupShares: Sendable, Equatable {
    public struct Share: Sendable, Equatable {
        public var group: String
        public var part: ExactFactor

        public init(group: String, part: ExactFactor) {
            self.group = group
            self.part = part
        }
    }

    /// Parts of a whole that is their sum.
    public var shares: [Share]

    public init(_ shares: [Share]) {
        self.shares = shares
    }

    /// The parts in the order of a corpus's groups, as whole numbers.
    ///
    /// - Throws: `TrainingError.badSetting` where a share names no group, or a group with text has no share.
    func parts(of corpus: CountedCorpus) throws(TrainingError) -> [Int] {
        var scale = 1
        for share in shares { scale = try ExactFactor.leastCommonMultiple(scale, share.part.denominator) }
        func same(_ one: String, _ other: String) -> Bool { one.utf8.elementsEqual(other.utf8) }
        for share in shares where !corpus.groups.contains(where: { same($0.name, share.group) }) {
            throw .badSetting("no source belongs to the group '\(share.group)': name it in the file of weights")
        }
        var parts: [Int] = []
        for group in corpus.groups {
            if let share = shares.first(where: { same($0.group, group.name) }) {
                let (part, overflow) = share.part.numerator.multipliedReportingOverflow(
                    by: scale / share.part.denominator)
                guard !overflow, part < 1 << 40 else { throw .countOverflow }
                parts.append(part)
            } else {
                guard group.counts.count == 0 else {
                    throw .badSetting("the group '\(group.name)' has text and no share: give it one")
                }
                parts.append(0)
            }
        }
        guard parts.contains(where: { $0 > 0 }) else { throw .badSetting("the shares of all groups are 0") }
        return parts
    }
}
