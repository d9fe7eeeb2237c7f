import BytePairEncoding
import Foundation
import Synchronization
import TestSupport
import Testing
import TextNormalization

@testable import Tokenization

@Suite struct BatchTests {
    private static func tokenizer() throws -> Tokenizer {
        try Tokenizer(
            name: "test", normalization: .none, preTokenizer: PreTokenizer(.malmoi),
            vocabulary: SmallVocabulary.trained(on: ["한국어를", "the", "가나다"].map { Array($0.utf8) }, merges: 12),
            addedTokens: [AddedToken(id: 900, content: Array("<s>".utf8))])
    }

    private static var texts: [[UInt8]] {
        var torture = TortureText(seed: 3)
        return (0..<150).map { Array(torture.next(length: $0 % 40).utf8) }
    }

    @Test(arguments: [1, 2, 5]) func `a batch is its texts, one after the other`(threads: Int) throws {
        let tokenizer = try Self.tokenizer()
        let texts = Self.texts
        #expect(try tokenizer.encodeBatch(texts, threads: threads) == texts.map { try tokenizer.encode($0) })
        #expect(try tokenizer.countBatch(texts, threads: threads) == texts.map { try tokenizer.count($0) })
    }

    @Test(arguments: [1, 2, 5]) func `each text's ids are handed over once`(threads: Int) throws {
        let tokenizer = try Self.tokenizer()
        let texts = Self.texts
        let received = Locked<[[[TokenID]]]>(Array(repeating: [], count: texts.count))
        try tokenizer.encodeEach(texts, threads: threads) { index, ids in
            received.withLock { $0[index].append(ids) }
        }
        #expect(try received.withLock { $0 } == texts.map { try [tokenizer.encode($0)] })
        try tokenizer.encodeEach([], threads: threads) { _, _ in Issue.record("there is no text") }
    }

    @Test(arguments: [1, 3]) func `the first text with an error decides for a batch`(threads: Int) throws {
        let texts = ["a", "b<s>", "c", "<s>"]
        let tokenizer = try Self.tokenizer()
        let expected = TokenizationError.specialTokenInText(token: "<s>", byteOffset: 1)
        #expect(throws: expected) { try tokenizer.encodeBatch(texts, specialTokens: .refused, threads: threads) }
        let received = Locked<[Int]>([])
        #expect(throws: expected) {
            let bytes = texts.map { Array($0.utf8) }
            try tokenizer.encodeEach(bytes, specialTokens: .refused, threads: threads) { index, _ in
                received.withLock { $0.append(index) }
            }
        }
        // What is before the error is there, and nothing with one.
        let indices = received.withLock { $0 }
        #expect(indices.contains(0) && Set(indices).isSubset(of: [0, 2]))
    }

    @Test(arguments: [1, 4]) func `a batch has all texts before its first error`(threads: Int) throws {
        let tokenizer = try Self.tokenizer()
        var texts = Array(repeating: Array("가나다".utf8), count: 4000)
        texts[100] = Array("<s>".utf8)
        texts[3000] = Array("ab<s>".utf8)
        let received = Locked<[Int]>([])
        #expect(throws: TokenizationError.specialTokenInText(token: "<s>", byteOffset: 0)) {
            try tokenizer.encodeEach(texts, specialTokens: .refused, threads: threads) { index, _ in
                received.withLock { $0.append(index) }
            }
        }
        let indices = received.withLock { $0.sorted() }
        #expect(indices.starts(with: 0..<100))
        if threads == 1 { #expect(indices.count == 100) }
    }

    /// Both threads have an encoder out at once, and give them back in either order.
    @Test(arguments: [true, false]) func `a thread gets the encoder that it had before`(isFirstBack: Bool) throws {
        let vocabulary = try SmallVocabulary.random(merges: 8, alphabet: Array("ab".utf8), seed: 1)
        let pool = TextEncoderPool(vocabulary, PreTokenizer(.gpt2))
        let ready = DispatchSemaphore(value: 0)
        let finish = DispatchSemaphore(value: 0)
        let done = DispatchSemaphore(value: 0)
        let seen = Locked<[[ObjectIdentifier]]>([[], []])
        @Sendable func use(_ thread: Int, _ body: () -> Void) {
            pool.withEncoder { encoder in
                let name = ObjectIdentifier(encoder)
                seen.withLock { $0[thread].append(name) }
                body()
            }
        }
        let other = Thread {
            use(1) {
                ready.signal()
                finish.wait()
            }
            done.signal()
            finish.wait()
            use(1) {}
            done.signal()
        }
        other.start()
        ready.wait()
        use(0) {
            if !isFirstBack {
                finish.signal()
                done.wait()
            }
        }
        if isFirstBack {
            finish.signal()
            done.wait()
        }
        use(0) {}
        finish.signal()
        done.wait()
        let names = seen.withLock { $0 }
        #expect(names[0][0] != names[1][0])
        #expect(names[0][1] == names[0][0] && names[1][1] == names[1][0])
    }
}
