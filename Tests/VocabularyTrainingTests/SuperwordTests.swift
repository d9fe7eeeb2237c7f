import BytePairEncoding
import TestSupport
import Testing
import VocabularyTraining

@Suite("Superwords")
struct SuperwordTests {
    private func train(
        _ documents: [String], size: Int = 900, share: Double = 0.2, change: (inout TrainingSettings) -> Void = { _ in }
    ) throws -> TrainedVocabulary {
        try TrainingFixtures.train(documents, size: size) {
            $0.split = .malmoiWide
            $0.superwords = SuperwordSettings(.share(share))
            change(&$0)
        }
    }

    /// Spaces behind the first byte.
    private func innerSpaces(_ token: some Sequence<UInt8>) -> Int {
        token.dropFirst().count { $0 == 0x20 }
    }

    private func tokens(_ trained: TrainedVocabulary) -> [[UInt8]] {
        (0..<trained.tokens.count).map { Array(trained.tokens[TokenID(index: $0)]) }
    }

    @Test(
        "are the last ids, join two to four words by single spaces, and end in a word",
        arguments: 0..<4 as Range<UInt64>)
    func shape(seed: UInt64) throws {
        let trained = try train(TrainingFixtures.mixedCorpus(seed: seed, documents: 60), share: 0.1)
        #expect(trained.idCount == 900)
        #expect(trained.superwordCount == 90)
        let all = tokens(trained)
        for token in all.suffix(90) {
            #expect((1...3).contains(innerSpaces(token)), "\(String(decoding: token, as: UTF8.self))")
            #expect(token.last != 0x20)
            #expect(!token.contains { (0x30...0x39).contains($0) || $0 == 0x0A || $0 == 0x09 })
            #expect(String(validating: token, as: UTF8.self)?.contains("  ") == false)
        }
        // Tokens of words have no inner space; only those of white space do.
        for token in all.dropLast(90) where innerSpaces(token) > 0 {
            #expect(token.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A })
        }
    }

    @Test("are what recounting all runs after each merge learns", arguments: 0..<5 as Range<UInt64>, [0.1, 0.4])
    func equalsSlowTrainer(seed: UInt64, share: Double) throws {
        let documents = TrainingFixtures.mixedCorpus(seed: seed)
        let trained = try train(documents, size: 700, share: share)
        let counts = try TrainingFixtures.counts(documents, trained.settings)
        var slow = SlowSuperwordTrainer(trained, counts)
        let expected = slow.learn(trained.superwordCount)
        #expect(Array(trained.merges.suffix(trained.superwordCount)) == expected)
        // The trainer's own segmentation is what the finished vocabulary encodes to.
        let reference = ReferenceEncoder(try Vocabulary(tokens: trained.tokens, merges: trained.merges))
        for (piece, ids) in zip(slow.pieces, slow.segmented) {
            #expect(reference.encode(piece) == ids)
        }
    }

    @Test("encode alike word by word with merges across spaces afterwards, and in one pass")
    func stableBoundaries() throws {
        let trained = try train(TrainingFixtures.mixedCorpus(seed: 8))
        let across = trained.merges.count - trained.superwordCount
        let words = ReferenceEncoder(try Vocabulary(tokens: trained.tokens, merges: Array(trained.merges[..<across])))
        let all = ReferenceEncoder(try Vocabulary(tokens: trained.tokens, merges: trained.merges))
        let narrow = PreTokenizer(.malmoi)
        for document in TrainingFixtures.mixedCorpus(seed: 99, documents: 4) {
            let text = Array(document.utf8)
            for range in PreTokenizer(.malmoiWide).pieces(in: text) {
                let piece = Array(text[range])
                var ids = narrow.pieces(in: piece).flatMap { words.encode(Array(piece[$0])) }
                for merge in trained.merges[across...] {
                    ids = Self.merge(merge, ids)
                }
                #expect(ids == all.encode(piece))
            }
        }
    }

    @Test("are all reachable")
    func reachable() throws {
        let trained = try train(TrainingFixtures.mixedCorpus(seed: 12), size: 1200, share: 0.3)
        let reference = ReferenceEncoder(try Vocabulary(tokens: trained.tokens, merges: trained.merges))
        for index in 0..<trained.tokens.count {
            #expect(reference.encode(Array(trained.tokens[TokenID(index: index)])) == [TokenID(index: index)])
        }
    }

