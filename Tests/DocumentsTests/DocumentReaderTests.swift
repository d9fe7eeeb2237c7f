import Documents
import Glibc
import TestSupport
import Testing

@Suite struct `Document reader` {
    @Test func `a plain file is a document byte for byte`() throws {
        let text: [UInt8] = [0xEF, 0xBB, 0xBF, 0x00, 0xFF, 0x0D, 0x0A] + utf8("한국어") + [0xED, 0xA0]
        let documents = try read(text, name: "a.txt", as: .plainText)
        #expect(documents.map(\.text) == [text])
        #expect(documents.first?.line == nil)
        #expect(documents.first?.name.hasSuffix("/a.txt") == true)
        #expect(try read([], as: .plainText).map(\.text) == [[]])
    }

    @Test func `files, directories and their parts come in order with running numbers`() throws {
        let folder = TemporaryFolder()
        _ = unsafe mkdir(folder["d"], 0o700)
        _ = unsafe mkdir(folder["d/sub"], 0o700)
        for name in ["z.txt", "d/b.txt", "d/a.jsonl", "d/sub/c.JSONL", "d/sub/c.json.zst", "d/.hidden.jsonl"] {
            folder.write(utf8("{\"text\":\"\(name)\"}\n"), to: name)
        }
        let plain = DocumentSource(paths: [folder["z.txt"], folder["d"]], format: .plainText)
        let names = try readAll(plain).map { String($0.name.dropFirst(folder.path.count + 1)) }
        #expect(names == ["z.txt", "d/a.jsonl", "d/b.txt", "d/sub/c.JSONL", "d/sub/c.json.zst"])
        #expect(try readAll(plain).map(\.ordinal) == [0, 1, 2, 3, 4])
        let lines = DocumentSource(paths: [folder["d"], folder["z.txt"]], format: .jsonLines(textField: "text"))
        #expect(try readAll(lines).map(\.text) == ["d/a.jsonl", "d/sub/c.json.zst", "z.txt"].map(utf8))
    }

