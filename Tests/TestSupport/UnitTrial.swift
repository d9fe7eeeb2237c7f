public import BytePairEncoding

/// Tries the theorem of Documentation/Encoding.md on a vocabulary: merging from units against merging from bytes.
///
/// The words are made of what the vocabulary itself knows: its syllables, its tokens and the neighbours that are
/// dangerous to its units, with spaces, jamo, ASCII and digits between.
public struct UnitTrial {
    /// Pieces and texts that were compared.
    public private(set) var compared = 0
    /// Pieces that were also compared with the reference encoder.
    public private(set) var referred = 0
    /// Of those, the pieces that would be wrong if units were started from whatever stands beside them.
    public private(set) var needing = 0
    /// What came out different: at most ten.
    public private(set) var different: [[UInt8]] = []
    public let dangers: UnitDangers
    /// Different syllables and ideographs in the vocabulary's tokens.
    public let syllableCount: Int

    private let vocabulary: Vocabulary
    private let reference: ReferenceEncoder
    private let fromUnits: TextEncoder
    private let fromBytes: TextEncoder
    /// The syllables and ideographs of the tokens, as often as they are there.
    private let syllables: [[UInt8]]
    private var generator: SeededGenerator

    public init(_ vocabulary: Vocabulary, _ preTokenizer: PreTokenizer, seed: UInt64) {
        self.vocabulary = vocabulary
        reference = ReferenceEncoder(vocabulary)
        dangers = UnitDangers(vocabulary, reference)
        fromUnits = TextEncoder(vocabulary, preTokenizer, usesUnits: true)
        fromBytes = TextEncoder(vocabulary, preTokenizer, cacheBytes: 0, usesUnits: false)
        generator = SeededGenerator(seed: seed)
        let found = Self.syllables(of: vocabulary.tokens)
        syllables = found.isEmpty ? UnitDangers.units : found
        syllableCount = Set(found).count
    }

    /// Compares every unit by itself and every dangerous neighbour beside its unit.
    ///
    /// - Parameter step: of how many of each one is taken.
    public mutating func tryUnits(step: Int = 1) {
        for index in stride(from: 0, to: UnitDangers.units.count, by: step) { compare(UnitDangers.units[index]) }
        for index in stride(from: 0, to: dangers.all.count, by: step) { compare(dangers.all[index].bytes) }
    }

    /// Compares words, and texts of them.
    ///
    /// - Parameters:
    ///   - count: how many words.
    ///   - step: of how many words one is also compared with the reference encoder.
    public mutating func tryWords(_ count: Int, referenceEvery step: Int) {
        var text: [UInt8] = []
        for index in 0..<count {
            let word = nextWord()
            compare(word, withReference: index % step == 0)
            text += word
            text += [[0x20], [0x0A], [], [0x2E, 0x20]][Int.random(in: 0..<4, using: &generator)]
            if text.count > 5000 || index == count - 1 {
                var ids: [TokenID] = []
                var expected: [TokenID] = []
                fromUnits.encode(text.span, into: &ids)
                fromBytes.encode(text.span, into: &expected)
                note(text, isSame: ids == expected && fromUnits.count(text.span) == ids.count)
                text.removeAll()
            }
        }
    }

    private mutating func compare(_ piece: [UInt8], withReference: Bool = false) {
        var ids: [TokenID] = []
        var expected: [TokenID] = []
        fromUnits.encodePiece(piece.span, into: &ids)
        fromBytes.encodePiece(piece.span, into: &expected)
        note(piece, isSame: ids == expected)
        guard withReference else { return }
        referred += 1
        note(piece, isSame: ids == reference.encode(piece))
        let merged = piece.map { vocabulary.byteTokens[Int($0)] }
        if reference.merge(dangers.carelessStart(piece, vocabulary)) != reference.merge(merged) { needing += 1 }
    }

    private mutating func note(_ piece: [UInt8], isSame: Bool) {
        compared += 1
        if !isSame, different.count < 10 { different.append(piece) }
    }

    /// One to a dozen parts.
    private mutating func nextWord() -> [UInt8] {
        (0..<Int.random(in: 1...12, using: &generator)).flatMap { _ in nextPart() }
    }

    private mutating func nextPart() -> [UInt8] {
        switch Int.random(in: 0..<100, using: &generator) {
        case 0..<55: one(of: syllables)
        case 55..<60: one(of: UnitDangers.units)
        case 60..<68: randomToken()
        case 68..<82: dangers.all.randomElement(using: &generator)?.bytes ?? one(of: syllables)
        case 82..<91: [0x20]
        case 91..<93: [UInt8.random(in: 0x30...0x39, using: &generator)]
        case 93..<95: [UInt8.random(in: 0x21...0x7E, using: &generator)]
        case 95..<97: utf8(UInt32.random(in: 0x1100...0x11FF, using: &generator))
        case 97..<99: utf8(UInt32.random(in: 0x3131...0x318E, using: &generator))
        default: [UInt8.random(in: 0x80...0xFF, using: &generator)]
        }
    }

    private mutating func one(of list: [[UInt8]]) -> [UInt8] {
        list.randomElement(using: &generator) ?? []
    }

    private mutating func randomToken() -> [UInt8] {
        Array(vocabulary.tokens[TokenID(index: Int.random(in: 0..<vocabulary.tokens.count, using: &generator))])
    }

    private func utf8(_ codePoint: UInt32) -> [UInt8] {
        Unicode.Scalar(codePoint).map { Array(String(Character($0)).utf8) } ?? []
    }

    /// The whole syllables and ideographs in the bytes of all tokens.
    private static func syllables(of tokens: TokenTable) -> [[UInt8]] {
        var found: [[UInt8]] = []
        let bytes = tokens.bytes
        for index in 0..<tokens.count {
            let range = tokens.range(of: TokenID(index: index))
            var offset = range.lowerBound
            while offset + 3 <= range.upperBound {
                let syllable = bytes[offset..<offset + 3]
                // U+AC00 to U+D7A3 and U+4E00 to U+9FFF; what lies between in bytes is made of valid characters only.
                let isSyllable =
                    bytes[offset + 1] & 0xC0 == 0x80 && bytes[offset + 2] & 0xC0 == 0x80
                    && [([0xEA, 0xB0, 0x80], [0xED, 0x9E, 0xA3]), ([0xE4, 0xB8, 0x80], [0xE9, 0xBF, 0xBF])].contains {
                        !syllable.lexicographicallyPrecedes($0.0)
                            && !($0.1 as [UInt8]).lexicographicallyPrecedes(syllable)
                    }
                if isSyllable { found.append(Array(syllable)) }
                offset += isSyllable ? 3 : 1
            }
        }
        return found
    }
}
