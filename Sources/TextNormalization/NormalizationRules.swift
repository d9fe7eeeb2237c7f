internal import CICU

/// What the engine of decomposing, ordering and composing can do: the four forms of annex 15 and their Korean
/// variants.
enum NormalizationRules: Sendable, CaseIterable {
    case nfc, nfkc, nfd, nfkd, korean, koreanFold

    /// The rules of a policy, or nil for those that do not normalize.
    init?(_ policy: NormalizationPolicy) {
        switch policy {
        case .none, .jamo: return nil
        case .nfc: self = .nfc
        case .nfkc: self = .nfkc
        case .nfd: self = .nfd
        case .nfkd: self = .nfkd
        case .korean: self = .korean
        case .koreanFold: self = .koreanFold
        }
    }

    /// Whether compatibility decompositions are used as well.
    var isCompatibility: Bool { self == .nfkc || self == .nfkd }

    /// Whether decomposed characters are composed again.
    var composes: Bool { self != .nfd && self != .nfkd }

    /// Whether Hangul is composed by whole blocks, and compatibility Hanja are kept.
    var isKorean: Bool { self == .korean || self == .koreanFold }

    /// Whether width forms and Hanyang PUA are folded.
    var folds: Bool { self == .koreanFold }

    /// The form that these rules are a variant of.
    var icu: cicu_normalization_form {
        switch self {
        case .nfc, .korean, .koreanFold: .nfc
        case .nfkc: .nfkc
        case .nfd: .nfd
        case .nfkd: .nfkd
        }
    }
}
