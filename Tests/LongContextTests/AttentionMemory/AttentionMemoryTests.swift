import LongContext
import Testing

/// Layouts of known models, written out here so that the arithmetic is tested apart from the shipped profiles.
enum KnownLayout: String, CaseIterable, CustomTestStringConvertible {
    case kExaone, exaone4, deepseekR1, gptOss120B, llama8B

    var testDescription: String { rawValue }

    func layout() throws -> AttentionLayout {
        switch self {
        case .kExaone:
            try .interleaved(
                sliding: 36, window: 128, full: 12, queryHeads: 64,
                state: .keysAndValues(heads: 8, headDimension: 128))
        case .exaone4:
            try .interleaved(
                sliding: 48, window: 4096, full: 16, queryHeads: 40,
                state: .keysAndValues(heads: 8, headDimension: 128))
        case .deepseekR1:
            try .full(layers: 61, queryHeads: 128, state: .latent(rank: 512, rotary: 64))
        case .gptOss120B:
            try .interleaved(
                sliding: 18, window: 128, full: 18, queryHeads: 64,
                state: .keysAndValues(heads: 8, headDimension: 64))
        case .llama8B:
            try .full(layers: 32, queryHeads: 32, state: .keysAndValues(heads: 8, headDimension: 128))
        }
    }
}

struct AttentionMemoryTests {
    /// The table of the project's facts, each figure in GiB with the digits printed there, and the exact bytes.
    @Test(
        "The caches of K-EXAONE and EXAONE 4.0 agree with the published table to the last digit",
        arguments: [
            (8_192, 1_342_177_280, "1.250", 421_527_552, "0.393", "68.6", "73.8"),
            (131_072, 9_395_240_960, "8.750", 6_461_325_312, "6.018", "31.2", "74.9"),
            (262_144, 17_985_175_552, "16.75", 12_903_776_256, "12.018", "28.3", "75.0"),
        ])
    func tableOfFacts(
        tokens: Int, oldBytes: Int, oldGiB: String, newBytes: Int, newGiB: String, versusOld: String,
        versusTwin: String
    ) throws {
        let new = try KnownLayout.kExaone.layout()
        let old = try KnownLayout.exaone4.layout()
        #expect(try old.cacheBytes(tokens: tokens, element: .bf16) == oldBytes)
        #expect(try new.cacheBytes(tokens: tokens, element: .bf16) == newBytes)
        let digits = oldGiB.split(separator: ".")[1].count
        #expect(decimal(Double(oldBytes) / 1_073_741_824, digits: digits) == oldGiB)
        #expect(decimal(Double(newBytes) / 1_073_741_824, digits: 3) == newGiB)
        let against = try MemoryComparison(of: new, versus: old, tokens: tokens, element: .bf16)
        let twin = try MemoryComparison(of: new, versus: new.allGlobalTwin, tokens: tokens, element: .bf16)
        #expect(decimal(try #require(against.saving) * 100, digits: 1) == versusOld)
        #expect(decimal(try #require(twin.saving) * 100, digits: 1) == versusTwin)
    }

    @Test("A latent layer keeps one vector and one rotary key for all heads, and nothing doubles")
    func latent() throws {
        let layout = try KnownLayout.deepseekR1.layout()
        #expect(try layout.cacheBytes(tokens: 1, element: .bf16) == 61 * (512 + 64) * 2)
        #expect(try layout.cacheBytes(tokens: 163_840, element: .bf16) == 11_513_364_480)
    }

    @Test("Grouped queries store their few key-value heads only")
    func groupedQueries() throws {
        #expect(try KnownLayout.llama8B.layout().cacheBytes(tokens: 131_072, element: .fp16) == 16 << 30)
    }

    @Test("The element type scales the cache", arguments: zip(CacheElement.allCases, [16, 16, 8, 8, 4]))
    func elements(element: CacheElement, bits: Int) throws {
        let layout = try KnownLayout.llama8B.layout()
        #expect(try layout.cacheBytes(tokens: 1_000, element: element) == 32 * 2 * 8 * 128 * 1_000 * bits / 8)
    }

    @Test("An odd number of half bytes is rounded up in each layer")
    func halfBytes() throws {
        let layout = try AttentionLayout.full(layers: 3, state: .latent(rank: 3, rotary: 0))
        #expect(try layout.cacheBytes(tokens: 1, element: .int4) == 3 * 2)
    }

    @Test("A sliding layer stops growing at its window, to the token", arguments: [1, 127, 128, 129, 5_000])
    func window(tokens: Int) throws {
        let layout = try AttentionLayout(
            groups: [LayerGroup(count: 1, reach: .sliding(window: 128), state: .latent(rank: 1, rotary: 0))])
        #expect(try layout.cacheBytes(tokens: tokens, element: .int8) == min(tokens, 128))
    }

