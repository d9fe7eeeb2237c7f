import Documents
import Testing

@Suite struct `CSV documents` {
    static let format = DocumentFormat.csv(textField: "text", idField: "id")

    @Test func `quotes, doubled quotes and quoted line ends are read`() throws {
        let csv = "id,text,n\r\n1,\"가, \"\"나\"\"\r\n다\",x\r\n2,plain \"quote\" inside,\n\"3\",\"\",\"\"\n"
        let documents = try read(utf8(csv), as: Self.format)
        #expect(documents.map(\.text) == ["가, \"나\"\r\n다", "plain \"quote\" inside", ""].map(utf8))
        #expect(documents.map(\.id) == ["1", "2", "3"].map(utf8))
        #expect(documents.map(\.line) == [2, 4, 5])
    }

    @Test(arguments: ["", "\n", "\r\n"])
    func `the last record may end without a line end`(ending: String) throws {
        for last in ["2,b", "2,\"b\""] {
            let documents = try read(utf8("id,text\n1,a\n" + last + ending), as: Self.format)
            #expect(documents.map(\.text) == [utf8("a"), utf8("b")])
        }
    }

    @Test func `a byte-order mark and blank lines are tolerated`() throws {
        let documents = try read(utf8("\u{FEFF}text\r\n\r\n\na\n\n\"\"\nb\n\n"), as: .csv(textField: "text"))
        #expect(documents.map(\.text) == ["a", "", "b"].map(utf8))
        #expect(documents.map(\.line) == [4, 6, 7])
        #expect(documents.map(\.id) == [nil, nil, nil])
    }

    @Test func `an empty file has no documents`() throws {
        for csv in ["", "\n", "\r\n\r\n", "id,text", "id,text\n", "id,text\n\n"] {
            #expect(try read(utf8(csv), as: Self.format) == [])
        }
    }

    @Test func `columns may come in any order, be one, and be split by another sign`() throws {
        let tabs = DocumentFormat.csv(textField: "text", idField: "id", separator: 0x09)
        let documents = try read(utf8("text\tx\tid\na,b\t\t1\n"), as: tabs)
        #expect(documents.map(\.text) == [utf8("a,b")])
        #expect(documents.map(\.id) == [utf8("1")])
        let same = try read(utf8("text\na\n"), as: .csv(textField: "text", idField: "text"))
        #expect(same.map(\.id) == [utf8("a")])
    }

    @Test func `a carriage return inside a field stays`() throws {
        #expect(
            try read(utf8("text\na\rb\n\"c\rd\"\n"), as: .csv(textField: "text")).map(\.text)
                == ["a\rb", "c\rd"].map(utf8))
    }

    @Test(arguments: [
        ("id,body\n1,a\n", #"file:1: no column "text"; the header has "id", "body""#),
        (
            "id,text\n1,a,b\n",
            "file:2: the record has 3 fields and the header has 2; quote fields that hold separators"
        ),
        (
            "id,text\n1,a\n2\n",
            "file:3: the record has 1 fields and the header has 2; quote fields that hold separators"
        ),
        (
            "id,text\n1,\"a\nb\"c\n",
            "file:3: text after the closing quote of a field; write a quote inside a field as \"\""
        ),
        ("id,text\n1,\"a\n2,b\n", "file:2: the quoted field that opens here is never closed"),
    ])
    func `a bad record is named by file and line`(csv: String, expected: String) throws {
        #expect(try message(utf8(csv), as: Self.format) == expected)
    }
}
