import BytePairEncoding
import TestSupport
import Testing
import VocabularyTraining

@Suite("Levers")
struct LeverTests {
    private func texts(_ trained: TrainedVocabulary) -> [String] {
        (256..<trained.tokens.count).compactMap {
            String(validating: Array(trained.tokens[TokenID(index: $0)]), as: UTF8.self)
        }
    }

    @Test("keep tokens within a number of characters", arguments: [1, 2, 3])
    func maximumCharacters(limit: Int) throws {
        let trained = try TrainingFixtures.train(TrainingFixtures.mixedCorpus(seed: 2), size: 900) {
            $0.maximumTokenCharacters = limit
        }
        #expect(texts(trained).map(\.unicodeScalars.count).max() == limit)
    }

    @Test("keep forbidden tokens out, those made of several words included")
    func forbidden() throws {
        let documents = TrainingFixtures.mixedCorpus(seed: 3)
        let free = try TrainingFixtures.train(documents, size: 800) {
            $0.split = .malmoiWide
            $0.superwords = SuperwordSettings(.share(0.2))
        }
        #expect(texts(free).contains { $0.contains("가") && $0.unicodeScalars.count > 1 })
        let trained = try TrainingFixtures.train(documents, size: 800) {
            $0.split = .malmoiWide
            $0.superwords = SuperwordSettings(.share(0.2))
            $0.forbiddenPatterns = ["가.|.가", "^ 나"]
        }
        #expect(trained.superwordCount > 50)
        #expect(!texts(trained).contains { $0.contains("가") && $0.unicodeScalars.count > 1 })
        #expect(!texts(trained).contains { $0.hasPrefix(" 나") })
        try expectReachable(trained)
    }

    @Test("give seeds ids however rare they are, and the rest by frequency")
    func seeds() throws {
        let seeds = Array("뷁쀍꿻漢é".unicodeScalars)
        let trained = try TrainingFixtures.train(TrainingFixtures.corpus(seed: 4), size: 500) {
            $0.seedCharacters = seeds
        }
        let vocabulary = try Vocabulary(tokens: trained.tokens, merges: trained.merges)
        for seed in seeds { #expect(vocabulary.id(of: Array(String(seed).utf8)) != nil) }
        try expectReachable(trained)
        // Seeds come first, in their order, each with its first part before it where no other has made it.
        let made = trained.merges.prefix(trained.characterTokenCount).map { Array(trained.tokens[$0.result]) }
        #expect(made.compactMap { String(validating: $0, as: UTF8.self) }.prefix(5) == ["뷁", "쀍", "꿻", "漢", "é"])
    }

    @Test(
        "make seed words tokens, whether or not the corpus has them, and fill all ids",
        arguments: [0, 0.2], 0..<3 as Range<UInt64>)
    func seedWords(superwords: Double, seed: UInt64) throws {
        let words = [" 대한민국", "대한민국", " 대한", "민국", " 뷁쀍뷁쀍뷁", "가나가나가나다", " 하한국어", "word"]
        let documents = TrainingFixtures.mixedCorpus(seed: seed)
        let trained = try TrainingFixtures.train(documents, size: 700) {
            $0.seedWords = words.map { Array($0.utf8) }
            if superwords > 0 {
                $0.split = .malmoiWide
                $0.superwords = SuperwordSettings(.share(superwords))
            }
        }
        #expect(trained.idCount == 700)
        let vocabulary = try Vocabulary(tokens: trained.tokens, merges: trained.merges)
        let reference = ReferenceEncoder(vocabulary)
        for word in words { #expect(reference.encode(Array(word.utf8)).count == 1, "\(word)") }
        try expectReachable(trained)
        // What the corpus teaches comes first: the words' own merges are the last ones before superwords.
        let across = trained.merges.count - trained.superwordCount
        let own = trained.frequencies[..<across].reversed().prefix { $0 == 0 }.count
        #expect((3...30).contains(own))
        #expect(trained.frequencies[trained.characterTokenCount..<across - own].allSatisfy { $0 >= 2 })
    }

    @Test("refuse seed words that the split cuts, that are too long, or that are not normal")
    func refusedSeedWords() {
        for word in ["가 나", "가,나", String(repeating: "가", count: 100), "e\u{301}a"] {
            var settings = TrainingSettings(vocabularySize: 1000)
            settings.seedWords = [Array(word.utf8)]
            #expect(throws: TrainingError.self, "\(word)") { try VocabularyTrainer(settings) }
        }
    }

    @Test("give every frequent character an id before the first merge")
    func frequent() throws {
        let documents = TrainingFixtures.mixedCorpus(seed: 5)
        let trained = try TrainingFixtures.train(documents, size: 340) { $0.seedsFrequentCharacters = true }
        let vocabulary = try Vocabulary(tokens: trained.tokens, merges: trained.merges)
        var counts: [Unicode.Scalar: Int] = [:]
        for scalar in documents.joined().unicodeScalars { counts[scalar, default: 0] += 1 }
        // The accent is normalized into its letter.
        for (scalar, count) in counts where scalar.value > 0x7F && scalar != "\u{301}" && count >= 2 {
            #expect(vocabulary.id(of: Array(String(scalar).utf8)) != nil, "\(scalar)")
        }
    }

    @Test("are refused where ids do not suffice for the seeds, or a pattern cannot be read")
    func refused() throws {
        var settings = TrainingSettings(vocabularySize: 1000)
        settings.seedCharacters = (0xAC00...0xB000).compactMap(Unicode.Scalar.init)
        let trainer = try VocabularyTrainer(settings)
        let counts = try TrainingFixtures.counts(["가나다"], settings)
        #expect(throws: TrainingError.seedsNeedRoom(seeds: 0x401, tokens: 1000)) { try trainer.train(counts) }
        settings.alphabet = .bytes
        #expect(throws: TrainingError.self) { try VocabularyTrainer(settings) }
        settings = TrainingSettings(vocabularySize: 1000)
        settings.forbiddenPatterns = ["["]
        #expect(throws: TrainingError.self) { try VocabularyTrainer(settings) }
    }

    private func expectReachable(_ trained: TrainedVocabulary) throws {
        let reference = ReferenceEncoder(try Vocabulary(tokens: trained.tokens, merges: trained.merges))
        for index in 0..<trained.tokens.count {
            #expect(reference.encode(Array(trained.tokens[TokenID(index: index)])) == [TokenID(index: index)])
        }
    }
}
