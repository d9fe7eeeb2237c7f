import ArgumentParser
import BytePairEncoding
import Documents
import JSONBytes
import Tokenization

/// How `encode` writes ids.
enum EncodingFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case ids
    case jsonl
    case u32
    case npy
    case tokens
}

/// Writes the ids of documents in one of the formats.
struct EncodingWriter: Sendable {
    let format: EncodingFormat
    let tokenizer: Tokenizer

    func append(_ ids: [TokenID], of document: Document, to bytes: inout [UInt8]) {
        switch format {
        case .ids:
            bytes.reserveCapacity(bytes.count + ids.count * 6)
            for (index, id) in ids.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: " ")) }
                Decimal.append(id.rawValue, to: &bytes)
            }
            bytes.append(UInt8(ascii: "\n"))
        case .jsonl:
            bytes += Self.object(ids, of: document)
        case .u32, .npy:
            bytes.reserveCapacity(bytes.count + ids.count * 4)
            for id in ids {
                for shift in stride(from: 0, to: 32, by: 8) {
                    bytes.append(UInt8(truncatingIfNeeded: id.rawValue >> UInt32(shift)))
                }
            }
        case .tokens:
            for (index, id) in ids.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: "\t")) }
                bytes += TokenText.escaped(tokenizer.bytes(of: id) ?? [])
            }
            bytes.append(UInt8(ascii: "\n"))
        }
    }

    private static func object(_ ids: [TokenID], of document: Document) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("document")
        writer.string(document.id ?? Array(document.name.utf8))
        writer.key("ids")
        writer.beginArray()
        for id in ids {
            writer.int(id.index)
        }
        writer.endArray()
        writer.endObject()
        writer.newline()
        return writer.takeBytes()
    }
}

/// Decimal digits without a detour through `String`.
enum Decimal {
    static func append(_ value: UInt32, to bytes: inout [UInt8]) {
        var divisor: UInt32 = 1
        while value / divisor >= 10 {
            divisor *= 10
        }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }
}
