internal import JSONBytes
internal import TextNormalization
internal import Tokenization

extension ComponentReading {
    /// The normalizer; nil for null.
    func normalizer() throws(TokenizerFormatError) -> NormalizerComponent? {
        if value.isNull { return nil }
        if let policy = try PolicyComponent.namedPolicy(value, context) { return .unicode(policy) }
        switch type {
        case "NFC": return .unicode(.nfc)
        case "NFD": return .unicode(.nfd)
        case "NFKC": return .unicode(.nfkc)
        case "NFKD": return .unicode(.nfkd)
        case "Sequence":
            var components: [NormalizerComponent] = []
            for part in try parts("normalizers") {
                if let component = try part.normalizer() { components.append(component) }
            }
            return .sequence(components)
        case "Lowercase": return .lowercase
        case "StripAccents": return .stripAccents
        case "Strip": return .strip(left: try bool("strip_left"), right: try bool("strip_right"))
        case "Replace": return .replace(try pattern(), with: try text("content"))
        case "Prepend": return .prepend(try text("prepend"))
        case "Nmt": return .nmt
        case "ByteLevel": return .byteLevel
        case "BertNormalizer":
            let lowercases = try bool("lowercase")
            return .bert(
                BertCleaning(
                    cleansText: try bool("clean_text"), separatesChinese: try bool("handle_chinese_chars"),
                    stripsAccents: try bool("strip_accents", default: lowercases), lowercases: lowercases))
        case "Precompiled":
            guard let table = try characterMap() else { return .sequence([]) }
            return .characterMap(table)
        default: throw unsupported("the normalizer \(type)")
        }
    }

    /// The table of `Precompiled`, which is base64; nil where it is null or empty.
    private func characterMap() throws(TokenizerFormatError) -> CharacterMap? {
        guard let text = try optionalText("precompiled_charsmap"), !text.isEmpty else { return nil }
        var bytes: [UInt8] = []
        guard Base64.appendDecoded(text.span, to: &bytes) else { throw invalid("precompiled_charsmap is not base64") }
        guard let map = CharacterMap(bytes) else {
            throw invalid("precompiled_charsmap is not a table of SentencePiece")
        }
        return map
    }
}

extension NormalizerComponent {
    /// The policy that does the same, where the normalizer is only Unicode's or none.
    var policy: NormalizationPolicy? {
        switch self {
        case .unicode(let policy): policy
        case .sequence(let components):
            components.isEmpty ? NormalizationPolicy.none : components.count == 1 ? components[0].policy : nil
        default: nil
        }
    }

    /// The normalizer without steps that do nothing.
    var simplified: NormalizerComponent? {
        switch self {
        case .unicode(.none): return nil
        case .bert(BertCleaning(cleansText: false, separatesChinese: false, stripsAccents: false, lowercases: false)):
            return nil
        case .sequence(let components):
            let parts = components.compactMap(\.simplified)
            return parts.isEmpty ? nil : parts.count == 1 ? parts[0] : .sequence(parts)
        default: return self
        }
    }
}
