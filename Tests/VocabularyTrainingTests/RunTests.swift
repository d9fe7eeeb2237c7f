import BytePairEncoding
import Files
import TestSupport
import Testing
import TextNormalization
import VocabularyTraining

@Suite("Counts on disk")
struct RunTests {
    private let identity = CountIdentity(split: .malmoiWide, normalization: .nfc)
    private let groups = ["", "ko"]

    private func texts(seed: UInt64) -> [WeightedText] {
        TrainingFixtures.mixedCorpus(seed: seed).enumerated().map { index, text in
            WeightedText(Array(text.utf8), weight: index % 3 + 1, group: index % 2)
        }
    }

    private func counter(_ runs: RunFolder? = nil, tableBytes: Int = .max) -> CorpusCounter {
        CorpusCounter(identity, scale: 2, groups: groups, threads: 3, runs: runs, tableBytes: tableBytes)
    }

    private func equal(_ one: CountedCorpus, _ other: CountedCorpus) -> Bool {
        guard one.identity == other.identity, one.scale == other.scale, one.groups.count == other.groups.count else {
            return false
        }
        return zip(one.groups, other.groups).allSatisfy { one, other in
            let (left, right) = (TrainingFixtures.sorted(one.counts), TrainingFixtures.sorted(other.counts))
            return one.name == other.name && left.map(\.piece) == right.map(\.piece)
                && left.map(\.count) == right.map(\.count)
        }
    }

    @Test("are those in memory, however small the tables", arguments: [1, 500_000, 4_000_000])
    func spilled(tableBytes: Int) throws {
        let folder = TemporaryFolder()
        let whole = counter()
        let runs = RunFolder(path: folder["runs"], groups: 2)
        let bounded = counter(runs, tableBytes: tableBytes)
        for seed in 0..<6 as Range<UInt64> {
            try whole.add(texts(seed: seed))
            try bounded.add(texts(seed: seed))
        }
        // With no room at all there are more runs than are opened at once.
        if tableBytes == 1 { #expect(runs.names[0].count > 64) }
        let expected = try whole.finish()
        let counted = try bounded.finish()
        #expect(equal(counted, expected))
        var settings = TrainingSettings(vocabularySize: 700)
        settings.split = .malmoiWide
        settings.superwords = SuperwordSettings(.share(0.1))
        settings.groupShares = GroupShares([
            .init(group: "", part: ExactFactor(1)), .init(group: "ko", part: ExactFactor(2)),
        ])
        let trainer = try VocabularyTrainer(settings)
        #expect(try trainer.train(counted).merges == (try trainer.train(expected)).merges)
    }

    @Test("are written as the same file of counts, with rare pieces and without", arguments: [1, 3])
    func file(minimum: Int) throws {
        let folder = TemporaryFolder()
        let whole = counter()
        let bounded = counter(RunFolder(path: folder["runs"], groups: 2), tableBytes: 1)
        try whole.add(texts(seed: 1))
        try bounded.add(texts(seed: 1))
        let count = try whole.write(to: folder["whole"], minimumCount: minimum)
        #expect(try bounded.write(to: folder["bounded"], minimumCount: minimum) == count)
        #expect(try FileReading.bytes(of: folder["whole"]) == (try FileReading.bytes(of: folder["bounded"])))
    }

    @Test("go on from the runs that an interrupted run left, and leave those of another alone")
    func resumed() throws {
        let folder = TemporaryFolder()
        let first = RunFolder(path: folder["runs"], groups: 2)
        let interrupted = counter(first)
        try interrupted.add(texts(seed: 1))
        try interrupted.flush()
        let other = RunFolder(path: folder["runs"], groups: 2)
        let another = counter(other)
        try another.add(texts(seed: 9))
        try another.flush()
        #expect(Set(first.names.joined()).isDisjoint(with: other.names.joined()))
        let second = counter(RunFolder(path: folder["runs"], groups: 2, names: first.names))
        try second.add(texts(seed: 2))
        let whole = counter()
        try whole.add(texts(seed: 1) + texts(seed: 2))
        #expect(equal(try second.finish(), try whole.finish()))
    }

    @Test("are refused where they are damaged or cut off", arguments: [0, 1, 2, 3])
    func damaged(kind: Int) throws {
        let folder = TemporaryFolder()
        let runs = RunFolder(path: folder["runs"], groups: 2)
        let counter = counter(runs)
        try counter.add(texts(seed: 1))
        try counter.flush()
        let name = "runs/" + runs.names[0][0]
        var bytes = try FileReading.bytes(of: folder[name])
        switch kind {
        case 0: bytes.removeLast(bytes.count / 2)
        case 1: bytes.removeLast()
        case 2: bytes[0] = 0
        default: bytes.append(0)
        }
        folder.write(bytes, to: name)
        #expect(throws: TrainingError.badRun(path: folder[name])) { try counter.finish() }
    }

    @Test("are not learnt from where memory does not suffice, and the error says how much would")
    func budget() throws {
        let folder = TemporaryFolder()
        let settings = TrainingSettings(vocabularySize: 700)
        let counter = counter(RunFolder(path: folder["runs"], groups: 2))
        try counter.add(texts(seed: 1))
        try counter.flush()
        let small = LearningBudget(bytes: 1000, settings: settings)
        #expect {
            try counter.finish(budget: small)
        } throws: { error in
            guard case TrainingError.needsMemory(let needed, 1000, let pieces) = error else { return false }
            return needed > 1000 && pieces > 100
        }
        let counted = try counter.finish(budget: LearningBudget(bytes: 1 << 30, settings: settings))
        #expect(throws: TrainingError.self) { try small.check(counted) }
    }

    @Test("hold no piece of over 65,536 bytes; a run of words is cut between words")
    func longPieces() throws {
        let word = Array(repeating: "가나", count: 40_000).joined()
        let words = Array(repeating: "가나다 라마", count: 8_000).joined(separator: " ")
        let wide = counter()
        let narrow = CorpusCounter(CountIdentity(split: .malmoi, normalization: .nfc), threads: 1)
        for counter in [wide, narrow] { try counter.add([Array(word.utf8), Array(words.utf8)]) }
        let pieces = TrainingFixtures.sorted(try wide.finish().groups[0].counts)
        #expect(pieces.map(\.piece.count).max() ?? 0 <= 65_536)
        #expect(pieces.reduce(0) { $0 + $1.piece.count * $1.count } == word.utf8.count + words.utf8.count)
        #expect(pieces.allSatisfy { String(validating: $0.piece, as: UTF8.self) != nil })
        // The words of the cut runs are those of the narrow split.
        var counted: [[UInt8]: Int] = [:]
        for (piece, count) in pieces {
            for range in PreTokenizer(.malmoi).pieces(in: piece) { counted[Array(piece[range]), default: 0] += count }
        }
        for (piece, count) in TrainingFixtures.sorted(try narrow.finish().groups[0].counts) where piece.count < 100 {
            #expect(counted[piece] == count)
        }
    }
}
