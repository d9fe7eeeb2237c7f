import BytePairEncoding
import Dispatch
import Synchronization
import TestSupport
import Testing
import TextNormalization
import Tokenization

/// One tokenizer, several threads, caches of any size: what the thread sanitizer is to look at.
@Suite struct SharedTokenizerTests {
    /// A vocabulary with enough merges of syllables that merging from them is tried.
    private static func vocabulary() throws -> Vocabulary {
        try SmallVocabulary.random(merges: 600, alphabet: Array(Set(Array("가각나다 abc".utf8))).sorted(), seed: 17)
    }

    enum Kind: CaseIterable { case words, wideWords, general }

    private func makeTokenizer(_ kind: Kind) throws -> Tokenizer {
        let vocabulary = try Self.vocabulary()
        guard kind != .general else {
            return try Tokenizer(
                name: "test",
                model: GeneralModel(
                    normalizer: nil, preTokenizer: .bytes(addsPrefixSpace: false, usesRegex: true),
                    model: .bytePairs(vocabulary), decoder: .byteLevel))
        }
        return try Tokenizer(
            name: "test", normalization: .nfc, preTokenizer: PreTokenizer(kind == .words ? .malmoi : .malmoiWide),
            vocabulary: vocabulary)
    }

    /// Words that come back and words that do not, in texts of some hundred bytes.
    private static func texts(_ seed: UInt64, count: Int) -> [[UInt8]] {
        var generator = SeededGenerator(seed: seed)
        var torture = TortureText(seed: seed)
        let parts = ["가", "각", "나", "다", "ab", "c", "나다"].map { Array($0.utf8) }
        return (0..<count).map { index in
            if index % 7 == 0 { return torture.nextBytes(length: 200) }
            if index % 5 == 0 { return Array(torture.next(length: 150).utf8) }
            return (0..<60).flatMap { _ in
                (0..<Int.random(in: 1...8, using: &generator)).flatMap { _ in
                    parts[Int.random(in: 0..<parts.count, using: &generator)]
                } + [0x20]
            }
        }
    }

    @Test(arguments: Kind.allCases)
    func `ids do not depend on how small the caches are`(kind: Kind) throws {
        let texts = Self.texts(1, count: 80)
        let alone = try makeTokenizer(kind)
        let expected = try texts.map { try alone.encode($0) }
        for bytes in [0, 1, 100_000, 1 << 20, 1 << 40] {
            let tokenizer = try makeTokenizer(kind)
            tokenizer.limitCaches(toBytes: bytes)
            #expect(try tokenizer.encodeBatch(texts) == expected, "\(bytes) bytes")
            #expect(try tokenizer.countBatch(texts) == expected.map(\.count), "\(bytes) bytes")
            // Again, with a bound that is set between.
            tokenizer.limitCaches(toBytes: bytes / 2)
            #expect(try tokenizer.encodeBatch(texts) == expected, "\(bytes) bytes, again")
        }
    }

    /// Above 100,000 merged bytes the threads also meet where the units of the vocabulary are made.
    @Test(arguments: Kind.allCases)
    func `threads that encode, count and batch with one tokenizer get what one thread gets`(kind: Kind) throws {
        let texts = Self.texts(2, count: 160)
        let alone = try makeTokenizer(kind)
        let expected = try texts.map { try alone.encode($0) }
        let tokenizer = try makeTokenizer(kind)
        tokenizer.limitCaches(toBytes: 0)
        let wrong = Locked<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 6) { thread in
            func expect(_ isRight: Bool, _ what: String) {
                if !isRight { wrong.withLock { $0.append("thread \(thread): \(what)") } }
            }
            for pass in 0..<2 {
                // Each thread begins elsewhere.
                for step in texts.indices {
                    let index = (step + thread * 31) % texts.count
                    if (step + pass) % 3 == 0 {
                        expect((try? tokenizer.count(texts[index])) == expected[index].count, "count of \(index)")
                    } else {
                        expect((try? tokenizer.encode(texts[index])) == expected[index], "ids of \(index)")
                    }
                    if thread == 5, step % 40 == 0 { tokenizer.limitCaches(toBytes: step * 1000) }
                }
                expect((try? tokenizer.encodeBatch(texts, threads: 2)) == expected, "batch")
            }
        }
        #expect(wrong.withLock { $0 } == [])
    }

    /// The units and the places where words may be parted are made by the first thread that wants them.
    @Test func `encoders of several threads share what is made of a vocabulary once`() throws {
        let texts = Self.texts(3, count: 60)
        for pattern in [SplitPattern.gpt2, .malmoiWide] {
            let vocabulary = try Self.vocabulary()
            let bytes = TextEncoder(vocabulary, PreTokenizer(pattern), cacheBytes: 0, usesUnits: false)
            let expected = texts.map { text in
                var ids: [TokenID] = []
                bytes.encode(text.span, into: &ids)
                return ids
            }
            let found = Locked<[[[TokenID]]]>([])
            DispatchQueue.concurrentPerform(iterations: 4) { _ in
                let encoder = TextEncoder(vocabulary, PreTokenizer(pattern), usesUnits: true)
                var list: [[TokenID]] = []
                for text in texts {
                    var ids: [TokenID] = []
                    encoder.encode(text.span, into: &ids)
                    list.append(ids)
                }
                found.withLock { $0.append(list) }
            }
            #expect(found.withLock { $0.allSatisfy { $0 == expected } && $0.count == 4 }, "\(pattern)")
        }
    }
}
