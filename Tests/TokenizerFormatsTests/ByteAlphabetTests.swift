import Testing

@testable import TokenizerFormats

@Suite struct ByteAlphabetTests {
    @Test func `every byte has a character of its own and comes back from it`() {
        var all: [UInt8] = []
        ByteAlphabet.appendEncoded(UInt8.min...UInt8.max, to: &all)
        #expect(Set(String(decoding: all, as: UTF8.self).unicodeScalars).count == 256)
        var bytes: [UInt8] = []
        #expect(ByteAlphabet.appendDecoded(all.span, to: &bytes))
        #expect(bytes == Array(UInt8.min...UInt8.max))
    }

    @Test func `a space is Ġ, a line end Ċ and the first byte of Hangul í`() {
        var spelled: [UInt8] = []
        ByteAlphabet.appendEncoded([0x20, 0x0A, 0xED], to: &spelled)
        #expect(Array("ĠĊí".utf8) == spelled)
    }

    @Test(arguments: ["한", " ", "\u{AD}", "Ġ한", "\u{144}", "\n"])
    func `text with other characters is refused whole`(text: String) {
        var bytes: [UInt8] = [1]
        #expect(!ByteAlphabet.appendDecoded(Array(text.utf8).span, to: &bytes))
        #expect(bytes == [1])
    }
}

@Suite struct Base64Tests {
    @Test(arguments: 0..<20)
    func `bytes of every length come back`(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 77 &+ 200) }
        var text: [UInt8] = []
        Base64.appendEncoded(bytes.span, to: &text)
        var back: [UInt8] = []
        #expect(Base64.appendDecoded(text.span, to: &back))
        #expect(back == bytes)
    }

    @Test(arguments: [("", ""), ("IQ==", "!"), ("aGk=", "hi"), ("7ZWc", "한")])
    func `known texts decode`(text: String, expected: String) {
        var bytes: [UInt8] = []
        #expect(Base64.appendDecoded(Array(text.utf8).span, to: &bytes))
        #expect(bytes == Array(expected.utf8))
    }

    @Test(arguments: ["I", "IQ=", "I===", "IQ==IQ==", "I Q=", "IQ=a", "한국"])
    func `other texts are refused`(text: String) {
        var bytes: [UInt8] = []
        #expect(!Base64.appendDecoded(Array(text.utf8).span, to: &bytes))
    }
}
