/// The same letter in the three sets of jamo: conjoining ones, which know their place in the block; compatibility
/// ones, which stand by themselves; and halfwidth ones.
///
/// Two letters are the same when Unicode gives them the same name, apart from the prefix of the block.
public enum JamoMapping {
    /// The leading consonant that a compatibility or halfwidth consonant becomes, or nil (ㄳ has none).
    public static func leading(of scalar: UInt32) -> UInt32? { table.entry(of: scalar)?.leading }

    /// The conjoining vowel that a compatibility or halfwidth vowel becomes, or nil.
    public static func vowel(of scalar: UInt32) -> UInt32? { table.entry(of: scalar)?.vowel }

    /// The trailing consonant that a compatibility or halfwidth consonant becomes, or nil (ㄸ has a rare old one,
    /// U+D7CD).
    public static func trailing(of scalar: UInt32) -> UInt32? { table.entry(of: scalar)?.trailing }

    /// The compatibility letter of a conjoining or halfwidth one, or nil: most old clusters have none.
    public static func compatibility(of scalar: UInt32) -> UInt32? {
        switch HangulClass(scalar) {
        case .leadingFiller, .vowelFiller: 0x3164
        case .halfwidthConsonant, .halfwidthVowel, .halfwidthFiller: fullwidth(of: scalar)
        default: table.compatibility(of: scalar)
        }
    }

    /// The compatibility letter that a halfwidth one is the narrow form of, or nil when it is none.
    public static func fullwidth(of scalar: UInt32) -> UInt32? {
        switch scalar {
        case 0xFFA0: 0x3164
        case 0xFFA1...0xFFBE: scalar - 0xFFA1 + 0x3131
        // The vowels stand in columns of six with two places left empty, as in the code that they come from.
        case 0xFFC2...0xFFC7: scalar - 0xFFC2 + 0x314F
        case 0xFFCA...0xFFCF: scalar - 0xFFCA + 0x3155
        case 0xFFD2...0xFFD7: scalar - 0xFFD2 + 0x315B
        case 0xFFDA...0xFFDC: scalar - 0xFFDA + 0x3161
        default: nil
        }
    }

    /// The halfwidth form of a compatibility letter, or nil: old ones have none.
    public static func halfwidth(of scalar: UInt32) -> UInt32? {
        switch scalar {
        case 0x3164: 0xFFA0
        case 0x3131...0x314E: scalar - 0x3131 + 0xFFA1
        case 0x314F...0x3163: scalar - 0x314F + 0xFFC2 + (scalar - 0x314F) / 6 * 2
        default: nil
        }
    }

    private static let table = Table()

    /// The letters of U+3131–318E with what they become, made from the spellings in ``JamoName``.
    private struct Table: Sendable {
        struct Entry: Sendable {
            var leading: UInt32?
            var vowel: UInt32?
            var trailing: UInt32?
        }

        private var entries = [Entry](repeating: Entry(), count: 0x318F - 0x3131)

        init() {
            for block in JamoName.blocks where block.first >> 8 == 0x31 {
                for (offset, letter) in block.spellings.enumerated() {
                    let scalar = block.first + UInt32(offset)
                    let leading = Self.find(letter, in: [0x1100, 0xA960])
                    let trailing = Self.find(letter, in: [0x11A8, 0xD7CB])
                    let vowel = scalar == 0x318E ? 0x11A1 : Self.find(letter, in: [0x1161, 0xD7B0])
                    entries[Int(scalar - 0x3131)] = Entry(leading: leading, vowel: vowel, trailing: trailing)
                }
            }
        }

        private static func find(_ letter: JamoName.Spelling, in firsts: [UInt32]) -> UInt32? {
            for block in JamoName.blocks where firsts.contains(block.first) {
                if let offset = block.spellings.firstIndex(of: letter) { return block.first + UInt32(offset) }
            }
            return nil
        }

        func entry(of scalar: UInt32) -> Entry? {
            let letter = scalar >= 0xFFA0 ? JamoMapping.fullwidth(of: scalar) ?? 0 : scalar
            let offset = Int(letter) - 0x3131
            return entries.indices.contains(offset) ? entries[offset] : nil
        }

        func compatibility(of scalar: UInt32) -> UInt32? {
            let offset = entries.firstIndex { $0.leading == scalar || $0.vowel == scalar || $0.trailing == scalar }
            return offset.map { 0x3131 + UInt32($0) }
        }
    }
}
