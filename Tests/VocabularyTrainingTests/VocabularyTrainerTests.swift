import BytePairEncoding
import TestSupport
import Testing
import TextNormalization
import Tokenization
import VocabularyTraining

@Suite("Training")
struct VocabularyTrainerTests {
    @Test(
        "merges the most frequent pair first, then by smaller ids",
        arguments: [TrainingSettings.Alphabet.characters, .bytes])
    func order(alphabet: TrainingSettings.Alphabet) throws {
        // "ab" four times; "cd" and "ce" twice each, so that the smaller right id decides.
        let trained = try TrainingFixtures.train(["ab ab", "ab", "ab", "ce cd", "cd ce"], size: 259) {
            $0.alphabet = alphabet
            $0.split = .gpt2
        }
        let made = trained.merges.map { String(decoding: trained.tokens[$0.result], as: UTF8.self) }
        #expect(made == ["ab", "cd", "ce"])
        #expect(trained.frequencies == [4, 2, 2])
        #expect(trained.isFull)
    }

    @Test("equals training by recounting everything after each merge", arguments: 0..<6 as Range<UInt64>)
    func equalsSlowTrainer(seed: UInt64) throws {
        let documents = TrainingFixtures.corpus(seed: seed)
        var settings = TrainingSettings(vocabularySize: 700)
        settings.alphabet = .bytes
        settings.maximumTokenBytes = 20
        let counts = try TrainingFixtures.counts(documents, settings)
        let trained = try VocabularyTrainer(settings).train(counts)
        let slow = SlowTrainer(counts: counts, settings: settings)
        #expect(trained.merges == slow.merges)
    }

    @Test("gives the same vocabulary whatever the threads and the order of documents")
    func deterministic() throws {
        let documents = TrainingFixtures.corpus(seed: 77)
        let one = try TrainingFixtures.train(documents, size: 900)
        for threads in [2, 3, 8] {
            let many = try TrainingFixtures.train(documents.reversed(), size: 900, threads: threads)
            #expect(many.merges == one.merges)
            #expect(many.tokens == one.tokens)
        }
    }

    @Test("never mixes a part of a character with anything else")
    func wholeCharacters() throws {
        let text = TrainingFixtures.corpus(seed: 5) + ["희귀한 글자 뷁 쀍 😀 漢字 é", "x뷁x x뷁x x뷁x"]
        let trained = try TrainingFixtures.train(text, size: 1200)
        for index in 256..<trained.tokens.count {
            let bytes = Array(trained.tokens[TokenID(index: index)])
            let isWhole = String(validating: bytes, as: UTF8.self) != nil
            let isStartOfOne = bytes[0] >= 0xE0 && bytes.dropFirst().allSatisfy { $0 & 0xC0 == 0x80 } && bytes.count < 4
            #expect(isWhole || isStartOfOne, "token \(index): \(bytes)")
            if !isWhole { #expect(index < 256 + trained.characterTokenCount) }
        }
    }

    @Test("gives a character an id before any merge that is rarer", arguments: [330, 400, 600])
    func characterBudget(size: Int) throws {
        let documents = TrainingFixtures.corpus(seed: 31)
        let trained = try TrainingFixtures.train(documents, size: size)
        #expect(trained.idCount == size)
        let learnt = trained.frequencies.dropFirst(trained.characterTokenCount)
        guard let rarest = learnt.last else { return }
        var counts: [Unicode.Scalar: Int] = [:]
        for document in documents { for scalar in document.unicodeScalars { counts[scalar, default: 0] += 1 } }
        let vocabulary = try Vocabulary(tokens: trained.tokens, merges: trained.merges)
        for (scalar, count) in counts where count > rarest {
            #expect(vocabulary.id(of: Array(String(scalar).utf8)) != nil, "\(scalar) occurs \(count) times")
        }
    }

    @Test("reaches every token: its own bytes encode to its id")
    func reachable() throws {
        let trained = try TrainingFixtures.train(TrainingFixtures.corpus(seed: 9), size: 1500)
        let vocabulary = try Vocabulary(tokens: trained.tokens, merges: trained.merges)
        let reference = ReferenceEncoder(vocabulary)
        for index in 0..<trained.tokens.count {
            #expect(reference.encode(Array(trained.tokens[TokenID(index: index)])) == [TokenID(index: index)])
        }
    }

    @Test("stops and says so where the corpus has no more pairs")
    func smallCorpus() throws {
        let trained = try TrainingFixtures.train(["가나 가나"], size: 1000)
        #expect(!trained.isFull)
        #expect(trained.idCount < 300)
    }

    @Test("puts special and reserved tokens behind the merges and counts them in")
    func specialTokens() throws {
        let trained = try TrainingFixtures.train(TrainingFixtures.corpus(seed: 1), size: 600) {
            $0.specialTokens = ["<|endoftext|>"]
            $0.reservedTokens = 2
        }
        #expect(trained.idCount == 600)
        #expect(trained.addedTokens.map(\.id) == [597, 598, 599])
        #expect(
            trained.addedTokens.map { String(decoding: $0.content, as: UTF8.self) }
                == ["<|endoftext|>", "<|reserved_0|>", "<|reserved_1|>"])
    }

