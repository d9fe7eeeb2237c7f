import Hangul
import Testing

@Suite struct SyllableBlocksTests {
    private func utf8(_ scalars: [UInt32]) -> [UInt8] {
        scalars.flatMap { value in Unicode.Scalar(value).map { Array(String($0).utf8) } ?? [] }
    }

    private func kinds(_ scalars: [UInt32]) -> [SyllableBlock.Kind] {
        SyllableBlocks(utf8(scalars)).map(\.kind)
    }

    /// Blocks as the oracle counts them.
    private func found(_ bytes: [UInt8]) -> [BlockOracle.Block] {
        SyllableBlocks(bytes).map { block in
            BlockOracle.Block(kind: block.kind, count: bytes[block.range].count { $0 & 0xC0 != 0x80 })
        }
    }

    private static let leading = Array(UInt32(0x1100)...0x115F) + Array(0xA960...0xA97C)
    private static let vowels = Array(UInt32(0x1160)...0x11A7) + Array(0xD7B0...0xD7C6)
    private static let trailing = Array(UInt32(0x11A8)...0x11FF) + Array(0xD7CB...0xD7FB)
    private static let others: [UInt32] = [
        0xAC00, 0xAC01, 0xD788, 0xD7A3, 0x302E, 0x302F, 0x3131, 0x314F, 0x3164, 0xFFA0, 0xFFA1, 0xFFC2, 0x3200, 0x41,
        0x20,
        0x4E00, 0x3002, 0x1200, 0x10FF, 0xD7C7, 0xA97D, 0x302D, 0x1F600,
    ]

    @Test("Every kind is told from the others")
    func eachKind() {
        #expect(kinds([0x41, 0x20, 0x4E00]) == [.other])
        #expect(kinds([0xD55C]) == [.syllable])
        #expect(kinds([0x1112, 0x1161, 0x11AB]) == [.decomposed])
        #expect(kinds([0xD558, 0x11AB]) == [.decomposed])
        #expect(kinds([0x1112, 0x119E, 0x11AB]) == [.old])
        #expect(kinds([0x1109, 0x1109, 0x1161]) == [.old])
        #expect(kinds([0xAC00, 0x11EB]) == [.halfComposed])
        #expect(kinds([0x1109, 0xC0AC]) == [.halfComposed])
        #expect(kinds([0xAC01, 0x11A8]) == [.halfComposed])
        #expect(kinds([0x1100]) == [.isolated])
        #expect(kinds([0x115F, 0x1161]) == [.isolated])
        #expect(kinds([0x1100, 0x1160]) == [.isolated])
        #expect(kinds([0x115F, 0x1160]) == [.filler])
        #expect(kinds([0x3164, 0xFFA0]) == [.filler, .filler])
        #expect(kinds([0x314B, 0x314B]) == [.compatibility, .compatibility])
        #expect(kinds([0xFFA1]) == [.halfwidth])
        #expect(kinds([0x302E]) == [.toneMark])
        #expect(kinds([0x3260]) == [.enclosed])
        // The tone mark ends the block: the trailing consonant behind it is stray.
        #expect(kinds([0xAC00, 0x302E, 0x11AB]) == [.syllable, .isolated])
    }

    @Test("A block tells its parts")
    func parts() throws {
        let bytes = utf8([0x1107, 0x1109, 0x1100, 0x1173, 0x1175, 0x11AF, 0x302F])
        let block = try #require(Array(SyllableBlocks(bytes)).first)
        #expect(block.range == 0..<21)
        #expect((block.leadingCount, block.vowelCount, block.trailingCount) == (3, 2, 1))
        #expect(block.hasToneMark && block.isSyllable)
        let half = utf8([0xAC01, 0x11EB])
        let second = try #require(Array(SyllableBlocks(half)).first)
        #expect(second.jamo(in: half) == [0x1100, 0x1161, 0x11A8, 0x11EB])
    }

    @Test("All pairs of jamo, modern and old, with syllables, marks and others, are cut as the oracle cuts them")
    func pairs() {
        let all = Self.leading + Self.vowels + Self.trailing + Self.others
        let letters = all.map(BlockOracle.letter)
        var expected: [String: [BlockOracle.Block]] = [:]
        for (first, firstLetter) in zip(all, letters) {
            for (second, secondLetter) in zip(all, letters) {
                let word = String([firstLetter, secondLetter])
                let blocks = expected[word] ?? BlockOracle.blocks(word)
                expected[word] = blocks
                if found(utf8([first, second])) != blocks {
                    Issue.record(
                        "\(String(first, radix: 16)) \(String(second, radix: 16)) \(found(utf8([first, second])))")
                    return
                }
            }
        }
    }

    /// All triples of the modern set, and of the old set in release builds (46 million); a part of them in debug
    /// builds, which are forty times slower.
    @Test("All triples of jamo are cut as the oracle cuts them", arguments: [false, true])
    func triples(isOld: Bool) {
        let modern = Self.vowels[1...21] + Self.trailing[..<27]
        let extra: [UInt32] = [0x115F, 0x1160, 0xAC00, 0xAC01, 0x302E, 0x11C3, 0x1113, 0x119E]
        let all =
            isOld
            ? Self.leading + Self.vowels + Self.trailing + [0xAC00, 0xAC01, 0x302E]
            : Self.leading[..<19] + modern + extra
        let letters = all.map(BlockOracle.letter)
        let encoded = all.map { utf8([$0]) }
        // The oracle is asked once for each triple of classes.
        var expected: [String: [BlockOracle.Block]] = [:]
        for first in Set(letters) {
            for second in Set(letters) {
                for third in Set(letters) {
                    let word = String([first, second, third])
                    expected[word] = BlockOracle.blocks(word)
                }
            }
        }
        var step = 1
        #if DEBUG
        step = isOld ? 61 : 5
        #endif
        var start = 0
        for first in all.indices {
            for second in all.indices {
                start += 1
                for third in stride(from: start % step, to: all.count, by: step) {
                    let bytes = encoded[first] + encoded[second] + encoded[third]
                    let blocks = expected[String([letters[first], letters[second], letters[third]])]
                    if found(bytes) != blocks {
                        Issue.record("\(all[first]) \(all[second]) \(all[third]): \(found(bytes))")
                        return
                    }
                }
            }
        }
    }

    @Test(
        "Blocks cover random text with invalid bytes without gap or overlap, never cutting a cluster", arguments: 0..<30
    )
    func cover(seed: UInt64) {
        var generator = SeededGenerator(state: seed &* 0x9E37_79B9_7F4A_7C15)
        let all = Self.leading + Self.vowels + Self.trailing + Self.others
        var bytes: [UInt8] = []
        for _ in 0..<300 {
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: bytes.append(UInt8.random(in: 0x80...0xFF, using: &generator))
            case 1: bytes += utf8([UInt32.random(in: 0xAC00...0xD7A3, using: &generator)])
            case 2: bytes += [0xEA, 0xB0]
            default: bytes += utf8([all.randomElement(using: &generator) ?? 0x41])
            }
        }
        var end = 0
        for block in SyllableBlocks(bytes) {
            #expect(block.range.lowerBound == end && !block.range.isEmpty)
            end = block.range.upperBound
            if block.kind != .other {
                let text = String(decoding: bytes[block.range], as: UTF8.self)
                #expect(text.count == 1, "one grapheme cluster")
                #expect(Array(text.utf8) == Array(bytes[block.range]))
            }
        }
        #expect(end == bytes.count)
    }
}

/// SplitMix64: small, and the same on every machine.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
