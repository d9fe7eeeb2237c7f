public import BytePairEncoding

/// The dangers of merging from units, found by the definition in Documentation/Encoding.md and by nothing else.
///
/// Units are the Hangul syllables, alone and behind a space, and the ideographs U+4E00 to U+9FFF. None is left out here because it could not stand in a
/// text: a property is to be tried there, too.
public struct UnitDangers {
    /// A unit, and a token that must not stand beside it.
    public struct Danger: Sendable {
        public var unit: [UInt8]
        public var neighbour: [UInt8]
        /// Whether the neighbour stands behind the unit, or before it.
        public var isBehind: Bool

        /// The two, side by side.
        public var bytes: [UInt8] { isBehind ? unit + neighbour : neighbour + unit }
    }

    public private(set) var all: [Danger] = []
    /// What each unit becomes by itself.
    public private(set) var tokens: [[UInt8]: [TokenID]] = [:]

    /// - Complexity: O(*m* + *d*), where *m* is the number of merges and *d* that of dangers.
    public init(_ vocabulary: Vocabulary, _ reference: ReferenceEncoder) {
        var firsts: [TokenID: [(unit: Int, highest: Int)]] = [:]
        var lasts = firsts
        let units = Self.units
        for (index, unit) in units.enumerated() {
            let run = reference.run(unit)
            tokens[unit] = run.states.last
            guard let highest = run.ranks.max() else { continue }
            for token in Set(run.states.compactMap(\.first)) { firsts[token, default: []].append((index, highest)) }
            for token in Set(run.states.compactMap(\.last)) { lasts[token, default: []].append((index, highest)) }
        }
        for (index, merge) in vocabulary.merges.enumerated() {
            let rank = vocabulary.order == .listed ? index : merge.result.index
            for place in lasts[merge.left] ?? [] where rank <= place.highest {
                all.append(
                    Danger(unit: units[place.unit], neighbour: Array(vocabulary.tokens[merge.right]), isBehind: true))
            }
            for place in firsts[merge.right] ?? [] where rank <= place.highest {
                all.append(
                    Danger(unit: units[place.unit], neighbour: Array(vocabulary.tokens[merge.left]), isBehind: false))
            }
        }
    }

    /// The tokens of a piece's units and the bytes between them, whatever stands beside them: where merging from
    /// units would start if there were no condition.
    public func carelessStart(_ piece: [UInt8], _ vocabulary: Vocabulary) -> [TokenID] {
        var ids: [TokenID] = []
        var offset = 0
        while offset < piece.count {
            let length = [4, 3].first {
                offset + $0 <= piece.count && tokens[Array(piece[offset..<offset + $0])] != nil
            }
            if let length {
                ids += tokens[Array(piece[offset..<offset + length])] ?? []
            } else {
                ids.append(vocabulary.byteTokens[Int(piece[offset])])
            }
            offset += length ?? 1
        }
        return ids
    }

    static let units: [[UInt8]] =
        characters(0xAC00...0xD7A3).flatMap { [$0, [0x20] + $0] } + characters(0x4E00...0x9FFF)

    private static func characters(_ range: ClosedRange<UInt32>) -> [[UInt8]] {
        range.compactMap(Unicode.Scalar.init).map { Array(String(Character($0)).utf8) }
    }
}
