/// Generated text that is hard on tokenizers: scripts mixed character by character, marks without bases, every white
/// space, digits of many scripts, emoji with joiners, jamo, unassigned code points.
public struct TortureText {
    private var generator: SeededGenerator
    /// Code points that Unicode 15, 16 and 17 class alike, so that every engine in a comparison agrees on them.
    private static let random: [Unicode.Scalar] = (UInt32(0x20)..<0x32000).compactMap(Unicode.Scalar.init).filter {
        guard let age = $0.properties.age else { return true }
        return age.major < 15 || (age.major == 15 && age.minor == 0)
    }

    private static let favourites: [[Unicode.Scalar]] = [
        Array("가각한국어를배웁니다뷁힣".unicodeScalars),
        Array("ㄱㄴㅋㅎㅏㅠㆍㅿㆁ\u{3164}\u{FFA0}\u{FFA1}\u{FFC2}".unicodeScalars),
        Array(
            "\u{1100}\u{1161}\u{11A8}\u{119E}\u{11EB}\u{A960}\u{D7B0}\u{D7CB}\u{302E}\u{302F}\u{115F}\u{1160}"
                .unicodeScalars),
        Array("abcdefgXYZst'SsTtDMmreveLLllſK".unicodeScalars),
        Array("'\"!?.,;:()[]{}/\\@#$%^&*-_=+~`|<>·…—「」。、".unicodeScalars),
        Array("0123456789٠٣५७৪Ⅷ½²①".unicodeScalars),
        Array(" \t\n\r\u{0B}\u{0C}\u{85}\u{A0}\u{1680}\u{2003}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}".unicodeScalars),
        Array("      \n\n".unicodeScalars),
        Array("\u{301}\u{308}\u{20E3}\u{FE0F}\u{200D}\u{200B}\u{FEFF}".unicodeScalars),
        Array("😀👩‍👩‍👧‍👦🇰🇷✨❤️".unicodeScalars),
        Array("漢字國語龥龦仮名ひらがなカタカナ゠ヿ\u{F900}".unicodeScalars),
        Array("ÀéßДжЩλΩǅʰªאبक्षไทย".unicodeScalars),
    ]

    public init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    /// A text of so many characters.
    public mutating func next(length: Int) -> String {
        var text = String.UnicodeScalarView()
        while text.count < length {
            let run = Int.random(in: 1...4, using: &generator)
            let source = Int.random(in: 0...Self.favourites.count, using: &generator)
            for _ in 0..<run {
                let characters = source < Self.favourites.count ? Self.favourites[source] : Self.random
                text.append(characters[Int.random(in: 0..<characters.count, using: &generator)])
            }
        }
        return String(text)
    }

    /// Random bytes, most of them invalid UTF-8.
    public mutating func nextBytes(length: Int) -> [UInt8] {
        (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }
}
