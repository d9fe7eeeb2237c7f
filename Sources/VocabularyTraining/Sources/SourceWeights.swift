/// How much each source of a corpus counts, and which group it belongs to: the `--weights` file.
///
/// A line is `name<TAB>factor`, or `name<TAB>factor<TAB>group`. The name may hold `*`; the first line that fits a
/// source decides, and a source that no line fits counts once. Lines that start with `#` and empty lines are comments.
///
/// ```
/// law_*      1/10    ko
/// en_*       2       en
/// ```
public struct SourceWeights: Sendable {
    /// What a line says.
    public struct Rule: Sendable, Equatable {
        public var pattern: [UInt8]
        public var factor: ExactFactor
        public var group: String
    }

    public let rules: [Rule]
    /// The common denominator of all factors.
    public let scale: Int
    /// The names of all groups in the order of their bytes; one empty name where the file has no third column.
    public let groups: [String]

    /// Every source counts once.
    public static let equal = SourceWeights(rules: [], scale: 1, groups: [""])

    private init(rules: [Rule], scale: Int, groups: [String]) {
        self.rules = rules
        self.scale = scale
        self.groups = groups
    }

    /// Reads a file.
    ///
    /// - Parameter path: the file's name, for errors.
    /// - Throws: `TrainingError.badWeights`, with the line.
    public init(parsing bytes: [UInt8], path: String) throws(TrainingError) {
        var rules: [Rule] = []
        var scale = 1
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let line = line.last == 0x0D ? line.dropLast() : line
            if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
            func bad(_ reason: String) -> TrainingError { .badWeights(path: path, line: index + 1, reason: reason) }
            let fields = line.split(separator: 0x09, omittingEmptySubsequences: false)
            guard (2...3).contains(fields.count), !fields[0].isEmpty else {
                throw bad("a line must be a name, a tab and a factor, and may have a tab and a group behind")
            }
            guard let factor = ExactFactor(String(decoding: fields[1], as: UTF8.self)) else {
                throw bad("'\(String(decoding: fields[1], as: UTF8.self))' is no factor such as 2, 0.25 or 1/3")
            }
            scale = try ExactFactor.leastCommonMultiple(scale, factor.denominator)
            let group = fields.count == 3 ? String(decoding: fields[2], as: UTF8.self) : ""
            rules.append(Rule(pattern: Array(fields[0]), factor: factor, group: group))
        }
        for rule in rules {
            let (_, overflow) = rule.factor.numerator.multipliedReportingOverflow(by: scale / rule.factor.denominator)
            guard !overflow else { throw .countOverflow }
        }
        var groups: Set<[UInt8]> = [[]]
        for rule in rules { groups.insert(Array(rule.group.utf8)) }
        self.init(
            rules: rules, scale: scale,
            groups: groups.sorted { $0.lexicographicallyPrecedes($1) }.map { String(decoding: $0, as: UTF8.self) })
    }

    /// A source's weight, in units of one over `scale`, and the index of its group.
    public func weight(of source: [UInt8]) -> (weight: Int, group: Int) {
        guard let rule = rules.first(where: { NamePattern.matches($0.pattern, source) }) else { return (scale, 0) }
        let group = groups.firstIndex { Array($0.utf8) == Array(rule.group.utf8) } ?? 0
        return (rule.factor.numerator * (scale / rule.factor.denominator), group)
    }
}
