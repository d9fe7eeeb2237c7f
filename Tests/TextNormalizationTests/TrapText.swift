import Foundation
import Testing

/// SplitMix64: small, and the same on every machine.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    init(seed: Int) { state = UInt64(bitPattern: Int64(seed)) &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Texts made of everything that normalization trips over.
enum TrapText {
    /// Scalars as UTF-8.
    static func utf8(_ scalars: [UInt32]) -> [UInt8] {
        scalars.flatMap { value in Unicode.Scalar(value).map { Array(String($0).utf8) } ?? [] }
    }

    private static let fragments: [[UInt8]] = {
        let scalars: [[UInt32]] = [
            [0x1100, 0x1161, 0x11EB], [0x1109, 0x1109, 0x1161], [0xAC00, 0x11AB], [0x1100, 0x1161, 0x302E, 0x11AB],
            [0xF900], [0xF9D0, 0x0301], [0x1112, 0x119E, 0x11AB], [0x3131, 0x314F], [0x3164], [0x318D],
            [0xFFA1, 0xFFC2], [0x3200], [0x314B, 0x314B], [0xAC01, 0x11A8], [0xD7B0, 0xD7CB], [0xA960, 0x1161],
            [0x115F, 0x1160], [0x302F], [0x302A], [0x0345], [0x0301, 0x0316], [0x0316, 0x0301], [0x0344], [0x0958],
            [0x09C7, 0x09BE], [0x0B92, 0x0BD7], [0x1025, 0x102E], [0x0F71, 0x0F72, 0x0F74], [0x0F73], [0x3099],
            [0x304B, 0x3099], [0x30F0, 0x309A], [0x00E9], [0x0065, 0x0301], [0x1E9B, 0x0323], [0x212B], [0x2126],
            [0x1D15E], [0x1D157, 0x1D165], [0x11099, 0x110BA], [0x1F600], [0x1F468, 0x200D, 0x1F469], [0x2F800],
            [0xFB01], [0xFDFA], [0x2260], [0x003D, 0x0338], [0xE0100], [0x10FFFF], [0xE000], [0xFFFD], [0xFEFF],
            [0x094D], [0x0E38, 0x0E48], [0x20DD], [0x1DCE], [0x4E00], [0x9FFF], [0x3400], [0xD7A3], [0xAC00],
            [0xD798], [0x1175], [0x11C2], [0x1112], [0x1113], [0x11A7], [0x1176], [0x2019], [0x2026], [0x00B7],
            [0xF53A], [0xE0BC], [0xF7FC, 0xF85E, 0xF875], [0xF7FE], [0xF85E], [0xF8C7], [0xF86A], [0xF785, 0xF807],
            [0xFF76, 0xFF9E], [0xFF9F], [0xFF21], [0x3000], [0xFFE3], [0x034F], [0x1100], [0x1161], [0x11A8], [0xAC00],
            [0x1100, 0xAC00], [0xA97C, 0xAC01], [0xF784], [0xFF1D, 0x0338],
        ]
        let invalid: [[UInt8]] = [
            [0x80], [0xFF], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xEA, 0xB0],
            [0xF4, 0x90, 0x80, 0x80],
            [0xF0, 0x80, 0x80, 0x80], [0xE1, 0x84], [0xCC], [0xED, 0x9E], [0xE4, 0xB8],
        ]
        let plain = ["가", "한국어를 배웁니다", "대한민국 헌법 제1조 ① ", " ", "a", "e", "The quick brown fox ", "훈민정음", "힘껏", "漢字語"]
        return scalars.map(utf8) + invalid + plain.map { Array($0.utf8) }
    }()

    /// About `count` fragments, some of them random scalars.
    static func random(seed: Int, count: Int) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        var text: [UInt8] = []
        for _ in 0..<count {
            switch UInt8.random(in: 0..<10, using: &generator) {
            case 0: text += utf8([UInt32.random(in: 0x1100..<0x1200, using: &generator)])
            case 1: text += utf8([UInt32.random(in: 0xAC00...0xD7A3, using: &generator)])
            case 2: text += utf8([UInt32.random(in: 0x0300..<0x0370, using: &generator)])
            case 3: text += utf8([UInt32.random(in: 0..<0x3_0000, using: &generator)])
            case 4: text += utf8([UInt32.random(in: 0x0900..<0x1100, using: &generator)])
            default: text += fragments.randomElement(using: &generator) ?? []
            }
        }
        return text
    }
}

/// Expects two byte strings to be equal and tells where they first differ. `#expect(a == b)` would print their whole
/// difference, which takes minutes for a megabyte.
func expectSame(
    _ found: [UInt8], _ expected: [UInt8], _ comment: @autoclosure () -> String = "",
    sourceLocation: SourceLocation = #_sourceLocation
) {
    if found == expected { return }
    let offset = zip(found, expected).prefix { $0 == $1 }.count
    let window = max(0, offset - 12)
    let near = { (bytes: [UInt8]) in bytes[min(window, bytes.count)...].prefix(32).map { String($0, radix: 16) } }
    Issue.record(
        "differ at byte \(offset): \(near(found)) instead of \(near(expected)) \(comment())",
        sourceLocation: sourceLocation)
}
