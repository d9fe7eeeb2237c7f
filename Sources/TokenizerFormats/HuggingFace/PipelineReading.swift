internal import BytePairEncoding
internal import JSONBytes
internal import TextNormalization

/// Recognizes the components of a `tokenizer.json` for which there is hand-written code.
struct PipelineReading {
    let context: FormatContext

    /// How a byte-level tokenizer cuts text.
    struct Split: Sendable {
        var pattern: SplitPattern
        var addsPrefixSpace: Bool
    }

    /// The policy that equals a normalizer.
    func normalization(_ value: JSONValue) throws(TokenizerFormatError) -> NormalizationPolicy {
        guard let type = type(of: value) else { return .none }
        if let policy = try NormalizerComponent.namedPolicy(value, context) { return policy }
        switch type {
        case "NFC": return .nfc
        case "NFD": return .nfd
        case "NFKC": return .nfkc
        case "NFKD": return .nfkd
        case "Sequence":
            let parts = value["normalizers"]?.arrayValue ?? []
            if parts.isEmpty { return .none }
            if parts.count == 1 { return try normalization(parts[0]) }
        default: break
        }
        throw context.error("normalizer", .unsupported(component: "the normalizer \(type)"))
    }

    /// The split of a byte-level tokenizer: `ByteLevel` by itself, or behind `Split`s.
    func split(_ value: JSONValue) throws(TokenizerFormatError) -> Split {
        var parts: [JSONValue] = []
        flatten(value, into: &parts)
        guard let last = parts.popLast(), type(of: last) == "ByteLevel" else {
            throw context.error(
                "pre_tokenizer", .unsupported(component: "a pre-tokenizer that does not end in ByteLevel"))
        }
        let addsPrefixSpace = last["add_prefix_space"]?.boolValue ?? true
        let usesRegex = last["use_regex"]?.boolValue ?? true
        if parts.isEmpty, usesRegex {
            return Split(pattern: .gpt2, addsPrefixSpace: addsPrefixSpace)
        }
        guard !usesRegex, !addsPrefixSpace else {
            throw context.error(
                "pre_tokenizer",
                .unsupported(component: "ByteLevel with a regex or prefix space behind other components"))
        }
        let regexes = try parts.map { part throws(TokenizerFormatError) in try regex(part) }
        guard let pattern = SplitPattern(regexes: regexes) else {
            throw context.error("pre_tokenizer", .unsupported(component: "a split by a regex that is not a known one"))
        }
        return Split(pattern: pattern, addsPrefixSpace: false)
    }

    /// The regex of a `Split` that keeps every match and every gap as a piece.
    private func regex(_ part: JSONValue) throws(TokenizerFormatError) -> String {
        guard type(of: part) == "Split" else {
            throw context.error(
                "pre_tokenizer", .unsupported(component: "the pre-tokenizer \(type(of: part) ?? "without a type")"))
        }
        guard let regex = part["pattern"]?["Regex"]?.stringValue else {
            throw context.error("pre_tokenizer", .unsupported(component: "Split by a plain string"))
        }
        let behavior = part["behavior"]?.stringValue ?? ""
        let isInverted = part["invert"]?.boolValue ?? false
        // Known patterns match all of a text (DeepSeek's last one excepted), so that nothing is removed.
        let keepsMatches =
            behavior == "Isolated"
            || behavior == "Removed" && isInverted
                && SplitPattern(regexes: [regex])?.coversAllText == true
        guard keepsMatches else {
            throw context.error(
                "pre_tokenizer",
                .unsupported(component: "Split with the behavior \(behavior)\(isInverted ? ", inverted" : "")"))
        }
        return regex
    }

    private func flatten(_ value: JSONValue, into parts: inout [JSONValue]) {
        if type(of: value) == "Sequence" {
            for part in value["pretokenizers"]?.arrayValue ?? [] {
                flatten(part, into: &parts)
            }
        } else if !value.isNull {
            parts.append(value)
        }
    }

    private func type(of value: JSONValue) -> String? {
        value.isNull ? nil : value["type"]?.stringValue ?? ""
    }
}

extension SplitPattern {
    /// Whether the regex matches every character, so that gaps never occur.
    var coversAllText: Bool { self != .deepseek }
}
