internal import BytePairEncoding
internal import JSONBytes
internal import Tokenization

extension ComponentReading {
    /// The pre-tokenizer; nil for null.
    func preTokenizer() throws(TokenizerFormatError) -> PreTokenizerComponent? {
        if value.isNull { return nil }
        switch type {
        case "Sequence": return try preTokenizerSequence()
        case "ByteLevel":
            return .byteLevel(
                addsPrefixSpace: try bool("add_prefix_space"), usesRegex: try bool("use_regex", default: true))
        case "Metaspace":
            return .metaspace(
                Metaspace(
                    replacement: try text("replacement"), scheme: try prependScheme(),
                    splits: try bool("split", default: true)))
        case "Split": return try split()
        case "Whitespace": return .whiteSpace
        case "WhitespaceSplit": return .whiteSpaceSplit
        case "BertPreTokenizer": return .bert
        case "Punctuation": return .punctuation(try behavior(default: .isolated))
        case "Digits": return .digits(isIndividual: try bool("individual_digits", default: false))
        case "CharDelimiterSplit": return .delimiter(try character("delimiter").value)
        case "FixedLength":
            let length = try int("length", default: 5)
            guard length > 0 else { throw invalid("the length must be at least 1") }
            return .fixedLength(length)
        default: throw unsupported("the pre-tokenizer \(type)")
        }
    }

    /// A known regex that keeps everything runs as hand-written code.
    private func split() throws(TokenizerFormatError) -> PreTokenizerComponent {
        let isInverted = try bool("invert", default: false)
        let behavior = try behavior()
        if let regex = value["pattern"]?["Regex"]?.stringValue, let known = SplitPattern(regexes: [regex]),
            known.keepsEverything(behavior, isInverted: isInverted)
        {
            return .known(known)
        }
        return .split(try pattern(), behavior, isInverted: isInverted)
    }

    /// DeepSeek's split is three components of a sequence.
    private func preTokenizerSequence() throws(TokenizerFormatError) -> PreTokenizerComponent {
        let parts = try parts("pretokenizers")
        let splits = parts.prefix {
            $0.type == "Split" && $0.value["behavior"]?.stringValue == "Isolated"
                && $0.value["pattern"]?["Regex"] != nil
        }
        let regexes = splits.compactMap { $0.value["pattern"]?["Regex"]?.stringValue }
        var components: [PreTokenizerComponent] = []
        var rest = parts[...]
        if splits.count > 1, let known = SplitPattern(regexes: regexes) {
            components.append(.known(known))
            rest = parts.dropFirst(splits.count)
        }
        for part in rest {
            if let component = try part.preTokenizer() { components.append(component) }
        }
        return .sequence(components)
    }

    /// Older files say `add_prefix_space` where newer ones name a scheme.
    func prependScheme() throws(TokenizerFormatError) -> Metaspace.PrependScheme {
        if let name = value["prepend_scheme"]?.stringValue {
            guard let scheme = Metaspace.PrependScheme(rawValue: name) else { throw unsupported("the scheme \(name)") }
            return scheme
        }
        return try bool("add_prefix_space", default: true) ? .always : .never
    }
}

extension SplitPattern {
    /// Whether splitting by the regex leaves every character in a piece, matches and gaps apart.
    func keepsEverything(_ behavior: SplitBehavior, isInverted: Bool) -> Bool {
        // Known patterns match all of a text, DeepSeek's last one excepted: there are no gaps to be removed.
        behavior == .isolated || behavior == .removed && isInverted && self != .deepseek
    }
}

extension PreTokenizerComponent {
    /// The components in order, sequences opened.
    var flattened: [PreTokenizerComponent] {
        if case .sequence(let components) = self { components.flatMap(\.flattened) } else { [self] }
    }
}
