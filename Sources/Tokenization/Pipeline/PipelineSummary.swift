import BytePairEncoding
import TextNormalization

/// What a tokenizer does at each stage, in a line each, for people.
public struct PipelineSummary: Sendable, Equatable {
    /// The normalization: `nfc`, `NFKC, Lowercase`.
    public var normalizer: String
    /// How text is split: a pattern's name, or the components.
    public var split: String
    /// The kind of model.
    public var model: String
    /// Whether every stage is hand-written (the fast path), or regexes and components are followed (the general one).
    public var isFast: Bool
}

extension Tokenizer {
    /// What this tokenizer does, and which path it takes.
    public var summary: PipelineSummary {
        switch engine {
        case .byteLevel(let engine):
            PipelineSummary(
                normalizer: engine.model.normalization.rawValue, split: engine.model.preTokenizer.pattern.rawValue,
                model: TokenModel.bytePairs(engine.model.vocabulary).kind, isFast: true)
        case .general(let engine):
            PipelineSummary(
                normalizer: engine.model.normalizer?.summary ?? "none",
                split: engine.model.preTokenizer?.summary ?? "none", model: engine.model.model.kind, isFast: false)
        }
    }
}

extension NormalizerComponent {
    var summary: String {
        switch self {
        case .unicode(let policy): policy.rawValue
        case .sequence(let components): components.map(\.summary).joined(separator: ", ")
        case .lowercase: "lowercase"
        case .stripAccents: "strip accents"
        case .strip: "strip"
        case .replace(let pattern, _): "replace \(pattern.summary)"
        case .prepend(let text): "prepend \(String(decoding: text, as: UTF8.self))"
        case .bert: "BERT"
        case .characterMap: "table of replacements"
        case .sentencePiece: "SentencePiece"
        case .nmt: "NMT"
        case .byteLevel: "byte-level"
        }
    }
}

extension PreTokenizerComponent {
    var summary: String {
        switch self {
        case .sequence(let components): components.map(\.summary).joined(separator: ", ")
        case .known(let pattern): pattern.rawValue
        case .byteLevel(_, let usesRegex), .bytes(_, let usesRegex): usesRegex ? "gpt2, byte-level" : "byte-level"
        case .metaspace: "metaspace"
        case .split(let pattern, let behavior, _): "\(pattern.summary), \(behavior.rawValue.lowercased())"
        case .whiteSpace: "words"
        case .whiteSpaceSplit: "white space"
        case .bert: "BERT"
        case .punctuation: "punctuation"
        case .digits: "digits"
        case .delimiter: "delimiter"
        case .fixedLength(let length): "\(length) characters"
        }
    }
}

extension TextPattern {
    var summary: String {
        switch self {
        case .literal(let bytes): "\"\(String(decoding: bytes, as: UTF8.self))\""
        case .regex(let regex): "regex (ICU) \(regex.source)"
        }
    }
}

extension Tokenizer {
    /// Whether normalization changes a text; nil where the tokenizer has other steps than Unicode's forms, which may
    /// only write it differently (▁ for a space).
    ///
    /// - Complexity: O(*n*); text that is already normal is not copied.
    public func normalizationChanges(_ text: [UInt8]) -> Bool? {
        switch engine {
        case .byteLevel(let engine): return engine.normalizer.normalize(text).isChanged
        case .general(let engine):
            guard let normalizer = engine.model.normalizer else { return false }
            guard case .unicode(let policy) = normalizer else { return nil }
            return ReferenceNormalizer(policy).normalize(text).isChanged
        }
    }
}

extension Tokenizer {
    /// How many regexes of the tokenizer's file run on ICU's engine, since no hand-written code equals them.
    public var regexCount: Int {
        guard let general else { return 0 }
        return (general.normalizer?.regexCount ?? 0) + (general.preTokenizer?.regexCount ?? 0)
    }
}

extension NormalizerComponent {
    fileprivate var regexCount: Int {
        switch self {
        case .sequence(let components): components.reduce(0) { $0 + $1.regexCount }
        case .replace(.regex, _): 1
        default: 0
        }
    }
}

extension PreTokenizerComponent {
    fileprivate var regexCount: Int {
        switch self {
        case .sequence(let components): components.reduce(0) { $0 + $1.regexCount }
        case .split(.regex, _, _): 1
        default: 0
        }
    }
}
