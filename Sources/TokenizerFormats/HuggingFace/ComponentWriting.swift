internal import BytePairEncoding
internal import JSONBytes
internal import TextNormalization
internal import Tokenization

/// Writes components as `tokenizer.json` has them: what `ComponentReading` reads.
enum ComponentWriting {
    /// A component that the format has no word for.
    struct Refusal: Error {
        var reason: String
    }

    // MARK: Normalizers

    /// - Parameter allowingLoss: whether a policy may be written as the nearest component, with Malmoi's member.
    static func normalizer(
        _ component: NormalizerComponent?, allowingLoss: Bool
    ) throws(Refusal) -> JSONValue {
        guard let component else { return .null }
        switch component {
        case .unicode(let policy):
            guard let value = PolicyComponent.value(of: policy, allowingLoss: allowingLoss) else {
                throw Refusal(reason: PolicyComponent.refusal(of: policy))
            }
            return value
        case .sequence(let components):
            var parts: [JSONValue] = []
            for component in components { parts.append(try normalizer(component, allowingLoss: allowingLoss)) }
            return object("Sequence", ("normalizers", .array(parts)))
        case .lowercase: return object("Lowercase")
        case .stripAccents: return object("StripAccents")
        case .strip(let left, let right):
            return object("Strip", ("strip_left", .bool(left)), ("strip_right", .bool(right)))
        case .replace(let pattern, let content):
            return object("Replace", ("pattern", self.pattern(pattern)), ("content", .string(content)))
        case .prepend(let text): return object("Prepend", ("prepend", .string(text)))
        case .bert(let cleaning):
            return object(
                "BertNormalizer", ("clean_text", .bool(cleaning.cleansText)),
                ("handle_chinese_chars", .bool(cleaning.separatesChinese)),
                ("strip_accents", .bool(cleaning.stripsAccents)), ("lowercase", .bool(cleaning.lowercases)))
        case .nmt: return object("Nmt")
        case .byteLevel: return object("ByteLevel")
        case .characterMap: throw Refusal(reason: "the normalizer Precompiled (a table of replacements)")
        case .sentencePiece: throw Refusal(reason: "SentencePiece's normalizer")
        }
    }

    // MARK: Pre-tokenizers

    static func preTokenizer(_ component: PreTokenizerComponent?) throws(Refusal) -> JSONValue {
        guard let component else { return .null }
        let parts = try components(component)
        if parts.count == 1, let part = parts.first { return part }
        return object("Sequence", ("pretokenizers", .array(parts)))
    }

    /// A component, or the several that a known split of several regexes is.
    private static func components(_ component: PreTokenizerComponent) throws(Refusal) -> [JSONValue] {
        switch component {
        case .sequence(let components):
            var parts: [JSONValue] = []
            for component in components { parts += try self.components(component) }
            return parts
        case .known(let pattern): return pattern.regexes.map { split(.object([regex($0)]), .isolated, false) }
        case .byteLevel(let addsPrefixSpace, let usesRegex), .bytes(let addsPrefixSpace, let usesRegex):
            return [byteLevel(addsPrefixSpace: addsPrefixSpace, usesRegex: usesRegex)]
        case .metaspace(let metaspace):
            let scheme = JSONValue.text(metaspace.scheme.rawValue)
            return [
                object(
                    "Metaspace", ("replacement", .string(metaspace.replacement)), ("prepend_scheme", scheme),
                    ("split", .bool(metaspace.splits)))
            ]
        case .split(let pattern, let behavior, let isInverted):
            return [split(self.pattern(pattern), behavior, isInverted)]
        case .whiteSpace: return [object("Whitespace")]
        case .whiteSpaceSplit: return [object("WhitespaceSplit")]
        case .bert: return [object("BertPreTokenizer")]
        case .punctuation(let behavior): return [object("Punctuation", ("behavior", .text(behavior.rawValue)))]
        case .digits(let isIndividual): return [object("Digits", ("individual_digits", .bool(isIndividual)))]
        case .delimiter(let character):
            guard let scalar = Unicode.Scalar(character) else { throw Refusal(reason: "a delimiter of no character") }
            return [object("CharDelimiterSplit", ("delimiter", .text(String(scalar))))]
        case .fixedLength(let length): return [object("FixedLength", ("length", .integer(length)))]
        }
    }

