import Documents
import Testing

@Suite struct `JSON Lines documents` {
    @Test func `a line is a document with its id and place`() throws {
        let json = """
            {"id":"첫째","text":"가\\n나","more":[1,{"text":"no"}]}
            {"text":"","id":2}

            {"meta":null,"text":"\\ud83d\\ude00","id":-1.50e2}
            """
        let documents = try read(utf8(json), name: "d.jsonl", as: .jsonLines(textField: "text", idField: "id"))
        #expect(documents.map(\.text) == ["가\n나", "", "😀"].map(utf8))
        #expect(documents.map(\.id) == ["첫째", "2", "-1.50e2"].map(utf8))
        #expect(documents.map(\.line) == [1, 2, 4])
        #expect(documents.map(\.ordinal) == [0, 1, 2])
        #expect(documents.last?.name.hasSuffix("/d.jsonl:4") == true)
    }

    @Test func `a byte-order mark, CRLF and blank lines are tolerated`() throws {
        let text = "\u{FEFF}{\"text\":\"a\"}\r\n \t\r\n\r\n{\"text\":\"b\"}\r\n"
        #expect(try read(utf8(text), as: .jsonLines(textField: "text")).map(\.text) == [[0x61], [0x62]])
        #expect(try read([], as: .jsonLines(textField: "text")) == [])
        #expect(try read(utf8("\u{FEFF}"), as: .jsonLines(textField: "text")) == [])
        #expect(try read(utf8("\n\n"), as: .jsonLines(textField: "text")) == [])
    }

    @Test(arguments: [
        (#"{"data":{"text":"a"}}"#, "a"),
        (#"{"data":{"text":"a"},"data.text":"b"}"#, "b"),
        (#"{"data.text":"b","data":{"text":"a"}}"#, "b"),
        (#"{"data":{"x":1},"data":{"text":"c"}}"#, "c"),
        (#"{"data":{"text":"a","text":"d"}}"#, "d"),
    ])
    func `a dotted path is followed where no key has its name`(json: String, text: String) throws {
        #expect(try read(utf8(json), as: .jsonLines(textField: "data.text")).map(\.text) == [utf8(text)])
    }

    @Test func `dotted paths go deep, prefer the exact key at every level, and serve the id too`() throws {
        let json = #"{"a":{"b.c":"exact","b":{"c":"deep"},"id":{"n":7}}}"#
        let documents = try read(utf8(json), as: .jsonLines(textField: "a.b.c", idField: "a.id.n"))
        #expect(documents.map(\.text) == [utf8("exact")])
        #expect(documents.map(\.id) == [utf8("7")])
    }

    @Test func `of members with one name the last counts`() throws {
        let json = #"{"text":"a","text":"b","id":1,"id":2}"#
        let documents = try read(utf8(json), as: .jsonLines(textField: "text", idField: "id"))
        #expect(documents.map(\.text) == [utf8("b")])
        #expect(documents.map(\.id) == [utf8("2")])
        #expect(try read(utf8(json), as: .jsonLines(textField: "text", idField: "text")).map(\.id) == [utf8("b")])
    }

    @Test func `invalid UTF-8 in a string stays as it is`() throws {
        let json = utf8(#"{"text":"a"#) + [0xFF, 0xED, 0xA0, 0x80] + utf8(#"한","x":""#) + [0xC3] + utf8("\"}")
        let expected = [0x61, 0xFF, 0xED, 0xA0, 0x80] + utf8("한")
        #expect(try read(json, as: .jsonLines(textField: "text")).map(\.text) == [expected])
    }

    @Test(arguments: [
        (#"{"body":"a"}"#, #"no field "text"; check the field name"#),
        (#"{"text":null,"id":1}"#, #"the field "text" is null, not a string"#),
        (#"{"text":["a"],"id":1}"#, #"the field "text" is an array, not a string"#),
        (#"{"text":"a"}"#, #"no field "id"; check the field name"#),
        (#"{"text":"a","id":true}"#, #"the field "id" is true or false, not a string or number"#),
        (#"["a"]"#, "a line must be a JSON object, found an array"),
        (#"{"text":"a"#, "not JSON at byte 10 of the line: the JSON ends early: expected the end of a string"),
        (#"{"text":"a","id":1} x"#, "not JSON at byte 20 of the line: there is something after the end of the value"),
        (
            #"{"text":"\ud800","id":1}"#,
            "not JSON at byte 9 of the line: a \\u escape is one half of a surrogate pair without the other"
        ),
        ("plain text", "not JSON at byte 0 of the line: expected a value, found 'p'"),
    ])
    func `a bad line is named by file and number`(line: String, reason: String) throws {
        let json = "{\"text\":\"good\",\"id\":1}\n\n" + line + "\n{\"text\":\"good\",\"id\":1}\n"
        #expect(try message(utf8(json), as: .jsonLines(textField: "text", idField: "id")) == "file:3: " + reason)
    }

    @Test func `hostile nesting is an error of its line`() throws {
        let json = utf8(#"{"x":"#) + [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
        #expect(
            try message(json, as: .jsonLines(textField: "text"))
                == "file:1: not JSON at byte 516 of the line: arrays and objects are nested more than 512 deep")
    }
}
