import JSONBytes
import Testing

/// The UTF-8 of a text.
func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }

@Suite struct `JSON reader` {
    @Test func `a settings file is read in file order with duplicates`() throws {
        let json = utf8(#" { "a" : [1, -2, 3.5, true, false, null], "b":"x", "a":{} , "n": 1e3 } "#)
        let value = try JSONValue(parsing: json)
        #expect(value.objectValue?.map(\.key) == ["a", "b", "a", "n"].map(utf8))
        #expect(
            value.objectValue?.first?.value
                == .array([.integer(1), .integer(-2), .number(3.5), .bool(true), .bool(false), .null]))
        #expect(value["b"]?.stringValue == "x")
        #expect(value["a"] == .object([]))
        #expect(value["n"]?.doubleValue == 1000)
        #expect(value["n"]?.intValue == 1000)
        #expect(value["none"] == nil)
    }

    @Test(arguments: [
        (#"{"a":1,"나": 22 ,"c":0}"#, 3), (#"{ "a" : 1 , "b\\n":2}"#, 1), (#"{"a":1,"b":-2}"#, 1),
        (#"{"a":01}"#, 0), (#"{"a":1.5}"#, 0), (#"{"a":1e2}"#, 0), (#"{"a":1234567890}"#, 0), (#"{"a":1,,"b":2}"#, 1),
        (#"{"a":1 "b":2}"#, 1), (#"{"a":1,}"#, 1), (#"{"a":1x}"#, 0), (#"{"a":12"#, 0), (#"{}"#, 0), (#"{,"a":1}"#, 0),
    ])
    func `plain members are taken at once and others left unread`(json: String, count: Int) throws {
        var reader = JSONReader(utf8(json))
        var one = reader
        try reader.beginObject()
        try one.beginObject()
        var (keys, ends, values): ([UInt8], [Int], [UInt32]) = ([], [], [])
        reader.takeIntegerMembers(keys: &keys, ends: &ends, values: &values)
        #expect(values.count == count && ends.count == count)
        var start = 0
        for (end, value) in zip(ends, values) {
            #expect(try one.nextKey() == Array(keys[start..<end]))
            #expect(try one.readInt() == Int(value))
            start = end
        }
        // What follows is read, or refused, as if nothing had been taken before.
        func rest(_ reader: inout JSONReader) -> Result<[JSONValue], JSONError> {
            var values: [JSONValue] = []
            do throws(JSONError) {
                while try reader.nextKey() != nil { values.append(try reader.readValue()) }
                return .success(values)
            } catch {
                return .failure(error)
            }
        }
        #expect(rest(&reader) == rest(&one))
    }

    @Test(arguments: [
        (#"["a","b"]"#, true), ("[ \"가\" ,\n\t\"b\"\r]", true), (#"["","b"]"#, true), (#"["a\\u0020","b"]"#, false),
        (#"["a","b","c"]"#, false), (#"["a"]"#, false), (#"["a",1]"#, false), (#""a b""#, false), (#"{}"#, false),
    ])
    func `plain pairs are taken at once and others left unread`(pair: String, isPlain: Bool) throws {
        let json = utf8("[\(pair), \(pair)]        ")
        var reader = JSONReader(json)
        try reader.beginArray()
        let offset = reader.offset
        for _ in 0..<2 {
            guard let (left, right) = reader.takeStringPair() else { break }
            var strings = JSONReader(utf8(pair))
            try strings.beginArray()
            #expect(try strings.nextElement() && strings.readString() == Array(json[left]))
            #expect(try strings.nextElement() && strings.readString() == Array(json[right]))
        }
        #expect(isPlain == (reader.offset > offset))
        #expect(try reader.nextElement() != isPlain)
        if isPlain { try reader.finish() }
    }

    @Test func `canonically equivalent keys stay two keys`() throws {
        let value = try JSONValue(parsing: utf8("{\"한\":1,\"\u{1112}\u{1161}\u{11AB}\":2}"))
        #expect(value["한"] == .integer(1))
        #expect(value["\u{1112}\u{1161}\u{11AB}"] == .integer(2))
    }

    @Test func `a pull over nested containers sees every item`() throws {
        var reader = JSONReader(utf8(#"{"v":{"가":0,"나":1},"m":[["a","b"],["c","d"]],"e":[],"o":{}}"#))
        var seen: [String] = []
        var key: [UInt8] = []
        try reader.beginObject()
        while try reader.nextKey(into: &key) {
            seen.append(String(decoding: key, as: UTF8.self))
            switch try reader.peek() {
            case .object:
                try reader.beginObject()
                while let inner = try reader.nextKey() {
                    seen.append("\(String(decoding: inner, as: UTF8.self))=\(try reader.readInt())")
                }
            default:
                try reader.beginArray()
                while try reader.nextElement() {
                    try reader.beginArray()
                    while try reader.nextElement() {
                        seen.append(String(decoding: try reader.readString(), as: UTF8.self))
                    }
                }
            }
        }
        try reader.finish()
        #expect(seen == ["v", "가=0", "나=1", "m", "a", "b", "c", "d", "e", "o"])
    }

    @Test(arguments: [
        (#""""#, ""), (#""한국어""#, "한국어"), (#""a\"b\\c\/d\b\f\n\r\t""#, "a\"b\\c/d\u{8}\u{C}\n\r\t"),
        (#""\ud55c\uAD6D""#, "한국"), (#""\ud83d\ude00!""#, "😀!"), (#""\u0000""#, "\0"),
        (#""\ud800\udc00""#, "\u{10000}"),
        (#""12345678\n12345678""#, "12345678\n12345678"),
        (#""\u007f\u0080\u07ff\u0800""#, "\u{7F}\u{80}\u{7FF}\u{800}"),
    ])
    func `strings are decoded`(json: String, text: String) throws {
        var reader = JSONReader(utf8(json))
        #expect(try reader.readString() == utf8(text))
        try reader.finish()
        var skipper = JSONReader(utf8(json))
        #expect(try skipper.skipValue() == 0..<utf8(json).count)
    }

    @Test(arguments: 0..<40)
    func `a special byte is found wherever it stands`(place: Int) throws {
        let before = String(repeating: "한", count: place / 3) + String(repeating: "x", count: place % 3)
        for after in ["", "y", "yyyyyyyyyyyy", "국국국국국"] {
            var reader = JSONReader(utf8("\"\(before)\\t\(after)\""))
            #expect(try reader.readString() == utf8("\(before)\t\(after)"))
            var control = JSONReader(utf8("\"\(before)\u{1F}\(after)\""))
            #expect(throws: JSONError.self) { try control.readString() }
            for invalid: [UInt8] in [
                [0x80], [0xED, 0xA0, 0x80], [0xC3], [0xE0, 0x9F, 0x80], [0xF5, 0x80, 0x80, 0x80],
            ] {
                var bad = JSONReader(utf8("\"\(before)") + invalid + utf8("\(after)\""))
                let error = #expect(throws: JSONError.self) { try bad.readString() }
                #expect(error?.problem == .invalidUTF8)
                #expect(error?.offset == 1 + before.utf8.count)
            }
        }
    }

    @Test(arguments: [
        ("0", 0), ("-0", 0), ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min), ("12", 12),
    ])
    func `integers are exact to the ends of Int`(json: String, expected: Int) throws {
        var reader = JSONReader(utf8(json))
        #expect(try reader.readInt() == expected)
    }

    @Test(arguments: ["9223372036854775808", "-9223372036854775809", "99999999999999999999"])
    func `an integer that Int cannot hold is an error, and a number elsewhere`(json: String) throws {
        var reader = JSONReader(utf8(json))
        #expect(throws: JSONError.self) { try reader.readInt() }
        #expect(try JSONValue(parsing: utf8(json)) == .number(Double(json) ?? .nan))
    }

    @Test(arguments: ["1.5", "-0.0", "1e30", "2.2250738585072014e-308", "1E-2", "123456789012345678", "1e-999"])
    func `numbers are the nearest double`(json: String) throws {
        var reader = JSONReader(utf8(json))
        #expect(try reader.readNumber().bitPattern == Double(json)?.bitPattern)
    }

    @Test func `a number too large for a double is an error where it is read`() throws {
        let error = #expect(throws: JSONError.self) { _ = try JSONValue(parsing: utf8("[1e400]")) }
        #expect(error?.description == "line 1, byte 1: the number is out of range")
        var reader = JSONReader(utf8("[1e400]"))
        #expect(try reader.skipValue() == 0..<7)
    }

    @Test(arguments: [
        ("", "line 1, byte 0: the JSON ends early: expected a value"),
        ("{\"a\":\n tru}", "line 2, byte 7: expected true or false, found 't'"),
        ("[1 2]", "line 1, byte 3: expected a comma or the end of the array, found a number"),
        ("[1,]", "line 1, byte 3: expected an item after the comma, found ']'"),
        ("{\"a\" 1}", "line 1, byte 5: expected a colon, found a number"),
        ("{1:2}", "line 1, byte 1: expected a key, found a number"),
        ("[1}", "line 1, byte 2: expected a comma or the end of the array, found '}'"),
        ("1 x", "line 1, byte 2: there is something after the end of the value"),
        ("01", "line 1, byte 0: expected a number, found a leading zero"),
        ("1.", "line 1, byte 2: the JSON ends early: expected a digit"),
        ("\"\\ud800x\"", "line 1, byte 1: a \\u escape is one half of a surrogate pair without the other"),
        ("\"\\ud800\\ud800\"", "line 1, byte 1: a \\u escape is one half of a surrogate pair without the other"),
        ("\"\\udc00\"", "line 1, byte 1: a \\u escape is one half of a surrogate pair without the other"),
        ("\"\\x\"", "line 1, byte 1: a string has an escape that JSON does not know"),
        ("\"\\u12g4\"", "line 1, byte 1: a string has an escape that JSON does not know"),
        ("\"abc", "line 1, byte 4: the JSON ends early: expected the end of a string"),
        ("NaN", "line 1, byte 0: expected a value, found 'N'"),
        ("\u{FEFF}1", "line 1, byte 0: expected a value, found byte 0xef"),
    ])
    func `malformed JSON says where and what`(json: String, message: String) throws {
        let error = #expect(throws: JSONError.self) { _ = try JSONValue(parsing: utf8(json)) }
        #expect(error?.description == message)
        #expect(throws: JSONError.self) {
            var reader = JSONReader(utf8(json))
            try reader.skipValue()
            try reader.finish()
        }
    }

    @Test(arguments: ["[", "{\"a\":", "[[1],", "[{\"x\":"])
    func `hostile nesting fails at the bound, quickly`(opening: String) throws {
        var json: [UInt8] = []
        while json.count < 10_000_000 { json += json.isEmpty ? utf8(opening) : json }
        for read in [{ (reader: inout JSONReader) in _ = try reader.readValue() }, { _ = try $0.skipValue() }] {
            var reader = JSONReader(json)
            let error = #expect(throws: JSONError.self) { try read(&reader) }
            #expect(error?.problem == .tooDeep(maximum: 512))
        }
    }

    @Test func `the bound is on depth and not on the number of containers`() throws {
        let wide = utf8("[" + Array(repeating: "[[]]", count: 5000).joined(separator: ",") + "]")
        #expect(try JSONValue(parsing: wide).arrayValue?.count == 5000)
        let deep = utf8(String(repeating: "[", count: 512) + String(repeating: "]", count: 512))
        #expect(throws: Never.self) { try JSONValue(parsing: deep) }
    }

    @Test func `every cut of a document is an error and never a crash`() throws {
        let json = utf8(#"{"가":[1,-2.5e+3,"\ud83d\ude00\n",true,null,{"x":[]}],"나":"다"}"#)
        #expect(throws: Never.self) { try JSONValue(parsing: json) }
        for count in 0..<json.count {
            #expect(throws: JSONError.self) { try JSONValue(parsing: Array(json[..<count])) }
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `changed bytes give a value or an error`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        var json = utf8(#"{"가":[1,-2.5e+3,"\ud83d\ude00\n",true,null,{"x":[]}],"나":"다"}"#)
        for _ in 0..<3 { json[Int(random.next() % UInt64(json.count))] = UInt8(truncatingIfNeeded: random.next()) }
        // Reading and skipping must agree on what is JSON.
        let value = try? JSONValue(parsing: json)
        var reader = JSONReader(json)
        let skipped: Void? = try? {
            try reader.skipValue(); try reader.finish()
        }()
        // A number out of range is grammatical: only reading sees it.
        if value != nil { #expect(skipped != nil) }
        if let value {
            var writer = JSONWriter()
            writer.value(value)
            #expect(try JSONValue(parsing: writer.bytes) == value)
        }
    }

    @Test func `a part of an array is read with offsets of its own`() throws {
        let bytes = utf8("xx{\"a\":1}\n{\"a\":b}")
        var first = JSONReader(bytes, in: 2..<9)
        #expect(try first.readValue() == .object([.init(key: utf8("a"), value: .integer(1))]))
        try first.finish()
        var second = JSONReader(bytes, in: 10..<17)
        let error = #expect(throws: JSONError.self) { try second.readValue() }
        #expect(error?.offset == 5)
        #expect(error?.line == 1)
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): a small seeded generator.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
