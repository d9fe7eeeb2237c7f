import BytePairEncoding
import Files
import TestSupport
import Testing
import TextNormalization
import VocabularyTraining

@Suite("Files of counts")
struct CountsFileTests {
    private let identity = CountIdentity(split: .malmoi, normalization: .nfc)

    private func read(_ text: some Sequence<UInt8>, chunk: Int = 7) throws -> CountedCorpus {
        var reader = CountsReader(path: "a.counts")
        let bytes = Array(text)
        for start in stride(from: 0, to: bytes.count, by: chunk) {
            try reader.add(Array(bytes[start..<min(start + chunk, bytes.count)]))
        }
        return try reader.finish()
    }

    private func written(_ corpus: CountedCorpus) throws -> [UInt8] {
        let folder = TemporaryFolder()
        try CountsWriter.write(corpus, to: folder.path + "/a.counts")
        return try FileReading.bytes(of: folder.path + "/a.counts")
    }

    @Test("give back what was written, whatever the bytes and the chunks", arguments: [1, 3, 64, 100_000])
    func roundTrip(chunk: Int) throws {
        var torture = TortureText(seed: 17)
        var corpus = CountedCorpus(identity: identity, scale: 6, groups: [])
        for name in ["", "ko"] {
            var counts = PieceCounts()
            for piece in [[0x5C], [0x09, 0x0A, 0x0D], Array("# x\\n".utf8), [0xED, 0xA0, 0x80], [0xFF], [0]] {
                try counts.add(piece.span, count: 1 << 40)
            }
            for index in 1...200 {
                let piece =
                    index % 3 == 0 ? torture.nextBytes(length: index % 40 + 1) : Array(torture.next(length: 9).utf8)
                try counts.add(piece.span, count: index)
            }
            corpus.groups.append(.init(name: name, counts: counts))
        }
        let bytes = try written(corpus)
        #expect(String(validating: bytes, as: UTF8.self) != nil)
        let back = try read(bytes, chunk: chunk)
        #expect(back.identity == corpus.identity)
        #expect(back.scale == 6)
        #expect(back.groups.map(\.name) == ["", "ko"])
        for (one, other) in zip(back.groups, corpus.groups) {
            let (found, expected) = (TrainingFixtures.sorted(one.counts), TrainingFixtures.sorted(other.counts))
            #expect(found.map(\.piece) == expected.map(\.piece))
            #expect(found.map(\.count) == expected.map(\.count))
        }
        #expect(try written(back) == bytes)
    }

    @Test("give the same vocabulary from any shards", arguments: [1, 2, 5, 30])
    func shards(count: Int) throws {
        let documents = TrainingFixtures.mixedCorpus(seed: 3)
        var settings = TrainingSettings(vocabularySize: 700)
        settings.split = .malmoiWide
        settings.superwords = SuperwordSettings(.share(0.1))
        let whole = try VocabularyTrainer(settings).train(TrainingFixtures.counts(documents, settings))
        var sum: CountedCorpus?
        for shard in (0..<count).reversed() {
            let part = documents.indices.filter { $0 % count == shard }.map { documents[$0] }
            let identity = CountIdentity(split: .malmoiWide, normalization: .nfc)
            let counts = try TrainingFixtures.counts(part, settings)
            let corpus = try read(
                written(CountedCorpus(identity: identity, groups: [.init(name: "", counts: counts)])), chunk: 999)
            if sum == nil { sum = corpus } else { try sum?.add(corpus) }
        }
        let corpus = try #require(sum)
        #expect(try VocabularyTrainer(settings).train(corpus).merges == whole.merges)
    }

    @Test("may be written by hand")
    func byHand() throws {
        let file =
            "# malmoi counts 1\n# split gpt2\n# normalization none\n# pieces\n 한\t2\n\\x41\t3\n 한\t1\tko\n 한\t4\n"
        let corpus = try read(file.utf8)
        #expect(corpus.identity.split == .gpt2)
        #expect(corpus.groups.map(\.name) == ["", "ko"])
        #expect(TrainingFixtures.sorted(corpus.groups[0].counts).map(\.count) == [6, 3])
        #expect(TrainingFixtures.sorted(corpus.groups[0].counts)[1].piece == [0x41])
    }

    @Test(
        "are refused, with the line, where they are damaged",
        arguments: [
            ("", 1), ("# malmoi counts 2\n", 1), ("a\t1\n", 1), ("# malmoi counts 1\n# split x\n", 2),
            ("# malmoi counts 1\n# split gpt2\n# pieces\n", 3), ("HEAD# pieces\na\n", 5), ("HEAD# pieces\na\t0\n", 5),
            ("HEAD# pieces\na\t-1\n", 5), ("HEAD# pieces\na\t9223372036854775808\n", 5), ("HEAD# pieces\n\t1\n", 5),
            ("HEAD# pieces\n\\q\t1\n", 5), ("HEAD# pieces\n\\x4\t1\n", 5), ("HEAD# pieces 2\na\t1\n", 6),
            ("HEAD# pieces\na\t1", 5), ("HEAD# scale 0\n", 4), ("HEAD", 4),
        ])
    func damaged(text: String, line: Int) {
        let head = "# malmoi counts 1\n# split gpt2\n# normalization none\n"
        let file = text.hasPrefix("HEAD") ? head + text.dropFirst(4) : text
        #expect {
            try read(file.utf8)
        } throws: { error in
            guard case TrainingError.badCounts("a.counts", line, _) = error else { return false }
            return true
        }
    }

    @Test("are not mixed with others that were split or normalized in another way, and not beyond 64 bits")
    func mixing() throws {
        var corpus = try read(
            "# malmoi counts 1\n# split gpt2\n# normalization none\n# pieces\na\t9223372036854775807\n".utf8)
        let other = try read("# malmoi counts 1\n# split gpt2\n# normalization nfc\n# pieces\na\t1\n".utf8)
        #expect(throws: TrainingError.countsDiffer(corpus.identity, other.identity)) { try corpus.add(other) }
        let same = corpus
        #expect(throws: TrainingError.countOverflow) { try corpus.add(same) }
    }
}
