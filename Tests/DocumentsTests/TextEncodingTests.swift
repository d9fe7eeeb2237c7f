import Documents
import Testing

@Suite struct `Text encodings` {
    /// "안녕하세요, 똠방각하! 햏" as CPython's cp949 codec writes it; 똠 and 햏 are outside KS X 1001.
    static let cp949 = bytes("bec8b3e7c7cfbcbcbfe42c208c63b9e6b0a2c7cf2120c164")
    static let text = "안녕하세요, 똠방각하! 햏"

    @Test func `CP949 is read where it is named`() throws {
        #expect(try read(Self.cp949, as: .plainText, encoding: .cp949).map(\.text) == [utf8(Self.text)])
        #expect(try read(Self.cp949, as: .plainText).map(\.text) == [Self.cp949])
        let packed = Packed.storedGzip(utf8("id,text\n1,\"") + Self.cp949 + utf8("\"\n"))
        let documents = try read(packed, as: .csv(textField: "text", idField: "id"), encoding: .cp949)
        #expect(documents.map(\.text) == [utf8(Self.text)])
        let json = utf8("{\"text\":\"") + Self.cp949 + utf8("\\n\"}\n")
        #expect(
            try read(json, as: .jsonLines(textField: "text"), encoding: .cp949).map(\.text) == [utf8(Self.text + "\n")])
    }

    @Test func `CP949 has every modern syllable once, those of KS X 1001 in order, and ASCII unchanged`() throws {
        let letters = Array(UInt8(0x41)...0x5A) + Array(UInt8(0x61)...0x7A)
        // KS X 1001 has rows B0 to C8; the others lie around it, with letters as second bytes too.
        let standard = (UInt8(0xB0)...0xC8).flatMap { lead in (UInt8(0xA1)...0xFE).flatMap { [lead, $0] } }
        let added = (UInt8(0x81)...0xC6).flatMap { lead -> [UInt8] in
            let high = UInt8(0x81)...(lead < 0xA1 ? 0xFE : 0xA0)
            let trails = lead == 0xC6 ? Array(0x41...0x52) : letters + Array(high)
            return trails.flatMap { [lead, $0] }
        }
        func scalars(_ input: [UInt8]) throws -> [UInt32] {
            let text = try #require(try read(input, as: .plainText, encoding: .cp949).first?.text)
            return String(decoding: text, as: UTF8.self).unicodeScalars.map(\.value)
        }
        let both = [try scalars(standard), try scalars(added)]
        #expect(both.map(\.count) == [2350, 8822])
        #expect(both == both.map { $0.sorted() })
        #expect(both.joined().sorted() == Array(0xAC00...0xD7A3))
        let ascii = (UInt8(0)..<128).map { $0 }
        #expect(try read(ascii, as: .plainText, encoding: .cp949).map(\.text) == [ascii])
    }

    @Test(arguments: [1, 2, 3, 5, 16, 1000])
    func `characters are not lost where the pieces are cut`(size: Int) throws {
        let many = Array(repeatElement(Self.cp949, count: 3000).joined())
        let documents = try read(many, as: .plainText, encoding: .cp949, limits: .init(readSize: size))
        #expect(documents.map(\.text) == [utf8(String(repeating: Self.text, count: 3000))])
    }

    @Test(arguments: [false, true], [1, 2, 3, 1000])
    func `UTF-16 follows its byte-order mark`(isBigEndian: Bool, size: Int) throws {
        let text = "한글 😀 a\n"
        let units = ([0xFEFF] + Array(text.utf16)).flatMap { unit in
            let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            return isBigEndian ? pair : pair.reversed()
        }
        let documents = try read(units, as: .plainText, encoding: .utf16, limits: .init(readSize: size))
        #expect(documents.map(\.text) == [utf8(text)])
        #expect(try read([], as: .plainText, encoding: .utf16).map(\.text) == [[]])
    }

    @Test(
        arguments: [
            ([0x61, 0x62, 0xC9, 0x41], TextEncoding.cp949, "file: byte 2 is not CP949; check the encoding"),
            ([0x61, 0xB0], .cp949, "file: byte 1 is not CP949; check the encoding"),
            ([0x61, 0x00, 0x62, 0x00], .utf16, "file: byte 0 is not UTF-16; check the encoding"),
            ([0xFF, 0xFE, 0x61, 0x00, 0x00, 0xD8], .utf16, "file: byte 4 is not UTF-16; check the encoding"),
            ([0xFF, 0xFE, 0x61, 0x00, 0x62], .utf16, "file: byte 4 is not UTF-16; check the encoding"),
            ([0xFF], .utf16, "file: byte 0 is not UTF-16; check the encoding"),
        ] as [([UInt8], TextEncoding, String)])
    func `bytes that the encoding does not know are named`(input: [UInt8], encoding: TextEncoding, expected: String)
        throws
    {
        for size in [1, 1000] {
            #expect(try message(input, as: .plainText, encoding: encoding, limits: .init(readSize: size)) == expected)
        }
    }

    @Test func `the byte is counted from the start however long the text`() throws {
        let long = Array(repeatElement(Self.cp949, count: 20_000).joined())
        #expect(
            try message(long + [0xC9, 0x41], as: .plainText, encoding: .cp949)
                == "file: byte \(long.count) is not CP949; check the encoding")
    }

    @Test func `encodings have the names that people write`() {
        #expect(["UTF-8", "utf8"].map { TextEncoding(name: $0) } == [.utf8, .utf8])
        for name in ["cp949", "CP949", "euc-kr", "EUC_KR", "uhc", "ms949", "windows-949"] {
            #expect(TextEncoding(name: name) == .cp949)
        }
        #expect(TextEncoding(name: "utf-16le") == .utf16)
        #expect(TextEncoding(name: "latin-1") == nil)
    }
}

