import ArgumentParser
import Hangul
import TextNormalization

/// What `hangul --to` can make of a text.
enum TextForm: ExpressibleByArgument, Sendable {
    case policy(NormalizationPolicy)
    /// Old Hangul in the private use area, for programs that know nothing else.
    case hanyangPUA
    /// The text that the code of `jamo` was made of.
    case restored

    init?(argument: String) {
        switch argument {
        case "hanyang-pua": self = .hanyangPUA
        case "restored": self = .restored
        default:
            guard let policy = NormalizationPolicy(rawValue: argument) else { return nil }
            self = .policy(policy)
        }
    }

    static var allValueStrings: [String] {
        NormalizationPolicy.allCases.map(\.rawValue) + ["hanyang-pua", "restored"]
    }

    func convert(_ text: [UInt8]) -> [UInt8] {
        switch self {
        case .policy(let policy): Normalizer(policy).normalize(text).bytes
        case .hanyangPUA: HanyangPUA.encode(text)
        case .restored: TextRestorer.restore(text, from: .jamo)
        }
    }
}
