import Foundation
// `import Malmoi` alone is enough, as DocumentationTests shows. The others are for incremental builds, which do not look
// through the re-exports: an object that was made for an older layout of these types would crash.
import LongContext
import Malmoi
import TestSupport
import Testing
import Tokenization
import VocabularyTraining

/// The examples of the documentation, as they stand there. `DocumentationTests` checks that they do.
@Suite struct DocumentationExamples {
    static let texts = (0..<40).map { number in
        "한국어를 배웁니다. 한국어를 \(number)번 배우고, 책을 읽고, 글을 씁니다.\n나랏말이 어렵습니다."
    }

    /// A folder with a tokenizer in it.
    private static func prepared() throws -> (folder: TemporaryFolder, url: URL) {
        let folder = TemporaryFolder()
        var settings = TrainingSettings(vocabularySize: 500)
        settings.specialTokens = ["<|endoftext|>"]
        try Tokenizer(training: settings, on: texts).write(
            to: URL(fileURLWithPath: folder["tokenizer.json"]), as: .huggingFace)
        return (folder, URL(fileURLWithPath: folder.path))
    }

    @Test func `a tokenizer encodes, decodes and counts`() throws {
        let (kept, url) = try Self.prepared()
        let tokenizer = try Tokenizer(contentsOf: url)
        let ids = try tokenizer.encode("한국어를 배웁니다")
        let text = try tokenizer.decode(ids)
        let count = try tokenizer.count("한국어를 배웁니다")

        #expect(text == "한국어를 배웁니다")
        #expect(count == ids.count)
        #expect(count < 9)
        let message = try tokenizer.encode("안녕<|endoftext|>", specialTokens: .allowed, addingTemplate: true)

        #expect(message.last == TokenID(index: tokenizer.idCount - 1))
        #expect(kept.path == url.path)
    }

    @Test func `tokens know their places, and text is cut at characters`() throws {
        let (kept, url) = try Self.prepared()
        let tokenizer = try Tokenizer(contentsOf: url)
        let bytes = Array("한국어를 배웁니다".utf8)
        let places = try tokenizer.places(in: bytes)
        let characters = Tokenizer.characterRanges(of: places.map(\.bytes), in: bytes)
        let beginning = try tokenizer.encode(bytes, truncating: 4)
        let batch = try tokenizer.encodeBatch(["한국어를", "배웁니다"], threads: 2)

        #expect(places.map(\.bytes).reduce(0) { $0 + $1.count } == bytes.count)
        #expect(characters.last?.upperBound == 9)
        #expect(beginning.count <= 4)
        #expect(batch.count == 2)
        #expect(!kept.path.isEmpty)
    }

    @Test func `tokenizers are trained, written and compared`() throws {
        let (kept, url) = try Self.prepared()
        let tokenizer = try Tokenizer(contentsOf: url)
        let folder = url
        let texts = Self.texts
        var settings = TrainingSettings(vocabularySize: 600)
        settings.specialTokens = ["<|endoftext|>"]
        let trained = try Tokenizer(training: settings, on: texts, name: "mine")
        try trained.write(to: folder.appending(path: "tokenizer.json"), as: .huggingFace)
        try trained.write(to: folder.appending(path: "tokenizer.malmoi"), as: .malmoi)

        for name in ["tokenizer.json", "tokenizer.malmoi"] {
            let back = try Tokenizer(contentsOf: folder.appending(path: name))
            #expect(try back.encode(texts[3]) == trained.encode(texts[3]))
        }
        let report = try CompressionReport(comparing: [trained, tokenizer], on: texts)
        let charactersPerToken = report.total.tokenizers.map(\.charactersPerToken)
        let times = report.total.comparison(of: 0, with: 1)?.gain.times

        #expect(charactersPerToken.count == 2)
        #expect((times ?? 0) > 0.9)
        #expect(!kept.path.isEmpty)
    }

    @Test func `korean text is normalized and cut into blocks`() throws {
        let normal = Normalizer(.korean).normalize(Array("\u{1112}\u{1161}\u{11AB}글".utf8)).bytes
        let blocks = SyllableBlocks(Array("나랏말ᄊᆞ미".utf8)).map(\.kind)

        #expect(normal == Array("한글".utf8))
        #expect(blocks == [.syllable, .syllable, .syllable, .old, .syllable])
    }
}
