import BytePairEncoding
import Documents
import Foundation
import Synchronization
import TestSupport
import Testing
import TextNormalization
import Tokenization

@testable import MalmoiCLI

/// Plain files read in parts: the parts are the files, and they encode to the ids of the files.
struct TextChunksTests {
    private let folder = TemporaryFolder()

    /// Lines of every kind: sentences, empty ones, white space at both ends, marks, emoji, bytes that are no UTF-8.
    private func text(_ seed: UInt64, lines: Int) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        var torture = TortureText(seed: seed)
        var text: [UInt8] = []
        for _ in 0..<lines {
            switch Int.random(in: 0..<9, using: &generator) {
            case 0: break
            case 1: text += torture.nextBytes(length: 9)
            case 2: text += Array("  들여 쓴 줄 \t".utf8)
            case 3: text += Array(torture.next(length: Int.random(in: 1...60, using: &generator)).utf8)
            case 4: text += Array("def f(x):\r".utf8)
            default: text += Array("나는 말을 모은다. Words, 123.".utf8.prefix(Int.random(in: 1...40, using: &generator)))
            }
            text.append(0x0A)
        }
        if seed % 2 == 0 { text += Array("끝에 줄 끝이 없다".utf8) }
        return text
    }

    private func chunks(
        _ names: String..., size: Int = 1 << 20, format: DocumentFormat = .plainText, encoding: TextEncoding = .utf8
    ) throws -> TextChunks? {
        let paths = names.map { $0 == "-" ? $0 : folder[$0] }
        return try TextChunks(DocumentSource(paths: paths, format: format, encoding: encoding), chunkBytes: size)
    }

    private func all(_ chunks: TextChunks) throws -> [TextChunk] {
        var parts: [TextChunk] = []
        while let next = try chunks.next() {
            #expect(next.index == parts.count)
            parts.append(next.item)
        }
        return parts
    }

    @Test(arguments: [1, 7, 64, 1000, 1 << 20])
    func `the parts are the files, in order, and say where files begin and end`(size: Int) throws {
        let texts = [text(1, lines: 90), [], text(2, lines: 40), [0x0A], Array("한 줄".utf8), []]
        for (index, text) in texts.enumerated() { folder.write(text, to: "\(index).txt") }
        let paths = texts.indices.map { "\($0).txt" }
        let chunks = try #require(
            try TextChunks(DocumentSource(paths: paths.map { folder[$0] }, format: .plainText), chunkBytes: size))
        let parts = try all(chunks)
        #expect(try chunks.next() == nil)
        for (path, text) in zip(paths, texts) {
            let own = parts.filter { $0.path == folder[path] }
            #expect(own.flatMap(\.bytes) == text)
            #expect(own.map(\.isFirst) == own.indices.map { $0 == 0 })
            #expect(own.map(\.isLast) == own.indices.map { $0 == own.count - 1 })
            // Only an empty file has a part without bytes.
            #expect(own.allSatisfy { !$0.bytes.isEmpty } || text.isEmpty)
        }
        #expect(parts.map(\.path) == parts.map(\.path).sorted())
        #expect(size > 1000 || parts.count > texts.count)
        let progress = chunks.progress
        #expect(progress.bytesRead == texts.joined().count && progress.totalBytes == progress.bytesRead)
        #expect(progress.filesDone == texts.count && progress.files == texts.count)
    }

    @Test(arguments: SplitPattern.allCases, [NormalizationPolicy.none, .nfc, .nfkd, .korean, .jamo])
    func `the parts have the ids of the file`(pattern: SplitPattern, normalization: NormalizationPolicy) throws {
        let vocabulary = try SmallVocabulary.random(merges: 300, alphabet: Array(0...255), seed: 6)
        let tokenizer = try Tokenizer(
            name: "test", normalization: normalization, preTokenizer: PreTokenizer(pattern), vocabulary: vocabulary)
        #expect(tokenizer.allowsSafeCuts)
        for seed in 0..<4 as Range<UInt64> {
            let text = text(seed, lines: 60)
            folder.write(text, to: "a.txt")
            let parts = try all(try #require(try chunks("a.txt", size: 48)))
            #expect(parts.count > 3)
            let ids = try tokenizer.encode(text)
            #expect(try parts.flatMap { try tokenizer.encode($0.bytes) } == ids, "seed \(seed)")
            #expect(try parts.reduce(0) { $0 + (try tokenizer.count($1.bytes)) } == ids.count, "seed \(seed)")
        }
    }

    @Test func `a file without a safe place is one part, however long`() throws {
        for (name, text) in [
            ("line", Array(String(repeating: "가나다 ", count: 900).utf8)),
            ("ends", [UInt8](repeating: 0x0A, count: 3000)),
            ("spaces", Array(String(repeating: "글 \n ", count: 500).utf8)),
        ] {
            folder.write(text, to: name)
            let parts = try all(try #require(try chunks(name, size: 100)))
            #expect(parts.count == 1 && parts[0].bytes == text && parts[0].isFirst && parts[0].isLast, "\(name)")
        }
    }

    @Test func `several threads get every part once`() throws {
        let text = text(3, lines: 2000)
        folder.write(text, to: "a.txt")
        folder.write(text, to: "b.txt")
        let chunks = try #require(try chunks("a.txt", "b.txt", size: 256))
        let found = Mutex<[Int: [UInt8]]>([:])
        DispatchQueue.concurrentPerform(iterations: 4) { _ in
            while let next = try? chunks.next() {
                found.withLock { $0[next.index] = next.item.bytes }
            }
        }
        let parts = found.withLock { $0 }
        #expect(parts.keys.sorted() == Array(0..<parts.count))
        #expect(parts.keys.sorted().flatMap { parts[$0] ?? [] } == text + text)
    }

    @Test(arguments: [
        [0x1F, 0x8B], [0x28, 0xB5], [0x50, 0x2A], [0x5F, 0x2A], [0xEF, 0xBB], [0xFF, 0xFE], [0xFE, 0xFF],
    ])
    func `what may be compressed or start with a byte order mark is left to the document reader`(head: [UInt8]) throws {
        folder.write(head + Array("글\n글\n".utf8), to: "b.txt")
        folder.write("글\n", to: "a.txt")
        #expect(try chunks("b.txt") == nil)
        #expect(try chunks("a.txt", "b.txt") == nil)
        #expect(try chunks("a.txt") != nil)
    }

    @Test func `only plain files of UTF-8 are read in parts`() throws {
        folder.write("글\n", to: "a.txt")
        #expect(try chunks("a.txt", "-") == nil)
        #expect(try chunks("a.txt", format: .jsonLines(textField: "text")) == nil)
        #expect(try chunks("a.txt", format: .csv(textField: "text")) == nil)
        #expect(try chunks("a.txt", encoding: .cp949) == nil)
        #expect(unsafe mkfifo(folder["pipe"], 0o600) == 0)
        #expect(try chunks("pipe") == nil)
        #expect(throws: (any Error).self) { try chunks("none.txt") }
    }
}
