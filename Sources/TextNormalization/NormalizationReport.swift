/// What a policy finds in texts and what of it it changes, counted by kind.
///
/// ```swift
/// let report = NormalizationReport(.korean, of: [Array("樂 ㅋㅋ".utf8)])   // 樂 as U+F914
/// report[.compatibilityHanja]                                              // found 1, changed 0
/// ```
public struct NormalizationReport: Sendable, Hashable {
    /// How often a feature was seen.
    public struct Count: Sendable, Hashable {
        /// Occurrences in the texts.
        public var found = 0
        /// Occurrences that the policy changed.
        public var changed = 0

        /// A count.
        public init(found: Int = 0, changed: Int = 0) {
            self.found = found
            self.changed = changed
        }
    }

    /// The policy that was applied.
    public let policy: NormalizationPolicy

    /// The number of texts.
    public private(set) var texts = 0

    /// The number of texts with any change.
    public private(set) var changedTexts = 0

    /// Bytes of the texts.
    public private(set) var bytesBefore = 0

    /// Bytes of the normalized texts.
    public private(set) var bytesAfter = 0

    private var counts = [Count](repeating: Count(), count: TextFeature.allCases.count)

    /// A report of no text.
    public init(_ policy: NormalizationPolicy) {
        self.policy = policy
    }

    /// A report of some texts.
    public init(_ policy: NormalizationPolicy, of texts: some Sequence<[UInt8]>) {
        self.init(policy)
        for text in texts { add(text) }
    }

    /// The count of a feature.
    public subscript(feature: TextFeature) -> Count {
        counts[Self.index(feature)]
    }

    /// The features that were found, in a fixed order.
    public var features: [TextFeature] {
        TextFeature.allCases.filter { self[$0].found > 0 }
    }

    /// Adds a text.
    ///
    /// - Complexity: O(*n*); slower than normalizing, since every syllable is looked at.
    public mutating func add(_ text: [UInt8]) {
        let normalizer = Normalizer(policy)
        let normalized = normalizer.normalize(text, recordingEdits: true)
        texts += 1
        changedTexts += normalized.isChanged ? 1 : 0
        bytesBefore += text.count
        bytesAfter += normalized.bytes.count
        let units = TextUnit.units(of: text)
        for unit in units { counts[Self.index(unit.feature)].found += 1 }
        var first = 0
        for edit in normalized.edits?.originalRanges ?? [] {
            while first < units.count, units[first].range.upperBound <= edit.lowerBound { first += 1 }
            var last = first
            while last < units.count, units[last].range.lowerBound < edit.upperBound { last += 1 }
            countChanges(units[first..<last], normalizer, text)
            // A unit may have several edits: a block of which two jamo are marked.
            first = last
        }
    }

    /// Counts those of an edit's units that change by themselves; if none does, it is their order or company.
    private mutating func countChanges(_ units: ArraySlice<TextUnit>, _ normalizer: Normalizer, _ text: [UInt8]) {
        var isExplained = false
        for unit in units where units.count == 1 || normalizer.normalize(Array(text[unit.range])).isChanged {
            counts[Self.index(unit.feature)].changed += 1
            isExplained = true
        }
        if !isExplained, let unit = units.last(where: { $0.feature != .syllable }) ?? units.last {
            counts[Self.index(unit.feature)].changed += 1
        }
    }

    private static func index(_ feature: TextFeature) -> Int {
        TextFeature.allCases.firstIndex(of: feature) ?? 0
    }
}
