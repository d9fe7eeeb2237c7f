internal import CICU

/// For every code point, what the quick scan must know about it: a two-stage table of one byte each.
struct NormalizationClasses: Sendable {
    /// A starter that the form leaves alone whatever stands around it.
    static let stable = UInt8(CICU_CLASS_STABLE)
    /// A character with a boundary before it, which the form changes.
    static let changes = UInt8(CICU_CLASS_CHANGES)
    /// A character that may change, or change what stands before it.
    static let interacts = UInt8(CICU_CLASS_INTERACTS)
    // Every other value is the combining class of a mark that the form leaves alone where marks are in order.

    private static let blockBits = 6
    private static let blockSize = 1 << blockBits

    private var blocks: [UInt16]
    private var classes: [UInt8]

    /// Whether all precomposed syllables are stable, as they are in the forms that compose.
    let keepsSyllables: Bool

    /// Asks ICU about every code point that may matter: about 2 ms.
    ///
    /// The skipped ranges are ideographs, syllables, surrogates, private use and unassigned planes, each one class
    /// throughout; a test compares the table with ICU on every code point.
    init(_ form: NormalizationForm) {
        blocks = [UInt16](repeating: 0, count: 0x110000 >> Self.blockBits)
        classes = [UInt8](repeating: Self.stable, count: Self.blockSize)
        keepsSyllables = form.composes
        var seen: [[UInt8]: UInt16] = [[UInt8](repeating: Self.stable, count: Self.blockSize): 0]
        let asked: [Range<UInt32>] = [
            0..<0x3400, 0xA000..<0xAC00, 0xD780..<0xD800, 0xF900..<0x1_0000,
            0x1_0000..<0x1_3000, 0x1_6000..<0x1_7000, 0x1_AFC0..<0x2_0000, 0x2_F800..<0x2_FA40,
        ]
        for range in asked {
            var answers = [UInt8](repeating: 0, count: range.count)
            unsafe answers.withUnsafeMutableBufferPointer { buffer in
                unsafe cicu_normalization_classes(
                    form.icu, range.lowerBound, UInt32(range.count), buffer.baseAddress)
            }
            for start in stride(from: 0, to: answers.count, by: Self.blockSize) {
                let block = Array(answers[start..<start + Self.blockSize])
                setBlock((Int(range.lowerBound) + start) >> Self.blockBits, to: block, seen: &seen)
            }
        }
        if !form.composes {
            let block = [UInt8](repeating: Self.changes, count: Self.blockSize)
            for index in 0xAC00 >> Self.blockBits..<0xD780 >> Self.blockBits {
                setBlock(index, to: block, seen: &seen)
            }
        }
    }

    private mutating func setBlock(_ index: Int, to block: [UInt8], seen: inout [[UInt8]: UInt16]) {
        if let known = seen[block] {
            blocks[index] = known
            return
        }
        let number = UInt16(classes.count / Self.blockSize)
        classes += block
        seen[block] = number
        blocks[index] = number
    }

    /// The class of a scalar.
    @inline(__always)
    subscript(_ scalar: UInt32) -> UInt8 {
        let block = Int(blocks[Int(scalar >> UInt32(Self.blockBits))])
        return classes[block << Self.blockBits | Int(scalar) & (Self.blockSize - 1)]
    }
}

extension NormalizationClasses {
    private static let nfc = NormalizationClasses(.nfc)
    private static let nfkc = NormalizationClasses(.nfkc)
    private static let nfd = NormalizationClasses(.nfd)
    private static let nfkd = NormalizationClasses(.nfkd)

    /// The table of a form, built once, at first use.
    static func shared(_ form: NormalizationForm) -> NormalizationClasses {
        switch form {
        case .nfc: nfc
        case .nfkc: nfkc
        case .nfd: nfd
        case .nfkd: nfkd
        }
    }
}
