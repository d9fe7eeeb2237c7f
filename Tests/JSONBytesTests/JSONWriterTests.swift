import JSONBytes
import Testing

@Suite struct `JSON writer` {
    @Test func `compact output has no white space`() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("이름", "값")
        writer.key("list")
        writer.beginArray()
        writer.int(-1)
        writer.double(0.1)
        writer.bool(true)
        writer.null()
        writer.beginObject()
        writer.endObject()
        writer.endArray()
        writer.member("n", 3)
        writer.endObject()
        #expect(writer.bytes == utf8(#"{"이름":"값","list":[-1,0.1,true,null,{}],"n":3}"#))
    }

    @Test func `pretty output has an item a line`() {
        var writer = JSONWriter(.pretty)
        writer.value(
            .object([
                .init(key: utf8("a"), value: .array([.integer(1), .array([])])),
                .init(key: utf8("b"), value: .object([])),
            ]))
        let expected = """
            {
              "a": [
                1,
                []
              ],
              "b": {}
            }
            """
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
    }

    @Test func `lines are JSON texts of their own`() {
        var writer = JSONWriter()
        for number in 0..<3 {
            writer.beginArray()
            writer.int(number)
            writer.endArray()
            writer.newline()
        }
        #expect(writer.bytes == utf8("[0]\n[1]\n[2]\n"))
    }

    @Test func `bytes taken on the way join to the same text`() throws {
        var writer = JSONWriter()
        var out: [UInt8] = []
        writer.beginArray()
        for number in 0..<100 {
            writer.int(number)
            if number % 7 == 0 { out += writer.takeBytes() }
        }
        writer.endArray()
        out += writer.takeBytes()
        #expect(try JSONValue(parsing: out) == .array((0..<100).map { .integer($0) }))
    }

    @Test(arguments: UnicodeScalar.asciiScalars + ["\u{80}", "가", "\u{2028}", "\u{FFFD}", "\u{10FFFF}"])
    func `every scalar reads back`(scalar: UnicodeScalar) throws {
        let text = utf8("x" + String(scalar) + "y")
        var writer = JSONWriter()
        writer.string(text)
        #expect(!writer.bytes.contains { $0 < 0x20 })
        #expect(try JSONValue(parsing: writer.bytes) == .string(text))
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `invalid bytes become the same replacements as the standard library's`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let pool: [UInt8] = [
            0x41, 0x22, 0x5C, 0x0A, 0x80, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xEA, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF,
        ]
        let text = (0..<20).map { _ in pool[Int(random.next() % UInt64(pool.count))] }
        var writer = JSONWriter()
        writer.string(text)
        #expect(try JSONValue(parsing: writer.bytes) == .string(utf8(String(decoding: text, as: UTF8.self))))
    }

    @Test(arguments: [0, -0.0, 0.1, 1.0 / 3, 1e300, .leastNonzeroMagnitude, 123456789.125, -1e21])
    func `doubles read back exactly`(value: Double) throws {
        var writer = JSONWriter()
        writer.double(value)
        var reader = JSONReader(writer.bytes)
        #expect(try reader.readNumber().bitPattern == value.bitPattern)
    }

    @Test func `what JSON cannot say becomes null`() {
        var writer = JSONWriter()
        writer.beginArray()
        writer.double(.nan)
        writer.double(.infinity)
        writer.endArray()
        #expect(writer.bytes == utf8("[null,null]"))
    }
}

extension UnicodeScalar {
    static var asciiScalars: [UnicodeScalar] { (UInt8(0)..<128).map { UnicodeScalar($0) } }
}
