/// Old Hangul in the private use area, as the word processors of the 1990s wrote it: U+E0BC–F66E are syllables,
/// U+F784–F8F7 letters (leading, vowel, trailing).
///
/// Unicode gives these code points no meaning; this is the agreement known as Hanyang PUA, both ways between it and
/// conjoining jamo. Text in another private agreement must not be converted.
///
/// - Note: U+F000–F0FF is not part of it, and U+F86A, the filler of the trailing place, has no counterpart in
///   Unicode: it is the empty sequence.
public enum HanyangPUA {
    /// The conjoining jamo of a code point, one to three; none for U+F86A; nil when it is not of the agreement.
    ///
    /// - Complexity: O(1).
    public static func jamo(of scalar: UInt32) -> [UInt32]? {
        if scalar == trailingFiller { return [] }
        let packed = packedJamo(of: scalar)
        return packed == 0 ? nil : unpack(packed)
    }

    /// The code point for a sequence of conjoining jamo, or nil: a letter for one, a syllable for two or three.
    ///
    /// Seven syllables and four trailing letters have two code points; the first is given, as `jamo-normalize` does.
    public static func scalar(of jamo: [UInt32]) -> UInt32? {
        jamo.count > 3 ? nil : table.scalars[pack(jamo)]
    }

    /// The filler of the trailing place.
    package static let trailingFiller: UInt32 = 0xF86A

    /// Up to three jamo in 16 bits each, the first lowest; 0 when the scalar is not of the agreement.
    package static func packedJamo(of scalar: UInt32) -> UInt64 {
        let index = Int(scalar) - Int(Table.first)
        return table.jamo.indices.contains(index) ? table.jamo[index] : 0
    }

    private static func pack(_ jamo: [UInt32]) -> UInt64 {
        jamo.reversed().reduce(0) { $0 << 16 | UInt64($1 & 0xFFFF) }
    }

    private static func unpack(_ packed: UInt64) -> [UInt32] {
        var rest = packed
        var jamo: [UInt32] = []
        while rest != 0 {
            jamo.append(UInt32(rest & 0xFFFF))
            rest >>= 16
        }
        return jamo
    }

    private static let table = Table()

    /// The unpacked table: 50 KB, made at first use.
    private struct Table: Sendable {
        static let first: UInt32 = 0xE0BC
        private static let last: UInt32 = 0xF8F7

        /// Packed jamo by code point.
        var jamo = [UInt64](repeating: 0, count: Int(last - first) + 1)
        /// Code points by packed jamo.
        var scalars: [UInt64: UInt32] = [:]

        init() {
            let letters = Self.letters()
            addSyllables(letters)
            for (offset, letter) in letters.enumerated() {
                // 125 leading ones, six places left empty, 95 vowels, six more, 141 trailing ones.
                let gaps: UInt32 = offset < 125 ? 0 : offset < 220 ? 5 : 11
                add(0xF784 + UInt32(offset) + gaps, [letter])
            }
            for (scalar, jamo) in HanyangPUATable.aliases {
                let packed = HanyangPUA.pack(jamo)
                if scalars[packed] == nil { scalars[packed] = scalar }
            }
        }

        private mutating func add(_ scalar: UInt32, _ sequence: [UInt32]) {
            let packed = HanyangPUA.pack(sequence)
            jamo[Int(scalar - Self.first)] = packed
            if scalars[packed] == nil { scalars[packed] = scalar }
        }

        /// Reads the units of six bits. The state is a leading consonant, a vowel and a trailing consonant, each an
        /// index into the letters.
        ///
        /// - 0 to 55: the trailing consonant goes on by 1 to 56: a syllable.
        /// - 56: it is the number in the next two units: a syllable.
        /// - 57, 59: the vowel goes on by one, or is the number in the next two units; no trailing consonant: a
        ///   syllable.
        /// - 60, 61: the leading consonant goes on by one or two, the vowel is the number in the next two units: a
        ///   syllable.
        /// - 62: the next new vowel is no syllable by itself.
        private mutating func addSyllables(_ letters: [UInt32]) {
            let (vowels, trailings) = (125, 125 + 95)
            let units = Self.units()
            var position = 0
            func wide() -> Int {
                position += 2
                return units[position - 2] << 6 | units[position - 1]
            }
            var scalar = Self.first
            var (leading, vowel, trailing) = (-1, 0, -1)
            var isSilent = false
            while position < units.count {
                let unit = units[position]
                position += 1
                switch unit {
                case 62:
                    isSilent = true
                    continue
                case 60...:
                    leading += unit - 59
                    vowel = wide()
                    trailing = -1
                case 57, 59:
                    vowel = unit == 57 ? vowel + 1 : wide()
                    trailing = -1
                case 56: trailing = wide()
                default: trailing += unit + 1
                }
                if isSilent {
                    isSilent = false
                    continue
                }
                let open = [letters[leading], letters[vowels + vowel]]
                add(scalar, trailing < 0 ? open : open + [letters[trailings + trailing]])
                scalar = scalar == 0xEFFF ? 0xF100 : scalar + 1
            }
        }

        private static func letters() -> [UInt32] {
            var letters: [UInt32] = []
            var digits = 0
            for byte in bytes(of: HanyangPUATable.letters) {
                let digit = byte < 0x41 ? byte - 0x30 : byte - 0x41 + 10
                if digits % 4 == 0 { letters.append(0) }
                letters[digits / 4] = letters[digits / 4] << 4 | UInt32(digit)
                digits += 1
            }
            return letters
        }

        private static func units() -> [Int] {
            bytes(of: HanyangPUATable.syllables).map { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte) - 0x41
                case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte) - 0x61 + 26
                case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 0x30 + 52
                default: byte == UInt8(ascii: "+") ? 62 : 63
                }
            }
        }

        private static func bytes(of text: StaticString) -> [UInt8] {
            text.withUTF8Buffer { unsafe Array($0) }
        }
    }
}
