import BytePairEncoding

/// Which writing systems the tokens of a vocabulary are of.
struct ScriptShares {
    /// The kinds, in the order of a report.
    enum Kind: String, CaseIterable {
        case hangul = "Hangul"
        case latin = "Latin"
        case han = "Han"
        case kana = "Kana"
        case otherLetters = "other letters"
        case severalScripts = "several scripts"
        case digits
        case symbols = "punctuation and symbols"
        case whiteSpace = "white space"
        case parts = "parts of characters"
    }

    private var counts: [Kind: Int] = [:]
    private(set) var total = 0

    init(_ tokens: some Sequence<some Sequence<UInt8>>) {
        for token in tokens {
            let bytes = Array(token)
            // A gap is no token.
            if bytes.isEmpty { continue }
            counts[Self.kind(of: bytes), default: 0] += 1
            total += 1
        }
    }

    /// The kinds that have tokens, with how many.
    var list: [(kind: Kind, count: Int)] {
        Kind.allCases.compactMap { kind in counts[kind].map { (kind, $0) } }
    }

    func share(of count: Int) -> Double {
        total == 0 ? 0 : Double(count) / Double(total)
    }

    /// Letters decide; without any, digits, then what can be seen.
    static func kind(of token: [UInt8]) -> Kind {
        guard let text = String(validating: token, as: UTF8.self) else { return .parts }
        var found: Kind?
        var hasDigits = false
        var isVisible = false
        for scalar in text.unicodeScalars {
            let properties = scalar.properties
            if properties.isAlphabetic {
                let script = script(of: scalar.value)
                if let found, found != script { return .severalScripts }
                found = script
            } else if properties.numericType != nil {
                hasDigits = true
            } else if !properties.isWhitespace {
                isVisible = true
            }
        }
        return found ?? (hasDigits ? .digits : isVisible ? .symbols : .whiteSpace)
    }

    private static func script(of letter: UInt32) -> Kind {
        switch letter {
        case 0x41...0x24F, 0x1E00...0x1EFF, 0x2C60...0x2C7F, 0xA720...0xA7FF, 0xFF21...0xFF5A: .latin
        case 0x1100...0x11FF, 0x3130...0x318F, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xFFA0...0xFFDC: .hangul
        case 0x2E80...0x2FDF, 0x3005...0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
            .han
        case 0x3040...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9D: .kana
        default: .otherLetters
        }
    }
}