    @Test(
        "An engine that reserves full length for sliding layers takes what the all-global twin takes",
        arguments: KnownLayout.allCases, [1, 4_095, 131_072])
    func engineReserved(known: KnownLayout, tokens: Int) throws {
        let layout = try known.layout()
        let reserved = try layout.cacheBytes(tokens: tokens, element: .bf16, accounting: .engineReserved)
        #expect(try reserved == layout.allGlobalTwin.cacheBytes(tokens: tokens, element: .bf16))
        #expect(try reserved >= layout.cacheBytes(tokens: tokens, element: .bf16))
    }

    @Test("A batch multiplies", arguments: KnownLayout.allCases)
    func batch(known: KnownLayout) throws {
        let layout = try known.layout()
        let one = try layout.cacheBytes(tokens: 7_777, element: .fp8)
        #expect(try layout.cacheBytes(tokens: 7_777, batch: 12, element: .fp8) == 12 * one)
    }

    @Test("The longest sequence within a memory is the last that fits", arguments: KnownLayout.allCases)
    func longest(known: KnownLayout) throws {
        let layout = try known.layout()
        let budget = 5 << 30
        let tokens = try #require(try layout.longestSequence(within: budget, batch: 2, element: .bf16))
        #expect(try layout.cacheBytes(tokens: tokens, batch: 2, element: .bf16) <= budget)
        #expect(try layout.cacheBytes(tokens: tokens + 1, batch: 2, element: .bf16) > budget)
    }

    @Test("Where every layer slides, there is no longest sequence once the windows fit")
    func unbounded() throws {
        let layout = try AttentionLayout(
            groups: [LayerGroup(count: 2, reach: .sliding(window: 8), state: .latent(rank: 1, rotary: 0))])
        #expect(try layout.longestSequence(within: 16, element: .int8) == nil)
        #expect(try layout.longestSequence(within: 15, element: .int8) == 7)
    }

    @Test("Nonsense is refused with the number in question")
    func refusals() throws {
        let layout = try KnownLayout.kExaone.layout()
        #expect(throws: LongContextError.self) { try layout.cacheBytes(tokens: -1, element: .bf16) }
        #expect(throws: LongContextError.self) { try layout.cacheBytes(tokens: 1, batch: 0, element: .bf16) }
        #expect(throws: LongContextError.tooLarge(what: "the key-value cache")) {
            try layout.cacheBytes(tokens: .max, element: .bf16)
        }
        #expect(throws: LongContextError.self) { try AttentionLayout(groups: []) }
        #expect(throws: LongContextError.self) {
            try AttentionLayout.full(layers: 0, state: .latent(rank: 1, rotary: 1))
        }
        #expect(throws: LongContextError.self) {
            try AttentionLayout.interleaved(
                sliding: 1, window: 0, full: 1, state: .keysAndValues(heads: 1, headDimension: 1))
        }
    }

    @Test("A sweep has one row for each length and batch, lengths first")
    func sweep() throws {
        let layout = try KnownLayout.kExaone.layout()
        let rows = try MemoryComparison.sweep(
            of: layout, versus: layout.allGlobalTwin, tokens: [8_192, 32_768], batches: [1, 4], element: .bf16)
        #expect(rows.map(\.tokens) == [8_192, 32_768, 8_192, 32_768])
        #expect(rows.map(\.batch) == [1, 1, 4, 4])
        #expect(rows[2].bytes == 4 * rows[0].bytes)
    }
}

struct AttentionWorkTests {
    /// The pairs counted one by one.
    static func slowly(_ layout: AttentionLayout, tokens: Int) -> Int {
        var pairs = 0
        for group in layout.groups where tokens > 0 {
            for position in 1...tokens {
                switch group.reach {
                case .full: pairs += group.count * position
                case .sliding(let window): pairs += group.count * min(position, window)
                }
            }
        }
        return pairs
    }

    @Test(
        "Reading work equals the pairs counted one by one", arguments: KnownLayout.allCases,
        [0, 1, 127, 128, 129, 5_000])
    func reading(known: KnownLayout, tokens: Int) throws {
        let layout = try known.layout()
        #expect(try layout.readingPairs(tokens: tokens) == Self.slowly(layout, tokens: tokens))
    }

    @Test("Reading work is the sum of the writing work of every token")
    func writing() throws {
        let layout = try KnownLayout.exaone4.layout()
        var sum = 0
        for tokens in 1...9_000 { sum += try layout.writingPairs(tokens: tokens) }
        #expect(try layout.readingPairs(tokens: 9_000) == sum)
    }

    @Test("Lengths that overflow are refused")
    func overflow() throws {
        let layout = try KnownLayout.exaone4.layout()
        #expect(throws: LongContextError.self) { try layout.readingPairs(tokens: 1 << 40) }
        #expect(throws: LongContextError.self) { try layout.readingPairs(tokens: -1) }
    }
}
