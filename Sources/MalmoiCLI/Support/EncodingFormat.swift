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

    /// Whether the parts of a document can be written one by one.
    var allowsParts: Bool {
        switch self {
        case .ids, .u32, .npy: true
        case .jsonl, .tokens: false
        }
    }
}

/// Writes the ids of documents in one of the formats.
struct EncodingWriter: Sendable {
    let format: EncodingFormat
    let tokenizer: Tokenizer

    func append(_ encoded: EncodedText, of document: Document, to bytes: inout [UInt8]) {
        let ids = encoded.ids
        switch format {
        case .ids:
            bytes.reserveCapacity(bytes.count + ids.count * 6)
            for (index, id) in ids.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: " ")) }
                Decimal.append(id.rawValue, to: &bytes)
            }
            bytes.append(UInt8(ascii: "\n"))
        case .jsonl:
            bytes += Self.object(encoded, of: document)
        case .u32, .npy:
            Self.appendLittleEndian(ids, to: &bytes)
        case .tokens:
            for (index, id) in ids.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: "\t")) }
                bytes += TokenText.escaped(tokenizer.bytes(of: id) ?? [])
            }
            bytes.append(UInt8(ascii: "\n"))
        }
    }

    /// Appends the ids of a part of a document, in a format that allows parts.
    func append(_ ids: [TokenID], ofPart chunk: TextChunk, to bytes: inout [UInt8]) {
        guard format == .ids else {
            Self.appendLittleEndian(ids, to: &bytes)
            return
        }
        bytes.reserveCapacity(ids.count * 6 + 2)
        for (index, id) in ids.enumerated() {
            // A part that goes on has ids before it: only an empty file has a part without any.
            if index > 0 || !chunk.isFirst { bytes.append(UInt8(ascii: " ")) }
            Decimal.append(id.rawValue, to: &bytes)
        }
        if chunk.isLast { bytes.append(UInt8(ascii: "\n")) }
    }

    private static func appendLittleEndian(_ ids: [TokenID], to bytes: inout [UInt8]) {
        #if _endian(little)
        // An id is its 32 bits: the list is what is to be written.
        unsafe ids.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
        #else
        for id in ids {
            for shift in stride(from: 0, to: 32, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: id.rawValue >> UInt32(shift)))
            }
        }
        #endif
    }

    private static func pairs(_ ranges: [Range<Int>]) -> JSONValue {
        .array(ranges.map { .array([.integer($0.lowerBound), .integer($0.upperBound)]) })
    }

    private static func object(_ encoded: EncodedText, of document: Document) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("document")
        writer.string(document.id ?? Array(document.name.utf8))
        writer.key("ids")
        writer.beginArray()
        for id in encoded.ids {
            writer.int(id.index)
        }
        writer.endArray()
        if let places = encoded.places {
            writer.member("bytes", Self.pairs(places.map(\.bytes)))
            writer.member("characters", Self.pairs(places.map(\.characters)))
        }
        if encoded.isTruncated {
            writer.member("truncated_at_byte", encoded.byteCount)
        }
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