    @Test func `what cannot be read is found before any work`() throws {
        let folder = TemporaryFolder()
        folder.write(utf8("x"), to: "a")
        func error(_ paths: [String], _ format: DocumentFormat = .plainText) -> DocumentError? {
            do throws(DocumentError) {
                _ = try DocumentReader(DocumentSource(paths: paths, format: format))
                return nil
            } catch { return error }
        }
        let missing = error([folder["a"], folder["b"]])
        #expect(missing?.description == folder["b"] + ": cannot open: no such file or directory; check the path")
        #expect(missing?.isInput == true)
        #expect(error(["-", folder["a"], "-"])?.problem == .standardInputTwice)
        _ = unsafe mkdir(folder["empty"], 0o700)
        #expect(
            error([folder["empty"]])?.description == folder["empty"]
                + ": the directory has no files; name another or another format")
        #expect(error([folder.path], .csv(textField: "x"))?.description.contains("has no CSV files") == true)
        #expect(error([folder["a"]]) == nil)
        #expect(error([]) == nil)
    }

    @Test(arguments: [1, 65, 200, 1 << 20])
    func `batches hold the same documents in order`(size: Int) throws {
        let folder = TemporaryFolder()
        let json = (0..<500).map { "{\"text\":\"" + String(repeating: "가", count: $0 % 50) + "\"}\n" }.joined()
        folder.write(utf8(json), to: "a.jsonl")
        let source = DocumentSource(
            paths: [folder["a.jsonl"], folder["a.jsonl"]], format: .jsonLines(textField: "text"))
        var reader = try DocumentReader(source)
        var documents: [Document] = []
        while true {
            let batch = try reader.nextBatch(maximumBytes: size)
            if batch.isEmpty { break }
            #expect(batch.dropLast().reduce(0) { $0 + $1.text.count + 64 } < size || batch.count == 1)
            documents += batch
        }
        #expect(documents == (try readAll(source)))
        #expect(documents.map(\.ordinal) == Array(0..<1000))
    }

    @Test func `threads that pull batches together get every document once`() async throws {
        let folder = TemporaryFolder()
        let json = (0..<2000).map { "{\"text\":\"\($0)\"}\n" }.joined()
        folder.write(utf8(json), to: "a.jsonl")
        let source = DocumentSource(paths: [folder["a.jsonl"]], format: .jsonLines(textField: "text"))
        let batches = try DocumentBatches(source)
        let pulled = try await withThrowingTaskGroup(of: [DocumentBatches.Batch].self) { group in
            for _ in 0..<4 {
                group.addTask {
                    var mine: [DocumentBatches.Batch] = []
                    while let batch = try batches.next(maximumBytes: 1000) { mine.append(batch) }
                    return mine
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let ordered = pulled.sorted { $0.index < $1.index }
        #expect(ordered.map(\.index) == Array(0..<ordered.count))
        #expect(ordered.flatMap(\.documents) == (try readAll(source)))
        #expect(batches.progress.documents == 2000)
    }

    @Test func `an error ends the batches for every thread`() throws {
        let folder = TemporaryFolder()
        folder.write(utf8("{\"text\":\"a\"}\nbroken\n{\"text\":\"b\"}\n"), to: "a")
        let batches = try DocumentBatches(
            DocumentSource(paths: [folder["a"]], format: .jsonLines(textField: "text")))
        #expect(try batches.next(maximumBytes: 1)?.documents.count == 1)
        #expect(throws: DocumentError.self) { try batches.next(maximumBytes: 1) }
        #expect(try batches.next(maximumBytes: 1) == nil)
    }

    @Test(arguments: [Packed.text, Packed.gzip, Packed.zstd])
    func `progress ends at the size of the files on disk`(packed: [UInt8]) throws {
        let folder = TemporaryFolder()
        folder.write(packed, to: "a")
        folder.write(packed, to: "b")
        var reader = try DocumentReader(
            DocumentSource(paths: [folder["a"], folder["b"]], format: .jsonLines(textField: "text")))
        #expect(reader.progress.fraction == 0)
        var last = 0
        while try reader.next() != nil {
            #expect(reader.progress.bytesRead >= last)
            last = reader.progress.bytesRead
        }
        #expect(
            reader.progress
                == DocumentProgress(
                    bytesRead: 2 * packed.count, totalBytes: 2 * packed.count, documents: 4, filesDone: 2, files: 2))
    }

    @Test func `progress over a pipe has no total`() throws {
        let reader = try DocumentReader(DocumentSource(paths: ["-"], format: .plainText))
        #expect(reader.progress.totalBytes == nil)
        #expect(reader.progress.fraction == nil)
    }
}

@Suite struct `Read sizes` {
    static let sizes = [1, 2, 3, 7, 16, 17, 61, 1000, 65536]

    /// Text with everything that a chunk boundary may cut in two.
    static func sample(_ seed: UInt64, separator: String, wrap: (String) -> String) -> [UInt8] {
        var random = SplitMix(seed: seed)
        let parts = ["가", "힣", "a", "😀", "\r", "é", " ", "bcdefghij"]
        var lines: [String] = []
        for number in 0..<60 {
            var text = ""
            for _ in 0..<Int(random.next() % 40) { text += parts[Int(random.next() % UInt64(parts.count))] }
            if number % 9 == 0 { text = String(repeating: text, count: 30) }
            lines.append(wrap(text))
        }
        return utf8(lines.joined(separator: separator))
    }

    static func json(_ text: String) -> String {
        let escaped = text.replacing("\r", with: "\\r").replacing("é", with: "\\u00e9").replacing("bcd", with: "b\\\"d")
        return "{\"n\":1,\"text\":\"" + escaped + "\"}"
    }

    static func csv(_ text: String) -> String {
        "1,"
            + (text.utf8.count % 3 == 0
                ? "\"" + text.replacing(" ", with: "\"\"\r\n") + "\"" : text.replacing("\r", with: "")) + ",x"
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `documents do not depend on how the file is cut`(seed: UInt64) throws {
        let cases: [([UInt8], DocumentFormat)] = [
            (Self.sample(seed, separator: "\n", wrap: { $0 }), .plainText),
            (
                Self.sample(seed, separator: seed % 2 == 0 ? "\n" : "\r\n", wrap: Self.json),
                .jsonLines(textField: "text")
            ),
            (
                utf8("n,text,y\r\n") + Self.sample(seed, separator: seed % 2 == 0 ? "\n" : "\r\n", wrap: Self.csv),
                .csv(textField: "text", idField: "n")
            ),
        ]
        for (text, format) in cases {
            let folder = TemporaryFolder()
            let half = text.count / 2
            for (name, content) in [
                ("plain", text), ("gzip", Packed.storedGzip(text)), ("zstd", Packed.storedZstd(text)),
                ("two", Packed.storedGzip(Array(text[..<half])) + Packed.storedGzip(Array(text[half...]))),
            ] {
                folder.write(content, to: name)
            }
            let expected = try readAll(DocumentSource(paths: [folder["plain"]], format: format))
            #expect(expected.count == (format == .plainText ? 1 : 60))
            for name in ["plain", "gzip", "zstd", "two"] {
                for size in Self.sizes {
                    let source = DocumentSource(
                        paths: [folder[name]], format: format, limits: .init(readSize: size))
                    let documents = try readAll(source)
                    #expect(documents.map(\.text) == expected.map(\.text), "\(name) \(size)")
                    #expect(documents.map(\.line) == expected.map(\.line), "\(name) \(size)")
                    #expect(documents.map(\.id) == expected.map(\.id), "\(name) \(size)")
                }
            }
        }
    }

    @Test(arguments: sizes, [DocumentFormat.jsonLines(textField: "t"), .csv(textField: "t")])
    func `the bound on a document does not depend on how the file is cut`(size: Int, format: DocumentFormat) throws {
        // A line of 40 bytes, and a field of 40 bytes.
        let json = format == .csv(textField: "t") ? "" : "{\"t\":\"\"}"
        let line =
            json.isEmpty ? String(repeating: "x", count: 40) : "{\"t\":\"" + String(repeating: "x", count: 32) + "\"}"
        let text = utf8((json.isEmpty ? "t" : json) + "\n" + line + "\n")
        var limits = DocumentSource.Limits(readSize: size)
        limits.maximumDocumentBytes = 40
        #expect(try message(text, as: format, limits: limits) == nil)
        limits.maximumDocumentBytes = 39
        #expect(
            try message(text, as: format, limits: limits)?.hasPrefix("file:2: a document is longer than 39") == true)
    }
}
