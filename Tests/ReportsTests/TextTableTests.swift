import LongContext
import Testing

@testable import Reports

struct TerminalTextTests {
    @Test(
        "Widths are those of a terminal",
        arguments: [
            ("", 0), ("abc", 3), ("한글", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("漢字", 4), ("e\u{301}", 1), ("“”…", 3),
            ("👍", 2), ("ｱ", 1), ("\u{200B}", 0),
        ])
    func widths(text: String, columns: Int) {
        #expect(TerminalText.width(text) == columns)
    }

    @Test("Cutting leaves room for the ellipsis and never half a character")
    func truncation() {
        #expect(TerminalText.truncated("한글 토큰", to: 9) == "한글 토큰")
        #expect(TerminalText.truncated("한글 토큰", to: 8) == "한글 토…")
        #expect(TerminalText.truncated("한글 토큰", to: 7) == "한글 …")
        #expect(TerminalText.truncated("abc", to: 0) == "")
    }

    @Test("Control characters cannot move the cursor")
    func control() {
        #expect(TerminalText.printable("a\u{1B}[31mb\r\n\u{9B}") == "a\u{FFFD}[31mb\u{FFFD}\u{FFFD}\u{FFFD}")
        #expect(TerminalText.printable([0x61, 0xFF]) == "a\u{FFFD}")
    }

    @Test("Lines wrap at spaces, long words are cut, and nothing is lost")
    func wrapping() {
        #expect(TerminalText.wrapped("a bc def", to: 4) == ["a bc", "def"])
        #expect(TerminalText.wrapped("abcdefgh", to: 3, indent: " ") == ["ab", " cd", " ef", " gh"])
        #expect(TerminalText.wrapped("", to: 3) == [""])
    }
}

struct TextTableTests {
    @Test("Columns line up, whatever the characters are wide")
    func alignment() {
        var table = TextTable([.text("이름"), .figure("수")])
        table.add(["한글", "1,000"])
        table.add(["a", "2"])
        #expect(
            table.text() == """
                이름     수
                ───────────
                한글  1,000
                a         2

                """)
    }

    @Test("A table too wide gives up words, never figures")
    func shrinking() {
        var table = TextTable([.text("document"), .figure("tokens")])
        table.add([String(repeating: "긴이름", count: 40), "123,456,789"])
        let lines = table.text(width: 60).split(separator: "\n").map(String.init)
        #expect(lines.allSatisfy { TerminalText.width($0) <= 60 })
        #expect(lines[2].hasSuffix("123,456,789"))
        #expect(lines[2].contains("…"))
    }

    @Test("Every report fits 100 columns and ends its lines without spaces")
    func reports() throws {
        for report in try Samples.all() {
            for line in report.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
                #expect(TerminalText.width(line) <= 100, "\(type(of: report)): \(line)")
                #expect(!line.hasSuffix(" "), "\(type(of: report)): \(line)")
            }
        }
    }
}

struct CSVTableTests {
    @Test("Fields are quoted where they must be")
    func quoting() {
        var table = CSVTable(header: ["a", "b"])
        table.add(["plain", "with, comma"])
        table.add(["say \"yes\"", "two\nlines"])
        #expect(
            String(decoding: table.bytes, as: UTF8.self)
                == "a,b\nplain,\"with, comma\"\n\"say \"\"yes\"\"\",\"two\nlines\"\n")
        #expect(CSVTable.number(nil) == "")
        #expect(CSVTable.number(0.1) == "0.1")
    }

    @Test("Every report's rows have as many fields as its header")
    func rectangular() throws {
        for report in try Samples.all() {
            let rows = CSVRows(report.csv)
            #expect(rows.fields.count > 1, "\(type(of: report))")
            #expect(rows.fields.allSatisfy { $0.count == rows.fields[0].count }, "\(type(of: report))")
        }
    }
}

/// A small reader of what `CSVTable` writes.
struct CSVRows {
    var fields: [[String]] = []

    init(_ bytes: [UInt8]) {
        var row: [String] = []
        var field: [UInt8] = []
        var quoted = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if quoted {
                if byte == 0x22, index + 1 < bytes.count, bytes[index + 1] == 0x22 {
                    field.append(byte)
                    index += 1
                } else if byte == 0x22 {
                    quoted = false
                } else {
                    field.append(byte)
                }
            } else if byte == 0x22 {
                quoted = true
            } else if byte == 0x2C || byte == 0x0A {
                row.append(String(decoding: field, as: UTF8.self))
                field = []
                if byte == 0x0A {
                    fields.append(row)
                    row = []
                }
            } else {
                field.append(byte)
            }
            index += 1
        }
    }
}
