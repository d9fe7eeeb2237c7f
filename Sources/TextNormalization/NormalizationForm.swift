internal import CICU

/// One of the four forms of the Unicode Standard, annex 15.
enum NormalizationForm: Sendable, CaseIterable {
    case nfc, nfkc, nfd, nfkd

    /// Whether compatibility decompositions are used as well.
    var isCompatibility: Bool { self == .nfkc || self == .nfkd }

    /// Whether decomposed characters are composed again.
    var composes: Bool { self == .nfc || self == .nfkc }

    var icu: cicu_normalization_form {
        switch self {
        case .nfc: .nfc
        case .nfkc: .nfkc
        case .nfd: .nfd
        case .nfkd: .nfkd
        }
    }
}

extension NormalizationPolicy {
    /// The standard form that the policy is, or nil.
    var form: NormalizationForm? {
        switch self {
        case .none: nil
        case .nfc: .nfc
        case .nfkc: .nfkc
        case .nfd: .nfd
        case .nfkd: .nfkd
        }
    }
}
