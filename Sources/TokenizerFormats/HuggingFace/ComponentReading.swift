internal import JSONBytes
internal import Tokenization

/// Reads the fields of a component of a `tokenizer.json`, with errors that name the place.
struct ComponentReading: Sendable {
    let context: FormatContext
    /// Where the component is: `normalizer`, `pre_tokenizer.pretokenizers[1]`.
    let place: String
    let value: JSONValue

    /// The component's name.
    var type: String { value["type"]?.stringValue ?? "" }

    func unsupported(_ what: String) -> TokenizerFormatError {
        context.error(place, .unsupported(component: what))
    }

    func invalid(_ what: String) -> TokenizerFormatError {
        context.invalid(place, what)
    }

    /// The components of a sequence.
    func parts(_ name: String) throws(TokenizerFormatError) -> [ComponentReading] {
        guard let parts = value[name]?.arrayValue else { throw context.error(place, .missingField(name)) }
        return parts.enumerated().map { index, part in
            ComponentReading(context: context, place: "\(place).\(name)[\(index)]", value: part)
        }
    }

    func bool(_ name: String, default fallback: Bool? = nil) throws(TokenizerFormatError) -> Bool {
        if let field = value[name], !field.isNull {
            guard let bool = field.boolValue else { throw invalid("the field \(name) must be true or false") }
            return bool
        }
        guard let fallback else { throw context.error(place, .missingField(name)) }
        return fallback
    }

    func int(_ name: String, default fallback: Int? = nil) throws(TokenizerFormatError) -> Int {
        if let field = value[name], !field.isNull {
            guard let int = field.intValue else { throw invalid("the field \(name) must be a number") }
            return int
        }
        guard let fallback else { throw context.error(place, .missingField(name)) }
        return fallback
    }

    /// The bytes of a string; nil where the field is missing or null.
    func optionalText(_ name: String) throws(TokenizerFormatError) -> [UInt8]? {
        guard let field = value[name], !field.isNull else { return nil }
        guard let bytes = field.stringBytes else { throw invalid("the field \(name) must be a string") }
        return bytes
    }

    func text(_ name: String, default fallback: String? = nil) throws(TokenizerFormatError) -> [UInt8] {
        if let bytes = try optionalText(name) { return bytes }
        guard let fallback else { throw context.error(place, .missingField(name)) }
        return Array(fallback.utf8)
    }

    /// A string of one character.
    func character(_ name: String) throws(TokenizerFormatError) -> Unicode.Scalar {
        let text = String(decoding: try text(name), as: UTF8.self)
        guard let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1 else {
            throw invalid("the field \(name) must be one character")
        }
        return scalar
    }

    /// A pattern: `{"String": …}` or `{"Regex": …}`.
    func pattern() throws(TokenizerFormatError) -> TextPattern {
        guard let pattern = value["pattern"] else { throw context.error(place, .missingField("pattern")) }
        if let literal = pattern["String"]?.stringBytes { return .literal(literal) }
        guard let regex = pattern["Regex"]?.stringValue else {
            throw invalid("the pattern is neither String nor Regex")
        }
        do throws(RegexError) {
            return .regex(try RegexPattern(regex))
        } catch {
            switch error {
            case .unsupported(let construct): throw unsupported("\(construct) in the regex \(regex)")
            default: throw invalid("\(error.description) (\(regex))")
            }
        }
    }

    func behavior(default fallback: SplitBehavior? = nil) throws(TokenizerFormatError) -> SplitBehavior {
        guard let name = value["behavior"]?.stringValue else {
            guard let fallback else { throw context.error(place, .missingField("behavior")) }
            return fallback
        }
        guard let behavior = SplitBehavior(rawValue: name) else { throw unsupported("the behavior \(name)") }
        return behavior
    }
}
