import BytePairEncoding
import Foundation
import TestSupport
import Testing
import Tokenization

@testable import TokenizerFormats

/// Damaged and lying `.malmoi` files end in a typed error, or in a tokenizer that works without leaving its memory.
@Suite struct HostileBinaryTests {
    private static let small = Result {
        try BinaryWriter.bytes(of: try SmallTokenizer.make(words: ["한국어", "합니다", " 합", "the "]), path: "")
    }

    /// Opens bytes as a file, and uses what opens.
    ///
    /// - Returns: the error, or nil where the file opened.
    @discardableResult
    private static func open(_ bytes: [UInt8], in folder: TemporaryFolder) throws -> TokenizerFormatError? {
        folder.write(bytes, to: "x.malmoi")
        let tokenizer: Tokenizer
        do throws(TokenizerFormatError) {
            tokenizer = try TokenizerLoader.load(folder["x.malmoi"])
        } catch {
            #expect(!error.description.isEmpty)
            return error
        }
        let text = String(repeating: "한국어 합니다 the 가힣 \u{1112} ", count: 3)
        let ids = try tokenizer.encode(text, specialTokens: .allowed)
        _ = try? tokenizer.decodeBytes(ids)
        _ = try tokenizer.places(in: Array(text.utf8))
        return nil
    }

    /// A file whose checksums are right again after its bytes were changed.
    private static func sealed(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        func number(_ offset: Int, _ size: Int) -> Int {
            (0..<size).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
        }
        func put(_ value: UInt64, at offset: Int) {
            for index in 0..<8 { bytes[offset + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index)) }
        }
        let count = number(24, 4)
        guard count <= 64, bytes.count >= 64 + count * 32 else { return bytes }
        for entry in 0..<count {
            let (start, length) = (number(64 + entry * 32 + 8, 7), number(64 + entry * 32 + 16, 7))
            guard start + length <= bytes.count else { continue }
            put(BinaryChecksum.checksum(Array(bytes[start..<start + length])), at: 64 + entry * 32 + 24)
        }
        put(BinaryChecksum.checksum(Array(bytes[0..<32] + bytes[64..<64 + count * 32])), at: 32)
        return bytes
    }

    /// Where the table of units lies: most of a small file, and all of one kind.
    private static func isInUnits(_ offset: Int, _ bytes: [UInt8]) -> Bool {
        for entry in 0..<Int(bytes[24]) where bytes[64 + entry * 32] == 7 {
            let start = (0..<7).reduce(0) { $0 | Int(bytes[64 + entry * 32 + 8 + $1]) << (8 * $1) }
            return offset >= start && offset < start + 22344 * 8
        }
        return false
    }

    @Test func `every damaged byte of the head is seen or does no harm`() throws {
        let bytes = try Self.small.get()
        let folder = TemporaryFolder()
        #expect(try Self.open(bytes, in: folder) == nil)
        // The header, the table of sections and the beginning of the settings.
        for offset in 0..<600 {
            var damaged = bytes
            damaged[offset] ^= UInt8(truncatingIfNeeded: 1 << (offset % 8))
            let error = try Self.open(damaged, in: folder)
            // Bytes 40 to 63 are not used.
            if offset < 40 { #expect(error != nil, "byte \(offset)") }
        }
    }

    @Test(arguments: 0..<4) func `a cut file is refused`(seed: UInt64) throws {
        let bytes = try Self.small.get()
        let folder = TemporaryFolder()
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<40 {
            let count = Int.random(in: 0..<bytes.count, using: &generator)
            #expect(try Self.open(Array(bytes[..<count]), in: folder) != nil, "cut at \(count)")
        }
        for count in [0, 7, 8, 63, 64, 65] { #expect(try Self.open(Array(bytes[..<count]), in: folder) != nil) }
    }

    @Test(arguments: 0..<6) func `a file that lies with right checksums does no harm`(seed: UInt64) throws {
        let bytes = try Self.small.get()
        let folder = TemporaryFolder()
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<12 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                var offset = Int.random(in: 64..<bytes.count, using: &generator)
                // One of eight changes to the units is enough.
                while Self.isInUnits(offset, bytes), Int.random(in: 0..<8, using: &generator) > 0 {
                    offset = Int.random(in: 64..<bytes.count, using: &generator)
                }
                damaged[offset] = UInt8.random(in: 0...255, using: &generator)
            }
            try Self.open(Self.sealed(damaged), in: folder)
        }
    }

    /// Every byte of a file without the table of units; in an everyday run one in some.
    @Test(arguments: [false, true])
    func `a changed byte anywhere is an error or does no harm`(isSealed: Bool) throws {
        let bytes = try BinaryWriter.bytes(
            of: try SmallTokenizer.make(words: ["한국어", "the "]), path: "", hasUnits: false)
        let folder = TemporaryFolder()
        let isWhole = ProcessInfo.processInfo.environment["MALMOI_FUZZ"] == "1"
        let step = isWhole ? 1 : isSealed ? 97 : 17
        for offset in stride(from: 0, to: bytes.count, by: step) {
            var damaged = bytes
            damaged[offset] ^= UInt8(truncatingIfNeeded: 1 << (offset % 8))
            try Self.open(isSealed ? Self.sealed(damaged) : damaged, in: folder)
            if isWhole {
                damaged[offset] = 0xFF
                try Self.open(isSealed ? Self.sealed(damaged) : damaged, in: folder)
                try Self.open(Array(bytes[..<offset]), in: folder)
            }
        }
    }

    @Test func `two sections of a kind, sections outside and missing ones are refused`() throws {
        let bytes = try Self.small.get()
        let folder = TemporaryFolder()
        for entry in 0..<Int(bytes[24]) {
            var missing = bytes
            missing[64 + entry * 32] = 99
            // Without the ranks of wide pairs there are none; without units they are made.
            let isOptional = [6, 7].contains(bytes[64 + entry * 32])
            #expect(try Self.open(Self.sealed(missing), in: folder) != nil || isOptional)
            var far = bytes
            far[64 + entry * 32 + 13] = 1
            #expect(try Self.open(Self.sealed(far), in: folder) != nil)
            var long = bytes
            long[64 + entry * 32 + 22] = 0xFF
            #expect(try Self.open(Self.sealed(long), in: folder) != nil)
        }
        var twice = bytes
        twice[64 + 32] = bytes[64]
        #expect(try Self.open(Self.sealed(twice), in: folder) != nil)
    }
}
