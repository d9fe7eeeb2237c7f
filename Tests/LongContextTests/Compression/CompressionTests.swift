import Testing

@testable import LongContext

private func document(
    _ genre: String = "g", characters: Int, tokens: [Int], altered: [Bool?] = []
) -> DocumentMeasure {
    DocumentMeasure(
        name: Array("d".utf8), genre: Array(genre.utf8),
        text: TextMeasure(bytes: characters * 3, characters: characters, eojeol: characters / 4, syllables: characters),
        tokens: tokens, altered: altered)
}

struct TextMeasureTests {
    @Test(
        "Bytes, characters, eojeol and syllables of small texts",
        arguments: [
            ("", 0, 0, 0, 0), ("동해물과 백두산이", 25, 9, 2, 8), ("  a\tb\n", 6, 6, 2, 0),
            ("한글, 漢字 and ㅋㅋ", 25, 13, 4, 2), ("\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}", 18, 6, 1, 2),
            ("가\u{3000}나", 9, 3, 2, 2), ("👍", 4, 1, 1, 0),
        ])
    func texts(text: String, bytes: Int, characters: Int, eojeol: Int, syllables: Int) {
        let measure = TextMeasure(of: Array(text.utf8))
        #expect(
            measure == TextMeasure(bytes: bytes, characters: characters, eojeol: eojeol, syllables: syllables))
    }

    @Test("A byte that is no UTF-8 is a character")
    func invalid() {
        #expect(TextMeasure(of: [0xB0, 0xA1, 0x20, 0xEA, 0xB0]) == TextMeasure(bytes: 5, characters: 5, eojeol: 2))
    }
}

struct LengthGainTests {
    @Test("1.3 times longer is 23.1 % fewer tokens, 30 % fewer tokens is 1.43 times longer")
    func conversion() {
        #expect(decimal(TokenSaving(LengthGain(times: 1.3)).share * 100, digits: 1) == "23.1")
        #expect(decimal(LengthGain(TokenSaving(share: 0.3)).times, digits: 2) == "1.43")
        #expect(LengthGain(tokens: 100, baselineTokens: 130)?.times == 1.3)
        #expect(LengthGain(tokens: 0, baselineTokens: 130) == nil)
    }
}

struct SplitMix64Tests {
    @Test("The numbers are those of the published generator")
    func vector() {
        var generator = SplitMix64(seed: 1_234_567)
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
        #expect(expected.map { _ in generator.next() } == expected)
    }

    @Test("Bounded numbers stay in bounds and reach all of them")
    func bounds() {
        var generator = SplitMix64(seed: 1)
        var counts = [Int](repeating: 0, count: 7)
        for _ in 0..<70_000 { counts[generator.next(below: 7)] += 1 }
        #expect(counts.allSatisfy { (9_500...10_500).contains($0) })
    }
}

struct BootstrapTests {
    @Test("Quantiles are interpolated between neighbours")
    func quantiles() {
        #expect(Quantile.of(sorted: [1, 2, 3, 4], 0.5) == 2.5)
        #expect(Quantile.of(sorted: [1, 2, 3, 4], 0) == 1)
        #expect(Quantile.of(sorted: [1, 2, 3, 4], 1) == 4)
        #expect(Quantile.of(sorted: [7], 0.9) == 7)
    }

    @Test("The same seed gives the same interval, another seed another")
    func reproducible() {
        let rows = (1...50).map { [Double($0), Double($0 * $0 % 17 + 1)] }
        func interval(_ seed: UInt64, _ stream: String) -> ConfidenceInterval? {
            let sums = Bootstrap(resamples: 500, seed: seed).sums(of: rows, stream: Array(stream.utf8))
            return Bootstrap.interval(sums[0], over: sums[1])
        }
        #expect(interval(1, "a") == interval(1, "a"))
        #expect(interval(1, "a") != interval(2, "a"))
        #expect(interval(1, "a") != interval(1, "b"))
    }

    /// Samples of 40 documents from a population whose ratio is known to be 2.
    @Test("About 95 of 100 intervals hold the true value")
    func coverage() throws {
        var generator = SplitMix64(seed: 99)
        var held = 0
        for trial in 0..<300 {
            let rows = (0..<40).map { _ -> [Double] in
                let tokens = Double(50 + generator.next(below: 100))
                let ratio = 1.5 + Double(generator.next(below: 1_000_001)) / 1_000_000
                return [tokens * ratio, tokens]
            }
            let sums = Bootstrap(resamples: 400, seed: UInt64(trial)).sums(of: rows, stream: [])
            let interval = try #require(Bootstrap.interval(sums[0], over: sums[1]))
            if interval.low <= 2, 2 <= interval.high { held += 1 }
        }
        #expect((270...297).contains(held), "\(held) of 300")
    }

