import Documents
import Hangul
import JSONBytes
import TextNormalization

/// The places of a document that deserve a look, as lines `file:line:column: kind: text code points`.
struct TroubleListing {
    /// A place with its line and column, from 1; columns are code points.
    struct Place {
        var line: Int
        var column: Int
        var trouble: TextTrouble
    }

    let places: [Place]
    private let document: Document

    /// - Complexity: O(*n*): places come in order, so the text is walked once.
    init(_ document: Document) {
        self.document = document
        let text = document.text
        var places: [Place] = []
        var (offset, line, column) = (0, 1, 1)
        for trouble in TextTrouble.find(in: text) {
            while offset < trouble.range.lowerBound {
                if text[offset] == 0x0A {
                    (line, column) = (line + 1, 1)
                } else {
                    // Continuation bytes belong to the character before them.
                    column += text[offset] & 0xC0 != 0x80 ? 1 : 0
                }
                offset += 1
            }
            places.append(Place(line: line, column: column, trouble: trouble))
        }
        self.places = places
    }

    func bytes(_ format: HangulFormat) -> [UInt8] {
        places.flatMap { format == .json ? json($0) : line($0) }
    }

    /// A document of a file with several has the line of the file in its name.
    private var name: String {
        document.path == "-" ? "standard input" + document.name.dropFirst() : document.name
    }

    private func line(_ place: Place) -> [UInt8] {
        let found = Array(document.text[place.trouble.range])
        var line = Array("\(name):\(place.line):\(place.column): \(place.trouble.kind.rawValue): ".utf8)
        // The beginning of a long stretch, cut between blocks.
        let ends = SyllableBlocks(found).prefix { $0.range.upperBound <= 120 }.map(\.range.upperBound)
        line += TokenText.escaped(Array(found.prefix(ends.last ?? 120)))
        line += Array(" (\(CodePoints.notation(found, limit: 8)))\n".utf8)
        return line
    }

    private func json(_ place: Place) -> [UInt8] {
        let found = Array(document.text[place.trouble.range])
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("document", document.name)
        writer.member("line", place.line)
        writer.member("column", place.column)
        writer.member("start", place.trouble.range.lowerBound)
        writer.member("end", place.trouble.range.upperBound)
        writer.member("kind", place.trouble.kind.rawValue)
        writer.key("text")
        writer.string(found)
        writer.member("code_points", CodePoints.notation(found))
        writer.endObject()
        writer.newline()
        return writer.takeBytes()
    }
}
