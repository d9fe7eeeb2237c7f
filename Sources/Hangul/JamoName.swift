/// The names that Unicode gives to jamo and syllables, computed from how they are put together.
///
/// A consonant is spelled with a letter for each part: `RBW` is RIEUL-KAPYEOUNPIEUP. The spellings are the only
/// table, and the same letter in two blocks has the same spelling; ``JamoMapping`` is made from them.
public enum JamoName {
    /// The name of a jamo, a filler, a tone mark or a syllable in Unicode, as "HANGUL CHOSEONG KIYEOK"; nil for
    /// other code points, enclosed Hangul among them.
    public static func name(of scalar: UInt32) -> String? {
        if let syllable = HangulSyllable(scalarValue: scalar) {
            return "HANGUL SYLLABLE " + shortLeading[syllable.leading] + vowels[syllable.vowel].name
                + shortTrailing[syllable.trailing]
        }
        switch HangulClass(scalar) {
        case .toneMark: return scalar == 0x302E ? "HANGUL SINGLE DOT TONE MARK" : "HANGUL DOUBLE DOT TONE MARK"
        case .leadingFiller: return "HANGUL CHOSEONG FILLER"
        case .vowelFiller: return "HANGUL JUNGSEONG FILLER"
        case .compatibilityFiller: return "HANGUL FILLER"
        case .halfwidthFiller: return "HALFWIDTH HANGUL FILLER"
        case .halfwidthConsonant, .halfwidthVowel:
            return JamoMapping.fullwidth(of: scalar).flatMap(name).map { "HALFWIDTH " + $0 }
        default: break
        }
        for block in blocks {
            let offset = Int(scalar) - Int(block.first)
            if block.spellings.indices.contains(offset) { return block.prefix + block.spellings[offset].name }
        }
        return nil
    }

    /// How one letter is put together.
    struct Spelling: Equatable, Sendable {
        let code: Substring
        let isVowel: Bool

        /// The name without the prefix of its block, as "RIEUL-KAPYEOUNPIEUP".
        var name: String { isVowel ? String(code) : JamoName.consonantName(code) }
    }

    /// Letters with successive code points.
    struct Block: Sendable {
        let first: UInt32
        let prefix: String
        let spellings: [Spelling]

        init(_ first: UInt32, _ prefix: String, consonants: String = "", vowels: String = "") {
            self.first = first
            self.prefix = prefix
            spellings =
                consonants.split(separator: " ").map { Spelling(code: $0, isVowel: false) }
                + vowels.split(separator: " ").map { Spelling(code: $0, isVowel: true) }
        }
    }

    private static let modernLeading = "G GG N D DD R M B BB S SS O J JJ C K T P H"
    private static let modernVowels = "A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I"

