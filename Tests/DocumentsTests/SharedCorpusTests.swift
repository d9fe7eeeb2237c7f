import Documents
import Files
import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: SharedFiles.has("corpora/dev"), "needs the shared corpora")) struct `Shared corpora` {
    @Test func `every development document equals what Foundation reads`() throws {
        let source = DocumentSource(
            paths: [SharedFiles.path("corpora/dev")], format: .jsonLines(textField: "text", idField: "id"))
        let files = try source.files()
        #expect(files.count >= 20)
        var count = 0
        for file in files {
            let documents = try readAll(
                DocumentSource(paths: [file], format: .jsonLines(textField: "text", idField: "id")))
            let lines = try FileReading.bytes(of: file).split(separator: 0x0A)
            #expect(documents.count == lines.count)
            for (document, line) in zip(documents, lines) {
                let object = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
                let text = try #require(object?["text"] as? String)
                let id = try #require(object?["id"] as? String)
                if document.text != utf8(text) || document.id != utf8(id) {
                    Issue.record("\(document.name) differs")
                }
                count += 1
            }
        }
        print("\(count) documents of \(files.count) files compared")
    }

    @Test(
        .enabled(if: SharedFiles.has("corpora/train/bible_krv.jsonl.zst"), "needs the shared training corpora"))
    func `a file made with a long window is read`() throws {
        // Its frame wants a window of 128 MiB, more than zstd's own tool takes without being told.
        let path = SharedFiles.path("corpora/train/bible_krv.jsonl.zst")
        let source = DocumentSource(paths: [path], format: .jsonLines(textField: "text", idField: "id"))
        var reader = try DocumentReader(source)
        var bytes = 0
        while let document = try reader.next() { bytes += document.text.count }
        print("\(reader.progress.documents) documents, \(bytes) bytes")
        #expect(bytes > 3_000_000)
        #expect(reader.progress.fraction == 1)
    }
}