    @Test("keeps tokens within the longest length", arguments: [4, 6, 9])
    func maximumBytes(limit: Int) throws {
        let trained = try TrainingFixtures.train(TrainingFixtures.corpus(seed: 2), size: 2000) {
            $0.maximumTokenBytes = limit
        }
        #expect((0..<trained.tokens.count).allSatisfy { trained.tokens.byteCount(of: TokenID(index: $0)) <= limit })
    }

    @Test("refuses what cannot be")
    func errors() throws {
        #expect(throws: TrainingError.vocabularyTooSmall(size: 255, needed: 256)) {
            try VocabularyTrainer(TrainingSettings(vocabularySize: 255))
        }
        #expect(throws: TrainingError.emptyCorpus) {
            try VocabularyTrainer(TrainingSettings(vocabularySize: 300)).train(PieceCounts())
        }
        var settings = TrainingSettings(vocabularySize: 257)
        settings.specialTokens = ["a", "b"]
        #expect(throws: TrainingError.vocabularyTooSmall(size: 257, needed: 258)) { try VocabularyTrainer(settings) }
        var counts = PieceCounts()
        try counts.add([1].span, count: .max)
        #expect(throws: TrainingError.countOverflow) { try counts.add([1].span) }
    }

    @Test("counts a document cut into parts as the whole", arguments: SplitPattern.allCases)
    func safeCuts(pattern: SplitPattern) throws {
        var torture = TortureText(seed: 3)
        var text = ""
        for _ in 0..<60 { text += torture.next(length: 60) + "\n가나다 abc\nabc \n\n가\n\nb.\n \nc가나" }
        let document = Array(text.utf8)
        let parts = SafeCuts.parts(of: document, targetSize: 100)
        #expect(parts.count > 20)
        let normalizer = Normalizer(.nfc)
        let preTokenizer = PreTokenizer(pattern)
        func pieces(_ bytes: [UInt8]) -> [[UInt8]] {
            let text = normalizer.normalize(bytes).bytes
            return preTokenizer.pieces(in: text).map { Array(text[$0]) }
        }
        #expect(parts.flatMap { pieces(Array(document[$0])) } == pieces(document))
    }
}

/// The trainer as its definition says: count all pairs anew after every merge.
private struct SlowTrainer {
    var merges: [Merge] = []

    init(counts: PieceCounts, settings: TrainingSettings) {
        var tokens = TokenTable(ByteLevelAlphabet.orderedBytes.map { [$0] })
        var byteIDs = [TokenID](repeating: 0, count: 256)
        for (index, byte) in ByteLevelAlphabet.orderedBytes.enumerated() { byteIDs[Int(byte)] = TokenID(index: index) }
        var words = (0..<counts.count).map { (counts.piece(at: $0).map { byteIDs[Int($0)] }, counts.count(at: $0)) }
        struct Pair: Hashable { var left: TokenID, right: TokenID }
        while tokens.count < settings.vocabularySize {
            var pairs: [Pair: Int] = [:]
            for (ids, count) in words {
                for index in ids.indices.dropLast() {
                    pairs[Pair(left: ids[index], right: ids[index + 1]), default: 0] += count
                }
            }
            let best = pairs.filter {
                $0.value >= settings.minimumFrequency
                    && tokens.byteCount(of: $0.key.left) + tokens.byteCount(of: $0.key.right)
                        <= settings.maximumTokenBytes
            }.max {
                $0.value != $1.value
                    ? $0.value < $1.value
                    : $0.key.left != $1.key.left ? $0.key.left > $1.key.left : $0.key.right > $1.key.right
            }
            guard let best = best?.key else { return }
            let result = tokens.append(merging: best.left, best.right)
            merges.append(Merge(left: best.left, right: best.right, result: result))
            words = words.map { word in
                var ids: [TokenID] = []
                for id in word.0 {
                    if id == best.right, ids.last == best.left, !(ids.last == result) {
                        ids[ids.count - 1] = result
                    } else {
                        ids.append(id)
                    }
                }
                return (ids, word.1)
            }
        }
    }
}
