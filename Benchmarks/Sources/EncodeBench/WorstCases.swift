import BytePairEncoding
import Foundation
import Tokenization

/// Inputs without the borders that an encoder hopes for, and how time grows with their length.
///
/// The exponent is the logarithm to base two of what doubling the input does to the time: 1 is linear.
enum WorstCases {
    ///
    /// Processor time, so that other work on the machine does not decide. `text` is what counts as normal: the beginning
    /// of a file, or without one a sentence again and again.
    static func run(_ tokenizer: Tokenizer, text: [UInt8]?) throws {
        for (name, make) in cases {
            var times: [Double] = []
            for size in [1 << 18, 1 << 19, 1 << 20] {
                let text = name == "text" && (text?.count ?? 0) >= size ? Array(text?.prefix(size) ?? []) : make(size)
                var best = Double.infinity
                for _ in 0..<3 {
                    // Each time as a text that was never seen: on a second pass only normal text would be remembered.
                    tokenizer.limitCaches(toBytes: TextEncoder.defaultCacheBytes)
                    let started = clock()
                    _ = try tokenizer.encode(text)
                    best = min(best, Double(clock() - started) / Double(CLOCKS_PER_SEC))
                }
                times.append(best)
            }
            let exponent = log2(times[2] / times[0]) / 2
            let rate = Double(1 << 20) / times[2] / 1e6
            print(
                """
                {"case":"\(name)","mb_per_s":\(String(format: "%.1f", rate)),\
                "exponent":\(String(format: "%.2f", exponent))}
                """)
        }
    }

    private static let cases: [(String, @Sendable (Int) -> [UInt8])] = [
        ("text", { size in repeated(Array("오늘도 우리는 한국어 말모이를 조금씩, 천천히 모읍니다.\n".utf8), size) }),
        ("hangul run", { size in characters(size) { UInt32.random(in: 0xAC00...0xD7A3, using: &$0) } }),
        ("one syllable", { size in repeated(Array("가".utf8), size) }),
        ("a", { size in repeated([0x61], size) }),
        ("random letters", { size in characters(size) { UInt32.random(in: 0x61...0x7A, using: &$0) } }),
        ("spaces", { size in repeated([0x20], size) }),
        ("newlines", { size in repeated([0x0A], size) }),
        ("punctuation", { size in repeated(Array("=-".utf8), size) }),
        ("emoji with joiners", { size in repeated(Array("👩‍👩‍👧‍👦".utf8), size) }),
        (
            "words with spaces",
            { size in
                characters(size) { generator in
                    let isSpace = UInt32.random(in: 0...9, using: &generator) == 0
                    return isSpace ? 0x20 : UInt32.random(in: 0xAC00...0xB000, using: &generator)
                }
            }
        ),
        ("random UTF-8", { size in characters(size) { UInt32.random(in: 0x20...0xD7FF, using: &$0) } }),
        (
            "random bytes",
            { size in
                var generator = Generator(state: 5)
                return (0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) }
            }
        ),
    ]

    private static func repeated(_ unit: [UInt8], _ size: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < size { bytes += unit }
        return bytes
    }

    private static func characters(_ size: Int, _ next: (inout Generator) -> UInt32) -> [UInt8] {
        var generator = Generator(state: 7)
        var bytes: [UInt8] = []
        while bytes.count < size {
            if let scalar = Unicode.Scalar(next(&generator)) { bytes += UTF8.encode(scalar) ?? .init() }
        }
        return bytes
    }

    /// SplitMix64.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }
}