    private static func split(_ pattern: JSONValue, _ behavior: SplitBehavior, _ isInverted: Bool) -> JSONValue {
        object(
            "Split", ("pattern", pattern), ("behavior", .text(behavior.rawValue)), ("invert", .bool(isInverted)))
    }

    static func byteLevel(addsPrefixSpace: Bool, usesRegex: Bool) -> JSONValue {
        object(
            "ByteLevel", ("add_prefix_space", .bool(addsPrefixSpace)), ("trim_offsets", .bool(false)),
            ("use_regex", .bool(usesRegex)))
    }

    // MARK: Decoders

    static func decoder(_ component: DecoderComponent?) throws(Refusal) -> JSONValue {
        guard let component else { return .null }
        switch component {
        case .sequence(let components):
            var parts: [JSONValue] = []
            for component in components { parts.append(try decoder(component)) }
            return object("Sequence", ("decoders", .array(parts)))
        case .byteLevel: return byteLevel(addsPrefixSpace: true, usesRegex: true)
        case .metaspace(let replacement, let dropsFirst):
            return object(
                "Metaspace", ("replacement", .string(replacement)),
                ("prepend_scheme", .text(dropsFirst ? "always" : "never")), ("split", .bool(true)))
        case .wordPiece(let prefix, let cleansUp):
            return object("WordPiece", ("prefix", .string(prefix)), ("cleanup", .bool(cleansUp)))
        case .bytePairs(let suffix): return object("BPEDecoder", ("suffix", .string(suffix)))
        case .byteFallback: return object("ByteFallback")
        case .fuse: return object("Fuse")
        case .strip(let character, let start, let end):
            guard let scalar = Unicode.Scalar(character) else { throw Refusal(reason: "a strip of no character") }
            return object(
                "Strip", ("content", .text(String(scalar))), ("start", .integer(start)), ("stop", .integer(end)))
        case .replace(let pattern, let content):
            return object("Replace", ("pattern", self.pattern(pattern)), ("content", .string(content)))
        case .ctc(let pad, let delimiter, let cleansUp):
            return object(
                "CTC", ("pad_token", .string(pad)), ("word_delimiter_token", .string(delimiter)),
                ("cleanup", .bool(cleansUp)))
        case .sentencePiece: throw Refusal(reason: "SentencePiece's decoder")
        }
    }

    // MARK: Parts of all of them

    private static func pattern(_ pattern: TextPattern) -> JSONValue {
        switch pattern {
        case .literal(let bytes): .object([.init(key: Array("String".utf8), value: .string(bytes))])
        case .regex(let regex): .object([self.regex(regex.source)])
        }
    }

    private static func regex(_ source: String) -> JSONValue.Member {
        .init(key: Array("Regex".utf8), value: .text(source))
    }

    private static func object(_ type: String, _ fields: (String, JSONValue)...) -> JSONValue {
        let members = [("type", .text(type))] + fields
        return .object(members.map { JSONValue.Member(key: Array($0.0.utf8), value: $0.1) })
    }
}

/// The pipeline of a byte-level tokenizer as components, whichever path it takes.
struct WrittenPipeline {
    var normalizer: JSONValue
    var preTokenizer: JSONValue
    var decoder: JSONValue

    /// - Throws: a refusal where a component has no word in the format.
    init(_ tokenizer: Tokenizer, allowingLoss: Bool) throws(ComponentWriting.Refusal) {
        if let model = tokenizer.byteLevel {
            normalizer = try ComponentWriting.normalizer(.unicode(model.normalization), allowingLoss: allowingLoss)
            let pattern = model.preTokenizer.pattern
            if model.addsPrefixSpace, pattern != .gpt2 {
                throw ComponentWriting.Refusal(reason: "a prefix space is only known with GPT-2's split")
            }
            let split: PreTokenizerComponent =
                pattern == .gpt2
                ? .bytes(addsPrefixSpace: model.addsPrefixSpace, usesRegex: true)
                : .sequence([.known(pattern), .bytes(addsPrefixSpace: false, usesRegex: false)])
            preTokenizer = try ComponentWriting.preTokenizer(split)
            decoder = try ComponentWriting.decoder(.byteLevel)
        } else {
            let model = tokenizer.general
            normalizer = try ComponentWriting.normalizer(model?.normalizer, allowingLoss: allowingLoss)
            preTokenizer = try ComponentWriting.preTokenizer(model?.preTokenizer)
            decoder = try ComponentWriting.decoder(model?.decoder)
        }
    }
}
