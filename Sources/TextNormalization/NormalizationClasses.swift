internal import CICU
internal import CSplit
internal import Hangul

/// For every code point, what the quick scan must know about it: a two-stage table of one byte each.
struct NormalizationClasses: Sendable {
    /// A starter that the form leaves alone whatever stands around it.
    static let stable = UInt8(CICU_CLASS_STABLE)
    /// A character with a boundary before it, which the form changes.
    static let changes = UInt8(CICU_CLASS_CHANGES)
    /// A character that may change, or change what stands before it.
    static let interacts = UInt8(CICU_CLASS_INTERACTS)
    /// A leading consonant of Hangul under the Korean rules: a boundary, but what follows may belong to it.
    static let leads: UInt8 = 252
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
    init(_ rules: NormalizationRules) {
        blocks = [UInt16](repeating: 0, count: 0x110000 >> Self.blockBits)
        classes = [UInt8](repeating: Self.stable, count: Self.blockSize)
        keepsSyllables = rules.composes
        var seen: [[UInt8]: UInt16] = [classes: 0]
        let asked: [Range<UInt32>] = [
            0..<0x3400, 0xA000..<0xAC00, 0xD780..<0xD800, 0xF900..<0x1_0000,
            0x1_0000..<0x1_3000, 0x1_6000..<0x1_7000, 0x1_AFC0..<0x2_0000, 0x2_F800..<0x2_FA40,
        ]
        for range in asked {
            var answers = [UInt8](repeating: 0, count: range.count)
            unsafe answers.withUnsafeMutableBufferPointer { buffer in
                unsafe cicu_normalization_classes(
                    rules.icu, range.lowerBound, UInt32(range.count), buffer.baseAddress)
            }
            for start in stride(from: 0, to: answers.count, by: Self.blockSize) {
                let block = Array(answers[start..<start + Self.blockSize])
                setBlock((Int(range.lowerBound) + start) >> Self.blockBits, to: block, seen: &seen)
            }
        }
        if !rules.composes {
            let block = [UInt8](repeating: Self.changes, count: Self.blockSize)
            for index in 0xAC00 >> Self.blockBits..<0xD780 >> Self.blockBits {
                setBlock(index, to: block, seen: &seen)
            }
        }
        for (index, block) in patchedBlocks(rules) { setBlock(index, to: block, seen: &seen) }
    }

    /// The blocks in which the Korean rules differ from form C.
    private func patchedBlocks(_ rules: NormalizationRules) -> [(Int, [UInt8])] {
        guard rules.isKorean else { return [] }
        var patched: [Int: [UInt8]] = [:]
        func patch(_ scalar: UInt32, _ kind: UInt8) {
            let index = Int(scalar) >> Self.blockBits
            let start = Int(blocks[index]) << Self.blockBits
            patched[index, default: Array(classes[start..<start + Self.blockSize])][
                Int(scalar) & (Self.blockSize - 1)] = kind
        }
        for scalar in Array(0xF900...0xFAFF) + Array(UInt32(0x2_F800)...0x2_FA1F) { patch(scalar, Self.stable) }
        for range in [UInt32(0x1100)...0x11FF, 0xA960...0xA97C, 0xD7B0...0xD7FB] {
            for scalar in range {
                let kind = HangulClass(scalar)
                if kind != .none { patch(scalar, kind.isLeading ? Self.leads : Self.interacts) }
            }
        }
        guard rules.folds else { return Array(patched) }
        for scalar in [0x3000] + Array(UInt32(0xFF00)...0xFFEF) {
            guard let plain = Folding.plainWidth(of: scalar) else { continue }
            // A voicing mark for kana stays one; everything else stands by itself.
            patch(scalar, self[plain] == Self.stable ? Self.changes : Self.interacts)
        }
        for scalar in UInt32(0xE0BC)...0xF8F7 {
            switch Folding.privateJamo(of: scalar) {
            case nil: continue
            case .syllable: patch(scalar, Self.changes)
            case .letter(let jamo): patch(scalar, HangulClass(jamo).isLeading ? Self.leads : Self.interacts)
            case .filler: patch(scalar, Self.interacts)
            }
        }
        return Array(patched)
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
    private static let instructionSet = csplit_best()

    /// The offset of the first character at or behind `start` that is not stable, or of the first byte there that is no
    /// UTF-8, or the end.
    ///
    /// - Parameter start: where a character starts.
    /// - Complexity: O(*n*), 64 bytes at a time.
    func firstUnstableOffset(in bytes: Span<UInt8>, from start: Int, instructionSet: Int32? = nil) -> Int {
        precondition(start >= 0 && start <= bytes.count, "the start must lie in the text")
        return unsafe bytes.withUnsafeBufferPointer { text in
            unsafe blocks.withUnsafeBufferPointer { blocks in
                unsafe classes.withUnsafeBufferPointer { classes in
                    guard let text = text.baseAddress else { return start }
                    var table = unsafe csplit_plain_table(
                        blocks: blocks.baseAddress, classes: classes.baseAddress, stable: Self.stable,
                        has_syllables: keepsSyllables ? 1 : 0)
                    return unsafe csplit_plain(
                        text, bytes.count, start, &table, instructionSet ?? Self.instructionSet)
                }
            }
        }
    }
}

extension NormalizationClasses {
    private static let nfc = NormalizationClasses(.nfc)
    private static let nfkc = NormalizationClasses(.nfkc)
    private static let nfd = NormalizationClasses(.nfd)
    private static let nfkd = NormalizationClasses(.nfkd)
    private static let korean = NormalizationClasses(.korean)
    private static let koreanFold = NormalizationClasses(.koreanFold)

    /// The table of some rules, built once, at first use.
    static func shared(_ rules: NormalizationRules) -> NormalizationClasses {
        switch rules {
        case .nfc: nfc
        case .nfkc: nfkc
        case .nfd: nfd
        case .nfkd: nfkd
        case .korean: korean
        case .koreanFold: koreanFold
        }
    }
}