    @Test("Equal documents have an interval of no width")
    func noSpread() throws {
        let sums = Bootstrap(resamples: 200).sums(of: Array(repeating: [6, 3], count: 10), stream: [])
        #expect(Bootstrap.interval(sums[0], over: sums[1]) == ConfidenceInterval(low: 2, high: 2))
    }
}

struct DocumentSeriesTests {
    @Test("Sums stay exact however many documents come", arguments: [1, 8_191, 8_192, 8_193, 50_000])
    func sums(count: Int) {
        var series = DocumentSeries()
        for number in 0..<count { series.add([Double(number), 1]) }
        #expect(series.documents == count)
        #expect(series.rows.count < DocumentSeries.capacity || count < DocumentSeries.capacity)
        let sum = series.rows.map { $0[0] }.reduce(0, +)
        #expect(sum == Double(count * (count - 1) / 2))
        let documents = series.rows.map { $0[1] }.reduce(0, +)
        #expect(documents == Double(count))
        #expect(series.isExact == (count < DocumentSeries.capacity))
    }

    @Test("The sample is spread evenly over all documents")
    func sample() {
        var series = DocumentSeries()
        for number in 0..<50_000 { series.add([Double(number)]) }
        let steps = Set(zip(series.sample, series.sample.dropFirst()).map { $1[0] - $0[0] })
        #expect(steps == [8])
        #expect(series.sample.count == 50_000 / 8)
        #expect(series.sample.first == [0])
    }
}

struct CompressionAccumulatorTests {
    @Test("Micro and macro averages are what their names say")
    func averages() throws {
        var accumulator = CompressionAccumulator(tokenizers: ["a", "b"])
        accumulator.add(document("news", characters: 300, tokens: [100, 150]))
        accumulator.add(document("news", characters: 100, tokens: [50, 50]))
        accumulator.add(document("law", characters: 200, tokens: [50, 100]))
        let report = accumulator.report()
        #expect(report.genres.map { String(decoding: $0.name, as: UTF8.self) } == ["news", "law"])
        let news = report.genres[0].tokenizers[0]
        let micro = 400.0 / 150
        #expect(news.charactersPerToken?.value == micro)
        #expect(news.documentMean == 2.5)
        #expect(news.bytesPerToken?.value == 8)
        #expect(news.tokensPerEojeol?.value == 1.5)
        #expect(report.total.tokenizers[0].charactersPerToken?.value == 3)
        let means: [Double?] = [(400.0 / 150 + 4) / 2, 2]
        #expect(report.genreMeans == means)
        #expect(report.total.text.characters == 600)
        #expect(report.total.documents == 3)
    }

    @Test("A comparison goes both ways, in times and in shares")
    func comparison() throws {
        var accumulator = CompressionAccumulator(tokenizers: ["new", "old"])
        for _ in 0..<30 { accumulator.add(document(characters: 100, tokens: [10, 13])) }
        let total = accumulator.report().total
        let there = try #require(total.comparison(of: 0, with: 1))
        let back = try #require(total.comparison(of: 1, with: 0))
        #expect(there.gain.times == 1.3)
        #expect(there.interval == ConfidenceInterval(low: 1.3, high: 1.3))
        #expect(decimal(there.saving.share * 100, digits: 1) == "23.1")
        #expect(decimal(try #require(there.savingInterval).low * 100, digits: 1) == "23.1")
        #expect(abs(back.gain.times * 1.3 - 1) < 1e-12)
        #expect(total.comparison(of: 0, with: 0) == nil)
    }

    @Test("Tokens of the same documents are compared in pairs: what both share cancels")
    func paired() throws {
        var accumulator = CompressionAccumulator(tokenizers: ["new", "old"])
        var generator = SplitMix64(seed: 5)
        for _ in 0..<60 {
            let tokens = 10 + generator.next(below: 1_000)
            accumulator.add(document(characters: 1_000, tokens: [tokens, 2 * tokens]))
        }
        let total = accumulator.report().total
        #expect(total.comparison(of: 0, with: 1)?.interval == ConfidenceInterval(low: 2, high: 2))
        let alone = try #require(total.tokenizers[0].charactersPerToken?.interval)
        #expect(alone.high - alone.low > 0.1)
    }