@Suite struct `Encoding hint` {
    @Test func `UTF-8 needs none`() {
        #expect(EncodingHint.detect(utf8("한국어 😀")) == nil)
        #expect(EncodingHint.detect([]) == nil)
    }

    @Test func `CP949 and UTF-16 are named with the remedy`() {
        #expect(EncodingHint.detect(`Text encodings`.cp949) == .encoding(.cp949))
        #expect(
            EncodingHint.detect(`Text encodings`.cp949)?.description
                == "the text is not UTF-8 but reads as CP949; try --encoding cp949")
        #expect(EncodingHint.detect([0xFF, 0xFE, 0x00, 0xAC]) == .encoding(.utf16))
        // A sample that ends inside a character must not count against the encoding.
        let long = [0x61] + Array(repeatElement([0xB0, 0xA1] as [UInt8], count: 600_000).joined())
        #expect(EncodingHint.detect(long) == .encoding(.cp949))
    }

    @Test(arguments: [
        // Latin-1 "café, naïve", Shift JIS "日本語" (half of it, as CP949, is no Hangul), a broken syllable, noise.
        (bytes("636166e92c206e61ef7665"), 3), (bytes("93fa967b8cea"), 0), (utf8("한국") + [0xEC, 0x96], 6),
        ([0x61, 0xFF, 0xFE, 0xFD], 1),
    ])
    func `other bytes are not called Korean`(input: [UInt8], offset: Int) {
        #expect(EncodingHint.detect(input) == .unknown(offset: offset))
    }
}

@Suite struct `UTF-8 validity` {
    @Test func `ill-formed sequences are counted as the standard library replaces them`() {
        for seed in UInt64(0)..<500 {
            var random = SplitMix(seed: seed)
            let pool: [UInt8] = [0x41, 0x80, 0xA0, 0xBF, 0xC2, 0xE0, 0xEA, 0xED, 0xF0, 0xF4, 0xFF]
            let text = (0..<30).map { _ in pool[Int(random.next() % UInt64(pool.count))] }
            let replacements = String(decoding: text, as: UTF8.self).unicodeScalars.count { $0 == "\u{FFFD}" }
            let validity = UTF8Validity(of: text)
            #expect(validity.invalidSequences == replacements, "seed \(seed)")
            #expect(validity.isValid == UTF8Validity.isValid(text))
        }
        #expect(UTF8Validity(of: utf8("가") + [0xFF, 0xFF]).firstOffset == 3)
    }
}
