internal import Hangul

extension PolicyTable {
    /// One text for everything that policies differ in.
    static let examples: [(name: String, text: [UInt8])] =
        scalarExamples.map { name, scalars in
            var text: [UInt8] = []
            for scalar in scalars { appendUTF8(scalar, to: &text) }
            return (name, text)
        } + [("not UTF-8", [0xEA, 0xB0])]

    private static let scalarExamples: [(String, [UInt32])] = [
        ("modern syllable 한", [0xD55C]),
        ("the same in jamo (NFD)", [0x1112, 0x1161, 0x11AB]),
        ("the same, half in jamo", [0xD558, 0x11AB]),
        ("Old Hangul ᄒᆞᆫ", [0x1112, 0x119E, 0x11AB]),
        ("Old Hangul, half composed", [0xAC00, 0x11EB]),
        ("the same in jamo", [0x1100, 0x1161, 0x11EB]),
        ("two leading consonants", [0x1109, 0x1109, 0x1161]),
        ("one more trailing consonant", [0xAC01, 0x11A8]),
        ("tone mark behind the block", [0x1100, 0x1161, 0x11AB, 0x302E]),
        ("tone mark inside the block", [0x1100, 0x1161, 0x302E, 0x11AB]),
        ("lone consonant with filler", [0x1100, 0x1160]),
        ("compatibility jamo ㅋㅋ", [0x314B, 0x314B]),
        ("compatibility jamo ㄱㅏ", [0x3131, 0x314F]),
        ("araea ㆍ", [0x318D]),
        ("compatibility filler", [0x3164]),
        ("halfwidth jamo ﾡￂ", [0xFFA1, 0xFFC2]),
        ("circled ㉠", [0x3260]),
        ("compatibility Hanja 樂", [0xF914]),
        ("Hanja 樂", [0x6A02]),
        ("full-width Ａ１", [0xFF21, 0xFF11]),
        ("wide space", [0x3000]),
        ("PUA syllable", [0xF53A]),
        ("PUA letters, one block", [0xF7FC, 0xF85E, 0xF875]),
        ("PUA letter before a syllable", [0xF7FE, 0xC740]),
        ("e and acute", [0x0065, 0x0301]),
        ("unit ㎏", [0x338F]),
        ("grapheme joiner", [0x034F]),
    ]
}
