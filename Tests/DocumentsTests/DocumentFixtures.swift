import Documents
import TestSupport

/// The UTF-8 of a text.
func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }

/// Bytes from hexadecimal digits.
func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = Array(hexadecimal.utf8)
    return stride(from: 0, to: digits.count, by: 2).compactMap {
        UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
    }
}

/// All documents of a source.
func readAll(_ source: DocumentSource) throws(DocumentError) -> [Document] {
    var reader = try DocumentReader(source)
    var documents: [Document] = []
    while let document = try reader.next() { documents.append(document) }
    return documents
}

/// All documents of one file with the given bytes.
func read(
    _ bytes: [UInt8], name: String = "file", as format: DocumentFormat, encoding: TextEncoding = .utf8,
    limits: DocumentSource.Limits = .init()
) throws -> [Document] {
    let folder = TemporaryFolder()
    folder.write(bytes, to: name)
    return try readAll(DocumentSource(paths: [folder[name]], format: format, encoding: encoding, limits: limits))
}

/// The message of the error that reading gives, without the folder's name.
func message(
    _ bytes: [UInt8], name: String = "file", as format: DocumentFormat, encoding: TextEncoding = .utf8,
    limits: DocumentSource.Limits = .init()
) throws -> String? {
    let folder = TemporaryFolder()
    folder.write(bytes, to: name)
    do {
        _ = try readAll(DocumentSource(paths: [folder[name]], format: format, encoding: encoding, limits: limits))
        return nil
    } catch {
        return String(error.description.dropFirst(folder.path.count + 1))
    }
}

extension DocumentSource.Limits {
    init(readSize: Int) {
        self.init()
        self.readSize = readSize
    }

    init(maximumDocumentBytes: Int) {
        self.init()
        self.maximumDocumentBytes = maximumDocumentBytes
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

/// The same two lines as gzip and zstd make them, and writers of uncompressed blocks for long inputs.
enum Packed {
    static let text = utf8(
        #"{"id":"a","text":"한국어를 배웁니다\n두 줄"}"# + "\n"
            + #"{"id":"b","text":"plain ascii plain ascii plain ascii"}"# + "\n")

    /// Made by `gzip -9 -n`.
    static let gzip = bytes(
        "1f8b0800000000000203ab56ca4c51b2524a54d2512a49ad280132df4e9df36aebda37d3b6bc5eba47e1f5860d6f6637beeeee78dd"
            + "bd2426eff5c4090a6f96b428d5725543b42521b415e42466e62924162767662ae06003f5010098bf24cb6f000000")

    /// Made by `zstd -19`, with a checksum.
    static let zstd = bytes(
        "28b52ffd246f9d020074047b226964223a2261222c2274657874223a22ed959ceab5adec96b4eba5bc20ebb0b0ec9b81eb8b88eb8ba4"
            + "5c6eeb919020eca484227d0a62706c61696e20617363696920227d0a03002f3501bca75d0505e0682a41")

    /// Made by `zstd -22 --ultra --long=31` from a pipe: the frame wants a window of 2^31 bytes.
    static let zstdLong31 = bytes(
        "28b52ffd04a89d020074047b226964223a2261222c2274657874223a22ed959ceab5adec96b4eba5bc20ebb0b0ec9b81eb8b88eb8ba4"
            + "5c6eeb919020eca484227d0a62706c61696e20617363696920227d0a03002f3501bca75d0505e0682a41")

    /// Made by `zstd -19 --no-check --long=27` from a pipe.
    static let zstdLong27 = bytes(
        "28b52ffd00889d020074047b226964223a2261222c2274657874223a22ed959ceab5adec96b4eba5bc20ebb0b0ec9b81eb8b88eb8ba4"
            + "5c6eeb919020eca484227d0a62706c61696e20617363696920227d0a03002f3501bca75d0505")

    /// A gzip member of stored blocks (RFC 1951, 3.2.4; RFC 1952).
    static func storedGzip(_ content: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
        var start = 0
        repeat {
            let count = min(65535, content.count - start)
            let isLast: UInt8 = start + count == content.count ? 1 : 0
            out += [isLast] + littleEndian(count, 2) + littleEndian(~count, 2) + content[start..<start + count]
            start += count
        } while start < content.count
        return out + littleEndian(Int(crc32(content)), 4) + littleEndian(content.count, 4)
    }

    /// A zstd frame of raw blocks (RFC 8878, 3.1.1), with a window of 128 KiB and no checksum.
    static func storedZstd(_ content: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 7 << 3]
        var start = 0
        repeat {
            let count = min(1 << 17, content.count - start)
            let isLast = start + count == content.count ? 1 : 0
            out += littleEndian(count << 3 | isLast, 3) + content[start..<start + count]
            start += count
        } while start < content.count
        return out
    }

    /// A zstd skippable frame (RFC 8878, 3.1.2).
    static func skippable(_ content: [UInt8]) -> [UInt8] {
        [0x53, 0x2A, 0x4D, 0x18] + littleEndian(content.count, 4) + content
    }

    private static func littleEndian(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private static func crc32(_ content: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in content {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}
