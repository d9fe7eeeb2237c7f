import BytePairEncoding
import Foundation
import TestSupport
import Testing
import Tokenization

@testable import TokenizerFormats

/// Damaged files of every format: a typed error that names the file, or a tokenizer that works; never a trap.
@Suite struct DamagedFileTests {
    @Test(arguments: SmallFile.all)
    func `the whole file loads`(file: SmallFile) throws {
        let folder = TemporaryFolder()
        let tokenizer = try file.load(file.bytes, in: folder)
        let ids = try tokenizer.encode("abc ab 12")
        #expect(ids.count < 12)
        #expect(try tokenizer.decode(ids).contains("abc"))
    }

    @Test(arguments: SmallFile.all)
    func `a file that ends early is an error that names it`(file: SmallFile) throws {
        let folder = TemporaryFolder()
        let step = max(file.bytes.count / 30, 1)
        for count in stride(from: 0, to: file.bytes.count - 4, by: step) {
            try expectErrorOrTokenizer(file, Array(file.bytes.prefix(count)), folder, "cut at \(count)")
        }
    }

    /// More with the environment variable MALMOI_FUZZ_ROUNDS.
    private let rounds = ProcessInfo.processInfo.environment["MALMOI_FUZZ_ROUNDS"].flatMap { Int($0) } ?? 40

    @Test(arguments: SmallFile.all, [1] as [UInt64])
    func `damage of any kind is an error that names the file, or harmless`(file: SmallFile, seed: UInt64) throws {
        let folder = TemporaryFolder()
        var generator = SeededGenerator(seed: seed)
        for round in 0..<rounds {
            var bytes = file.bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                Self.damage(&bytes, using: &generator)
            }
            try expectErrorOrTokenizer(file, bytes, folder, "seed \(seed), round \(round)")
        }
    }

    /// Bytes changed, numbers made huge, parts repeated, dropped and swapped.
    private static func damage(_ bytes: inout [UInt8], using generator: inout SeededGenerator) {
        guard bytes.count > 8 else { return }
        let place = Int.random(in: 0..<bytes.count - 8, using: &generator)
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 2: bytes.replaceSubrange(place..<place + 8, with: Array(repeating: 0xFF, count: 8))
        case 3: bytes.replaceSubrange(place..<place + 8, with: Array(repeating: 0, count: 8))
        case 4:
            bytes.insert(contentsOf: bytes[place..<place + 8], at: Int.random(in: 0..<bytes.count, using: &generator))
        case 5: bytes.removeSubrange(place..<place + Int.random(in: 1...8, using: &generator))
        case 6:
            // A digit becomes a large number, as text and as it is.
            let digits = bytes.indices.filter { (0x30...0x39).contains(bytes[$0]) }
            guard let digit = digits.randomElement(using: &generator) else { return }
            let numbers = [
                "9223372036854775807", "-9223372036854775808", "4294967295", "-1", "1e400", "99999999999999999999",
            ]
            bytes.replaceSubrange(digit..<digit + 1, with: Array((numbers.randomElement(using: &generator) ?? "").utf8))
        default:
            let other = Int.random(in: 0..<bytes.count, using: &generator)
            bytes.swapAt(place, other)
        }
    }

    private func expectErrorOrTokenizer(
        _ file: SmallFile, _ bytes: [UInt8], _ folder: TemporaryFolder, _ what: String
    ) throws {
        let tokenizer: Tokenizer
        do {
            tokenizer = try file.load(bytes, in: folder)
        } catch let error as TokenizerFormatError {
            #expect(error.path.hasPrefix(folder.path), "\(what): \(error)")
            #expect(!error.description.contains("\n"), "\(what): \(error)")
            return
        }
        // Whatever is left of it must at least not trap.
        let text = "abc 한국 <s> 12\n  ab"
        guard let ids = try? tokenizer.encode(text, specialTokens: .allowed, addingTemplate: true) else { return }
        _ = try? tokenizer.decodeBytes(ids)
        _ = try? tokenizer.places(in: Array(text.utf8))
    }
}
