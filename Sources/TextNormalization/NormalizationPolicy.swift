/// What is done to a text before it is split and encoded.
///
/// The raw value is the policy's name on the command line and in saved models. Every policy works on UTF-8 that may
/// be invalid: each maximal well-formed run is a text of its own, other bytes stay.
///
/// Two properties are told of each. *Idempotent*: a second time changes nothing. *Inverse*: what gives the original
/// back, if anything does. No policy but `none` can be applied to two halves of a text everywhere;
/// ``Normalizer/isBoundary(in:at:)`` tells where it can.
public enum NormalizationPolicy: String, Sendable, CaseIterable, Codable {
    /// Nothing: every byte stays as it is.
    ///
    /// Idempotent. Inverse: itself.
    case none

    /// Unicode's form C: canonical decomposition, then composition.
    ///
    /// Of Hangul it composes modern syllables and leaves Old Hangul half composed (U+1100 1161 11EB becomes
    /// U+AC00 11EB); compatibility Hanja are replaced (U+F900 becomes U+8C48).
    /// Idempotent. No inverse: which of two canonically equivalent texts it was is lost.
    case nfc

    /// Unicode's form KC: compatibility decomposition, then composition.
    ///
    /// It ruins Korean text — ㅋㅋ becomes conjoining jamo, "ㄱㅏ" becomes "가" — and is here only for models that were
    /// trained with it. Idempotent. No inverse.
    case nfkc

    /// Unicode's form D: canonical decomposition. Three bytes of a syllable become six or nine.
    ///
    /// Idempotent. No inverse: composing gives what `nfc` gives.
    case nfd

    /// Unicode's form KD: compatibility decomposition.
    ///
    /// Idempotent. No inverse.
    case nfkd

    /// Canonical composition that harms no Korean text, and one spelling for a block.
    ///
    /// 1. As `nfc`, but compatibility Hanja (U+F900–FAFF, U+2F800–2FA1F) stay: they differ from their unified twins
    ///    in reading (樂 is 락, 낙, 악, 요), and Korean standards keep them apart.
    /// 2. A syllable block — L⁺V⁺T*, precomposed syllables counting as their jamo — that a precomposed syllable is
    ///    equivalent to, is written as that syllable; every other block wholly in conjoining jamo: U+AC00 11EB
    ///    becomes U+1100 1161 11EB, U+1109 C0AC becomes U+1109 1109 1161. Jamo of one place are never merged to a
    ///    complex one (U+1109 1109 is not U+110A): Unicode holds them to be different.
    /// 3. Compatibility and halfwidth jamo, fillers, tone marks, width forms and private use stay.
    ///
    /// The result is canonically equivalent to the original; texts that are equivalent, compatibility Hanja apart,
    /// get the same bytes. Idempotent. No inverse, as for `nfc`.
    case korean

    /// `korean`, after three foldings that change what is written to what is meant.
    ///
    /// 1. Characters that Unicode calls wide or narrow become their plain twins: ＡＢＣ１ to ABC1, halfwidth jamo to
    ///    compatibility jamo (ﾡ to ㄱ, not to a conjoining one), halfwidth kana to kana, U+3000 to a space.
    /// 2. Hanyang PUA becomes conjoining jamo. A private letter (U+F784–F8F7) that stands beside no letter it could
    ///    conjoin with gets the fillers of a lone one: leading U+1160 behind it, vowel U+115F before it, trailing
    ///    U+115F 1160 before it; so the letter ᅘ before 은 does not run into it.
    /// 3. U+F86A, the invisible private filler of the trailing place, goes where it stands behind a vowel letter.
    ///
    /// Idempotent. No inverse.
    case koreanFold = "korean-fold"

    /// Every precomposed syllable as its jamo, for vocabularies of jamo; the original comes back exactly.
    ///
    /// Only syllables are taken apart; nothing else is normalized. What was jamo in the original is told from a
    /// syllable's by U+034F, the combining grapheme joiner, which is written
    /// - before a modern vowel that follows a modern leading consonant in the original (U+1112 1161 becomes
    ///   U+1112 034F 1161),
    /// - before a modern trailing consonant that follows a precomposed syllable without one (U+AC00 11AB becomes
    ///   U+1100 1161 034F 11AB),
    /// - before itself (U+034F becomes U+034F 034F).
    ///
    /// It is a mark, so words stay whole for pre-tokenizers. Text without jamo has none.
    ///
    /// Not idempotent: it is a code. Inverse: ``TextRestorer``, exact for every sequence of bytes; unmarked L V T,
    /// as a model may write it, composes.
    case jamo

    /// Whether applying it a second time changes nothing.
    public var isIdempotent: Bool { self != .jamo }

    /// Whether the original text can be had back.
    public var isInvertible: Bool { self == .none || self == .jamo }

    /// The type name of the standard component of a Hugging Face `tokenizer.json` that does exactly the same, or nil
    /// when there is none (`none` needs none).
    public var huggingFaceComponent: String? {
        switch self {
        case .none, .korean, .koreanFold, .jamo: nil
        case .nfc: "NFC"
        case .nfkc: "NFKC"
        case .nfd: "NFD"
        case .nfkd: "NFKD"
        }
    }

    /// The standard component that comes nearest, and what is lost with it, for an export that was asked to accept
    /// a loss; nil where ``huggingFaceComponent`` is exact or nothing is needed.
    public var huggingFaceApproximation: (component: String, loss: String)? {
        switch self {
        case .none, .nfc, .nfkc, .nfd, .nfkd: nil
        case .korean:
            (
                "NFC",
                "compatibility Hanja become unified ones; Old Hangul blocks that begin like a modern syllable are "
                    + "half composed and get other tokens"
            )
        case .koreanFold:
            (
                "NFC",
                "as for korean; and full-width and halfwidth forms and Hanyang PUA stay as they are"
            )
        case .jamo:
            (
                "NFD",
                "decoding gives jamo instead of syllables; letters with accents and compatibility Hanja are "
                    + "decomposed too; text in jamo is not told from syllables"
            )
        }
    }
}