    @Test("One document has no interval, and empty ones do not help")
    func oneDocument() throws {
        var accumulator = CompressionAccumulator(tokenizers: ["a"])
        accumulator.add(document(characters: 100, tokens: [40]))
        accumulator.add(document(characters: 0, tokens: [0]))
        let total = accumulator.report().total
        #expect(total.tokenizers[0].charactersPerToken == Estimate(value: 2.5, interval: nil))
        #expect(total.documents == 2)
        #expect(total.emptyDocuments == 1)
    }

    @Test("Nothing at all has no ratios")
    func nothing() {
        let report = CompressionAccumulator(tokenizers: ["a"]).report()
        #expect(report.total.tokenizers[0].charactersPerToken == nil)
        #expect(report.total.tokenizers[0].percentiles == nil)
        #expect(report.genreMeans == [nil])
        #expect(report.genres.isEmpty)
    }

    @Test("Percentiles are over documents")
    func percentiles() throws {
        var accumulator = CompressionAccumulator(tokenizers: ["a"])
        for number in 0...100 { accumulator.add(document(characters: 1_000 + number * 10, tokens: [1_000])) }
        let percentiles = try #require(accumulator.report().total.tokenizers[0].percentiles)
        #expect(decimal(percentiles.tenth, digits: 6) == "1.100000")
        #expect(decimal(percentiles.fiftieth, digits: 6) == "1.500000")
        #expect(decimal(percentiles.ninetieth, digits: 6) == "1.900000")
    }

    @Test("Documents that a tokenizer changes are counted where it can say, and unknown where it cannot")
    func altered() {
        var accumulator = CompressionAccumulator(tokenizers: ["lossy", "unknown"])
        accumulator.add(document(characters: 10, tokens: [5, 5], altered: [true, nil]))
        accumulator.add(document(characters: 10, tokens: [5, 5], altered: [false, nil]))
        #expect(accumulator.report().total.tokenizers.map(\.alteredDocuments) == [1, nil])
    }

    @Test("Pages per token come with each page rule")
    func pages() throws {
        var accumulator = CompressionAccumulator(
            tokenizers: ["a"], pageRules: [.characters(perPage: 50), .characters(perPage: 100)])
        for _ in 0..<3 {
            accumulator.add(
                DocumentMeasure(
                    name: [], genre: [], text: TextMeasure(characters: 100), tokens: [40], pages: [2, 1]))
        }
        let report = accumulator.report()
        #expect(report.total.pages == [6, 3])
        #expect(report.total.tokenizers[0].pagesPerToken.map { $0?.value } == [0.05, 0.025])
        #expect(report.sample[0].pages == [2, 1])
        #expect(report.sample[0].tokens == [40])
    }

    @Test("The same documents give the same report, and their order only its intervals' last digits")
    func reproducible() {
        var generator = SplitMix64(seed: 3)
        let documents = (0..<200).map { _ in
            document(characters: 500 + generator.next(below: 500), tokens: [300 + generator.next(below: 100)])
        }
        func total(_ documents: [DocumentMeasure]) -> GroupSummary {
            var accumulator = CompressionAccumulator(tokenizers: ["a"])
            for document in documents { accumulator.add(document) }
            return accumulator.report().total
        }
        #expect(total(documents) == total(documents))
        #expect(total(documents).tokenizers[0].tokens == total(documents.reversed()).tokenizers[0].tokens)
    }
}

struct DocumentMeasurerTests {
    private struct BytesPerToken: TokenCounting {
        let name: String
        let size: Int
        func tokenCount(of text: [UInt8]) throws(LongContextError) -> Int { (text.count + size - 1) / size }
    }

    @Test("A document is measured with every tokenizer and set on pages")
    func measures() throws {
        let measurer = try DocumentMeasurer(
            counters: [BytesPerToken(name: "3", size: 3), BytesPerToken(name: "4", size: 4)],
            pageRules: [.characters(perPage: 4), .characters(perPage: 6)])
        let measure = try measurer.measure(Array("동해물과 백".utf8), name: [], genre: [])
        #expect(measure.tokens == [6, 4])
        #expect(measure.pages == [1.5, 1])
        #expect(measure.altered == [nil, nil])
        #expect(try measurer.measure([], name: [], genre: []).pages == [0, 0])
    }
}
