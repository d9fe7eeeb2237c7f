import BytePairEncoding
import TestSupport
import Testing
import VocabularyTraining

@Suite("Weights of sources")
struct SourceWeightsTests {
    @Test(
        "are read as exact fractions",
        arguments: [("3", 3, 1), ("0.25", 1, 4), ("1/3", 1, 3), ("10/4", 5, 2), ("0", 0, 1), ("1.50", 3, 2)])
    func factors(text: String, numerator: Int, denominator: Int) {
        #expect(ExactFactor(text) == ExactFactor(numerator, over: denominator))
    }

    @Test(
        "are refused where they are none",
        arguments: ["", "-1", "1/0", "1e3", ".5", "1.", "1/2/3", "1234567", "½", "+1"])
    func badFactors(text: String) {
        #expect(ExactFactor(text) == nil)
    }

    @Test("go by the first line that fits")
    func firstLine() throws {
        let file = "# comment\nlaw_*\t1/10\tko\n\nlaw_statutes\t5\tko\r\nen_?\t2\ten\n"
        let weights = try SourceWeights(parsing: Array(file.utf8), path: "w.tsv")
        #expect(weights.scale == 10)
        #expect(weights.groups == ["", "en", "ko"])
        #expect(weights.weight(of: Array("law_statutes".utf8)) == (1, 2))
        #expect(weights.weight(of: Array("en_x".utf8)) == (20, 1))
        #expect(weights.weight(of: Array("en_xy".utf8)) == (10, 0))
    }

    @Test("name the line where they cannot be read", arguments: ["a\n", "ok\t1\na\tx\n", "\t1\n", "a\t1\tb\tc\n"])
    func badFile(text: String) {
        #expect {
            try SourceWeights(parsing: Array(text.utf8), path: "w.tsv")
        } throws: { error in
            guard case TrainingError.badWeights("w.tsv", let line, _) = error else { return false }
            return line == text.split(separator: "\n").count
        }
    }

    @Test(
        "match names with stars",
        arguments: [
            ("*", "", true), ("a*b", "ab", true), ("a*b", "axxbxb", true), ("a*b", "axxbx", false), ("?", "", false),
            ("**c", "abc", true), ("a", "ab", false), ("*a*a*a", "aa", false), ("*.counts", "x.counts", true),
        ])
    func patterns(pattern: String, name: String, fits: Bool) {
        #expect(NamePattern.matches(Array(pattern.utf8), Array(name.utf8)) == fits)
    }

    @Test("count as if the text came so often", arguments: [TrainingSettings.Alphabet.characters, .bytes])
    func weighted(alphabet: TrainingSettings.Alphabet) throws {
        let one = TrainingFixtures.corpus(seed: 1, documents: 10)
        let other = TrainingFixtures.corpus(seed: 2, documents: 10)
        var settings = TrainingSettings(vocabularySize: 600)
        settings.alphabet = alphabet
        let identity = CountIdentity(split: settings.split, normalization: settings.normalization)
        // Weights 1/2 and 3/2 on text that is there twice are 1 and 3.
        let counter = CorpusCounter(identity, scale: 2, threads: 2)
        try counter.add((one + one).map { WeightedText(Array($0.utf8), weight: 1) })
        try counter.add((other + other).map { WeightedText(Array($0.utf8), weight: 3) })
        let weighted = try VocabularyTrainer(settings).train(counter.finish())
        let repeated = try TrainingFixtures.train(one + other + other + other, size: 600) { $0.alphabet = alphabet }
        #expect(weighted.merges == repeated.merges)
        #expect(weighted.frequencies.map { $0 / weighted.scale } == repeated.frequencies)
    }
}

@Suite("Shares of groups")
struct GroupShareTests {
    private func corpus(_ settings: TrainingSettings) throws -> CountedCorpus {
        let identity = CountIdentity(split: settings.split, normalization: settings.normalization)
        let counter = CorpusCounter(identity, groups: ["en", "ko"], threads: 1)
        let english = "the quick brown fox jumps over the lazy dog and runs away from the bear in the wood "
        let text = Array(String(repeating: english, count: 40).utf8) + english.utf8.map { $0 == 0x65 ? 0x78 : $0 }
        try counter.add([WeightedText(text, group: 0)])
        try counter.add(TrainingFixtures.corpus(seed: 6).map { WeightedText(Array($0.utf8), group: 1) })
        return try counter.finish()
    }

    private func shares(_ english: Int, _ korean: Int) -> GroupShares {
        GroupShares([.init(group: "ko", part: ExactFactor(korean)), .init(group: "en", part: ExactFactor(english))])
    }

    @Test("are kept among merges", arguments: [(1, 9), (1, 4), (1, 1)])
    func merges(english: Int, korean: Int) throws {
        var settings = TrainingSettings(vocabularySize: 256 + 30 + 60)
        settings.groupShares = shares(english, korean)
        let trained = try VocabularyTrainer(settings).train(corpus(settings))
        let got = trained.groupReport.map { $0.merges ?? 0 }
        let learnt = trained.merges.count - trained.characterTokenCount
        #expect(got.reduce(0, +) == learnt)
        #expect(abs(Double(got[0]) - Double(learnt * english) / Double(english + korean)) < 3)
        #expect(trained.isFull)
    }

    @Test("are kept among superwords")
    func superwords() throws {
        var settings = TrainingSettings(vocabularySize: 450)
        settings.split = .malmoiWide
        settings.superwords = SuperwordSettings(.share(0.05))
        settings.superwordGroupShares = shares(1, 1)
        let trained = try VocabularyTrainer(settings).train(corpus(settings))
        #expect(trained.groupReport.map(\.superwords) == [12, 11])
    }

    @Test("end where only one group has pairs left")
    func dry() throws {
        var settings = TrainingSettings(vocabularySize: 700)
        settings.groupShares = shares(9, 1)
        let trained = try VocabularyTrainer(settings).train(corpus(settings))
        #expect(trained.isFull)
        #expect((trained.groupReport[1].merges ?? 0) > (trained.groupReport[0].merges ?? 0))
    }

    @Test("are refused for groups without text and where a group has none")
    func refused() throws {
        var settings = TrainingSettings(vocabularySize: 400)
        let corpus = try corpus(settings)
        settings.groupShares = GroupShares([.init(group: "ko", part: ExactFactor(1))])
        #expect(throws: TrainingError.self) { try VocabularyTrainer(settings).train(corpus) }
        settings.groupShares = shares(0, 0)
        #expect(throws: TrainingError.self) { try VocabularyTrainer(settings).train(corpus) }
    }
}
