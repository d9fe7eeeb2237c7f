import ArgumentParser
import Foundation
import JSONBytes

/// How `count` prints.
enum CountFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case table
    case jsonl
    case csv
}

/// Prints counts: lines as they come, and a total at the end.
struct CountReport {
    let format: CountFormat
    let showsDocuments: Bool
    private var sum = DocumentCount(totalNamed: "total")
    private var documents = 0

    init(format: CountFormat, showsDocuments: Bool) {
        self.format = format
        self.showsDocuments = showsDocuments
    }

    func head() -> [UInt8] {
        switch format {
        case .table: row("tokens", "characters", "bytes", "chars/token", Array("document".utf8))
        case .csv: Array("document,tokens,characters,bytes,characters_per_token,valid_utf8\n".utf8)
        case .jsonl: []
        }
    }

    /// The lines of the next documents.
    mutating func lines(_ counts: [DocumentCount]) -> [UInt8] {
        var bytes: [UInt8] = []
        for count in counts {
            sum.add(count)
            documents += 1
            if showsDocuments {
                bytes += line(count, isTotal: false)
            }
        }
        return bytes
    }

    func total() -> [UInt8] {
        var total = sum
        if format == .table {
            total.name = Array("total of \(documents) document\(documents == 1 ? "" : "s")".utf8)
        }
        var bytes = line(total, isTotal: true)
        if format == .table, sum.invalidDocuments > 0 {
            bytes += Array("\(sum.invalidDocuments) of the documents had bytes that are not valid UTF-8\n".utf8)
        }
        return bytes
    }

    private func line(_ count: DocumentCount, isTotal: Bool) -> [UInt8] {
        switch format {
        case .table:
            return row(
                String(count.tokens), String(count.characters), String(count.bytes), ratio(count) ?? "–", count.name)
        case .csv:
            let fields = "\(count.tokens),\(count.characters),\(count.bytes),\(ratio(count) ?? ""),"
            return csvField(count.name) + Array(",\(fields)\(count.invalidDocuments == 0)\n".utf8)
        case .jsonl:
            var writer = JSONWriter()
            writer.beginObject()
            if isTotal {
                writer.member("total", true)
                writer.member("documents", documents)
                writer.member("invalid_utf8_documents", count.invalidDocuments)
            } else {
                writer.key("document")
                writer.string(count.name)
                writer.member("valid_utf8", count.invalidDocuments == 0)
            }
            writer.member("tokens", count.tokens)
            writer.member("characters", count.characters)
            writer.member("bytes", count.bytes)
            writer.key("characters_per_token")
            if let ratio = ratio(count) { writer.rawValue(ratio.utf8) } else { writer.null() }
            writer.endObject()
            writer.newline()
            return writer.takeBytes()
        }
    }

    private func row(_ tokens: String, _ characters: String, _ bytes: String, _ ratio: String, _ name: [UInt8])
        -> [UInt8]
    {
        let cells = [tokens, characters, bytes, ratio].map { cell in
            String(repeating: " ", count: max(12 - cell.unicodeScalars.count, 1)) + cell
        }
        return Array((cells.joined() + "  ").utf8) + name + [0x0A]
    }

    private func ratio(_ count: DocumentCount) -> String? {
        count.charactersPerToken.map { String(format: "%.3f", $0) }
    }

    private func csvField(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return bytes }
        return [0x22] + bytes.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] } + [0x22]
    }
}