    /// All letters but the halfwidth ones, which are compatibility letters in another order of code points.
    static let blocks: [Block] = [
        Block(
            0x1100, "HANGUL CHOSEONG ",
            consonants: modernLeading + """
                 NG NN ND NB DG RN RR RH RW MB MW BG BN BD BS BSG BSD BSB BSS BSJ BJ BC BT BP BW BBW SG SN SD SR SM \
                SB SBG S.SS SO SJ SC SK ST SP SH S< SS< S> SS> Z OG OD OM OB OS OZ OO OJ OC OT OP Y JO J< JJ< J> \
                JJ> CK CH C< C> PB PW HH V GD NS NJ NH DR
                """),
        Block(
            0xA960, "HANGUL CHOSEONG ",
            consonants: """
                DM DB DS DJ RG RGG RD RDD RM RB RBB RBW RS RJ RK MG MD MS BST BK BH SSB OR OH JJH TT PH HS VV
                """),
        Block(
            0x1161, "HANGUL JUNGSEONG ",
            vowels: modernVowels + """
                 A-O A-U YA-O YA-YO EO-O EO-U EO-EU YEO-O YEO-U O-EO O-E O-YE O-O O-U YO-YA YO-YAE YO-YEO YO-O YO-I \
                U-A U-AE U-EO-EU U-YE U-U YU-A YU-EO YU-E YU-YEO YU-YE YU-U YU-I EU-U EU-EU YI-U I-A I-YA I-O I-U \
                I-EU I-ARAEA ARAEA ARAEA-EO ARAEA-U ARAEA-I SSANGARAEA A-EU YA-U YEO-YA O-YA O-YAE
                """),
        Block(
            0xD7B0, "HANGUL JUNGSEONG ",
            vowels: """
                O-YEO O-O-I YO-A YO-AE YO-EO U-YEO U-I-I YU-AE YU-O EU-A EU-EO EU-E EU-O I-YA-O I-YAE I-YEO I-YE \
                I-O-I I-YO I-YU I-I ARAEA-A ARAEA-E
                """),
        Block(
            0x11A8, "HANGUL JONGSEONG ",
            consonants: """
                G GG GS N NJ NH D R RG RM RB RS RT RP RH M B BS S SS O J C K T P H GR GSG NG ND NS NZ NT DG DR RGS \
                RN RD RDH RR RMG RMS RBS RBH RBW RSS RZ RK RV MG MR MB MS MSS MZ MC MH MW BR BP BH BW SG SD SR SB \
                Z OG OGG OO OK Y YS YZ PB PW HN HR HM HB V GN GB GC GK GH NN
                """),
        Block(
            0xD7CB, "HANGUL JONGSEONG ",
            consonants: """
                NR NC DD DDB DB DS DSG DJ DC DT RGG RGH RRK RMH RBD RBP RY RVH RW MN MNN MM MBS MJ BD BRP BM BB BSD \
                BJ BC SM SBW SSG SSD SZ SJ SC ST SH ZB ZBW YM YH JB JBB JJ PS PT
                """),
        Block(
            0x3131, "HANGUL LETTER ",
            consonants: "G GG GS N NJ NH D DD R RG RM RB RS RT RP RH M B BB BS S SS O J JJ C K T P H",
            vowels: modernVowels),
        Block(
            0x3165, "HANGUL LETTER ",
            consonants: """
                NN ND NS NZ RGS RD RBS RZ RV MB MS MZ MW BG BD BSG BSD BJ BT BW BBW SG SN SD SB SJ Z OO Y YS YZ PW \
                HH V
                """,
            vowels: "YO-YA YO-YAE YO-I YU-YEO YU-YE YU-I ARAEA ARAEAE"),
    ]

    private static var vowels: [Spelling] { blocks[2].spellings }

    /// What `Jamo_Short_Name` of the Unicode Standard gives for the names of syllables.
    private static let shortLeading = [
        "G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H",
    ]
    private static let shortTrailing = [
        "", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS", "S",
        "SS", "NG", "J", "C", "K", "T", "P", "H",
    ]

    /// Spells a code out: a doubled letter is SSANG…, `W` behind it makes it KAPYEOUN… (light), `<` CHITUEUM… and
    /// `>` CEONGCHIEUM… (the two series of sibilants for Chinese); parts are joined by hyphens. A dot cuts where
    /// doubling would be read wrongly.
    private static func consonantName(_ code: Substring) -> String {
        var parts: [String] = []
        let letters = Array(code.utf8)
        var position = 0
        while position < letters.count {
            let letter = letters[position]
            position += 1
            guard let name = consonant(letter) else { continue }
            var part = name
            if position < letters.count, letters[position] == letter {
                part = "SSANG" + part
                position += 1
            }
            if position < letters.count {
                switch letters[position] {
                case UInt8(ascii: "W"): part = "KAPYEOUN" + part
                case UInt8(ascii: "<"): part = "CHITUEUM" + part
                case UInt8(ascii: ">"): part = "CEONGCHIEUM" + part
                default: break
                }
            }
            parts.append(part)
        }
        return parts.joined(separator: "-")
    }

    private static func consonant(_ letter: UInt8) -> String? {
        switch letter {
        case UInt8(ascii: "G"): "KIYEOK"
        case UInt8(ascii: "N"): "NIEUN"
        case UInt8(ascii: "D"): "TIKEUT"
        case UInt8(ascii: "R"): "RIEUL"
        case UInt8(ascii: "M"): "MIEUM"
        case UInt8(ascii: "B"): "PIEUP"
        case UInt8(ascii: "S"): "SIOS"
        case UInt8(ascii: "O"): "IEUNG"
        case UInt8(ascii: "J"): "CIEUC"
        case UInt8(ascii: "C"): "CHIEUCH"
        case UInt8(ascii: "K"): "KHIEUKH"
        case UInt8(ascii: "T"): "THIEUTH"
        case UInt8(ascii: "P"): "PHIEUPH"
        case UInt8(ascii: "H"): "HIEUH"
        case UInt8(ascii: "Z"): "PANSIOS"
        case UInt8(ascii: "Y"): "YESIEUNG"
        case UInt8(ascii: "V"): "YEORINHIEUH"
        default: nil
        }
    }
}
