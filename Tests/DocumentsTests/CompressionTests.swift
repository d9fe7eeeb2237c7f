import Documents
import TestSupport
import Testing

@Suite struct `Compressed documents` {
    static let lines = DocumentFormat.jsonLines(textField: "text", idField: "id")
    static let formats = [Packed.gzip, Packed.zstd, Packed.zstdLong27, Packed.zstdLong31]

    @Test(arguments: formats)
    func `compression is found from the bytes and not from the name`(packed: [UInt8]) throws {
        for name in ["x.jsonl", "x.gz", "x.zst", "x"] {
            #expect(try read(packed, name: name, as: .plainText).map(\.text) == [Packed.text])
        }
        let documents = try read(packed, as: Self.lines)
        #expect(documents.map(\.id) == [utf8("a"), utf8("b")])
        #expect(documents.first?.text == utf8("한국어를 배웁니다\n두 줄"))
    }

    @Test func `a name that promises compression is believed only if the bytes agree`() throws {
        #expect(try read(Packed.text, name: "x.gz", as: .plainText).map(\.text) == [Packed.text])
    }

    @Test(arguments: [
        ("x.gz", "gzip", Packed.gzip), ("x.zst", "zstd", Packed.zstd), ("x.zst", "zstd", Packed.zstdLong27),
    ])
    func `a stream cut at any byte is an error that names the file and the byte`(
        name: String, format: String, packed: [UInt8]
    ) throws {
        for count in 0..<packed.count {
            for document in [DocumentFormat.plainText, Self.lines] {
                #expect(
                    try message(Array(packed[..<count]), name: name, as: document)
                        == "\(name): truncated \(format) stream after \(count) bytes; get the file again")
            }
        }
    }

    @Test(arguments: [Packed.gzip, Packed.zstd, Packed.zstdLong27], 0..<8)
    func `a flipped bit is an error, or the format does not look at it`(packed: [UInt8], bit: Int) throws {
        // A frame without a checksum (the third) may give other text; it must end cleanly all the same.
        let isChecked = packed != Packed.zstdLong27
        for index in packed.indices {
            var damaged = packed
            damaged[index] ^= 1 << UInt8(bit)
            do {
                let documents = try read(damaged, name: "x.gz", as: .plainText)
                // Flipped magic bytes: the file is no longer compressed, and is taken as it is.
                let isPlain = documents.map(\.text) == [damaged]
                if isChecked { #expect(isPlain || documents.map(\.text) == [Packed.text], "byte \(index)") }
            } catch let error as DocumentError {
                #expect(error.isInput)
            }
        }
    }

    @Test func `members and frames that follow each other are one text`() throws {
        let twice = [Packed.text + Packed.text]
        #expect(try read(Packed.gzip + Packed.gzip, as: .plainText).map(\.text) == twice)
        #expect(try read(Packed.zstd + Packed.zstdLong27, as: .plainText).map(\.text) == twice)
        #expect(try read(Packed.gzip + [0, 0, 0, 0], as: .plainText).map(\.text) == [Packed.text])
        #expect(try read(Packed.gzip + [0, 0] + Packed.gzip, as: .plainText).map(\.text) == twice)
        let skippable = Packed.skippable([1, 2, 3])
        #expect(try read(skippable + Packed.zstd + skippable + Packed.zstd, as: .plainText).map(\.text) == twice)
        #expect(try read(Packed.storedGzip([]) + Packed.gzip, as: .plainText).map(\.text) == [Packed.text])
        #expect(try read(Packed.storedZstd([]), as: .plainText).map(\.text) == [[]])
    }

    @Test func `anything else after a member is damage and is not dropped`() throws {
        for (format, packed) in [("gzip", Packed.gzip), ("zstd", Packed.zstd)] {
            let message = try #require(try message(packed + utf8("garbage"), as: .plainText))
            #expect(message.hasPrefix("file: corrupt \(format) data near byte "), "\(message)")
        }
        #expect(try message(Packed.gzip + [0x1F, 0x8B], as: .plainText)?.contains("truncated gzip") == true)
    }

    @Test func `a window longer than allowed is refused with the remedy`() throws {
        var limits = DocumentSource.Limits()
        limits.maximumWindowLog = 27
        #expect(
            try message(Packed.zstdLong31, as: .plainText, limits: limits)
                == "file: the zstd window is longer than 2^27 bytes; compress the file again with --long=27 or less")
        #expect(try read(Packed.zstdLong27, as: .plainText, limits: limits).count == 1)
    }

    @Test func `compressions that are not read are named`() throws {
        #expect(
            try message([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 1, 2], as: .plainText)
                == "file: xz compression is not read here; decompress it first, or use gzip or zstd")
        #expect(try message(utf8("BZh91AY&SY"), as: .plainText)?.contains("bzip2") == true)
        #expect(try message([0x50, 0x4B, 3, 4, 0], as: .plainText)?.contains("zip archive") == true)
        #expect(try message(utf8("BZh is how this text begins"), as: .plainText) == nil)
    }

    @Test func `a decompression bomb stops at the bound`() throws {
        let bomb = Packed.storedGzip([UInt8](repeating: 0x61, count: 1_000_000))
        let limits = DocumentSource.Limits(maximumDocumentBytes: 500_000)
        for format in [DocumentFormat.plainText, Self.lines] {
            let message = try #require(try message(bomb, as: format, limits: limits))
            #expect(message.contains("a document is longer than 500000 bytes"), "\(message)")
        }
        let csv = Packed.storedZstd(utf8("text\n\"") + [UInt8](repeating: 0x61, count: 1_000_000))
        #expect(
            try message(csv, as: .csv(textField: "text"), limits: limits)?
                .hasPrefix("file:2: a document is longer than 500000 bytes") == true)
    }

    @Test(arguments: [Packed.gzip, Packed.zstd, Packed.text])
    func `standard input is decompressed too`(packed: [UInt8]) async {
        // In a process of its own, whose standard input is replaced by the file.
        await #expect(processExitsWith: .success) { [packed = packed as [UInt8]] in
            let folder = TemporaryFolder()
            folder.write(packed, to: "x")
            try replaceStandardInput(by: folder["x"])
            let documents = try readAll(DocumentSource(paths: ["-"], format: `Compressed documents`.lines))
            #expect(documents.map(\.name) == ["-:1", "-:2"])
            #expect(documents.map(\.id) == [utf8("a"), utf8("b")])
        }
    }
}