    @Test("start where the transition point says and leave the words' tokens as they are without them")
    func transition() throws {
        let documents = TrainingFixtures.mixedCorpus(seed: 4)
        let plain = try TrainingFixtures.train(documents, size: 600)
        let trained = try train(documents, size: 650) { $0.superwords = SuperwordSettings(.atSize(600)) }
        #expect(trained.superwordCount == 50)
        #expect(Array(trained.merges.dropLast(50)) == plain.merges)
    }

    @Test("hold no more words than allowed", arguments: [2, 3, 4])
    func maximumWords(limit: Int) throws {
        let trained = try train(Array(repeating: "가 가 가 가 가 가 가 가 가", count: 40), size: 290, share: 0.08) {
            $0.superwords?.maximumWords = limit
        }
        let most = tokens(trained).map { innerSpaces($0) + 1 }.max()
        #expect(most == limit)
    }

    @Test("do not depend on the order of documents")
    func deterministic() throws {
        let documents = TrainingFixtures.mixedCorpus(seed: 21)
        #expect(try train(documents).merges == (try train(documents.reversed())).merges)
    }

    @Test("are refused where they cannot be kept apart from words")
    func refused() {
        var settings = TrainingSettings(vocabularySize: 1000)
        settings.superwords = SuperwordSettings(.share(0.2))
        #expect(throws: TrainingError.self) { try VocabularyTrainer(settings) }
        settings.split = .malmoiWide
        #expect(throws: Never.self) { try VocabularyTrainer(settings) }
        settings.alphabet = .bytes
        #expect(throws: TrainingError.self) { try VocabularyTrainer(settings) }
        settings.alphabet = .characters
        settings.superwords = SuperwordSettings(.share(1))
        #expect(throws: TrainingError.self) { try VocabularyTrainer(settings) }
    }

    fileprivate static func merge(_ merge: Merge, _ ids: [TokenID]) -> [TokenID] {
        var result: [TokenID] = []
        var index = 0
        while index < ids.count {
            if index + 1 < ids.count, ids[index] == merge.left, ids[index + 1] == merge.right {
                result.append(merge.result)
                index += 2
            } else {
                result.append(ids[index])
                index += 1
            }
        }
        return result
    }
}

/// Superwords as their definition says: all runs in full, all pairs counted anew after every merge.
private struct SlowSuperwordTrainer {
    var pieces: [[UInt8]] = []
    var segmented: [[TokenID]] = []
    private var counts: [Int] = []
    private var tokens: TokenTable

    init(_ trained: TrainedVocabulary, _ counted: PieceCounts) {
        let merges = Array(trained.merges.dropLast(trained.superwordCount))
        tokens = TokenTable(
            (0..<trained.tokens.count - trained.superwordCount).map { Array(trained.tokens[TokenID(index: $0)]) })
        guard let vocabulary = try? Vocabulary(tokens: tokens, merges: merges) else { return }
        let reference = ReferenceEncoder(vocabulary)
        for (piece, count) in TrainingFixtures.sorted(counted) {
            pieces.append(piece)
            segmented.append(reference.encode(piece))
            counts.append(count)
        }
    }

    mutating func learn(_ wanted: Int) -> [Merge] {
        struct Pair: Hashable { var left: TokenID, right: TokenID }
        var merges: [Merge] = []
        while merges.count < wanted {
            var pairs: [Pair: Int] = [:]
            for (ids, count) in zip(segmented, counts) {
                for (left, right) in zip(ids, ids.dropFirst()) {
                    pairs[Pair(left: left, right: right), default: 0] += count
                }
            }
            let best = pairs.filter { isSuperword($0.key.left, $0.key.right) && $0.value >= 2 }.max {
                $0.value != $1.value
                    ? $0.value < $1.value
                    : $0.key.left != $1.key.left ? $0.key.left > $1.key.left : $0.key.right > $1.key.right
            }
            guard let best = best?.key else { break }
            let merge = Merge(left: best.left, right: best.right, result: tokens.append(merging: best.left, best.right))
            merges.append(merge)
            segmented = segmented.map { SuperwordTests.merge(merge, $0) }
        }
        return merges
    }

    private func isSuperword(_ left: TokenID, _ right: TokenID) -> Bool {
        let bytes = Array(tokens[left]) + tokens[right]
        // White space is not words: a letter or mark stands before an inner space.
        guard let text = String(validating: bytes, as: UTF8.self), bytes.last != 0x20 else { return false }
        let spaces = bytes.dropFirst().count { $0 == 0x20 }
        let scalars = Array(text.unicodeScalars)
        let areWords = scalars.indices.dropFirst().allSatisfy { index in
            scalars[index] != " " || scalars[index - 1].properties.isAlphabetic || scalars[index - 1] == "\u{301}"
        }
        return (1...3).contains(spaces) && areWords
    }
}
