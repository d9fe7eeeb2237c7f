/// Parameters of a model, in thousand millions.
public struct ParameterCount: Sendable, Hashable {
    public let total: Double
    /// Parameters used for one token, or `nil` for a model that uses all of them.
    public let active: Double?

    public init(total: Double, active: Double? = nil) {
        self.total = total
        self.active = active
    }
}

/// A length that somebody says a model can take.
public struct ContextLimit: Sendable, Hashable {
    public let tokens: Int
    /// What the length is, in a few words: "native", "with YaRN", "as trained".
    public let meaning: String

    public init(_ tokens: Int, _ meaning: String) {
        self.tokens = tokens
        self.meaning = meaning
    }
}

/// What is known of a published model, each value with its source.
///
/// A value that is not known is `nil` or an empty list. It is shown as unknown and never filled in.
public struct ModelProfile: Sendable {
    /// The name to type: lower case, with hyphens.
    public let identifier: String
    /// The vendor's own spelling.
    public let name: String
    public let vendor: String
    /// Other names that find this profile.
    public let aliases: [String]
    public let parameters: Sourced<ParameterCount>?
    /// Ids of the vocabulary, reserved ones included.
    public let vocabularySize: Sourced<Int>?
    /// What the tokenizer does to text before it splits it.
    public let normalizer: Sourced<String>?
    /// Lengths, the one to use by default first.
    public let contexts: [Sourced<ContextLimit>]
    public let layout: Sourced<AttentionLayout>?
    /// What a reader of the numbers should know.
    public let notes: [String]

    public init(
        identifier: String, name: String, vendor: String, aliases: [String] = [],
        parameters: Sourced<ParameterCount>? = nil, vocabularySize: Sourced<Int>? = nil,
        normalizer: Sourced<String>? = nil, contexts: [Sourced<ContextLimit>] = [],
        layout: Sourced<AttentionLayout>? = nil, notes: [String] = []
    ) {
        self.identifier = identifier
        self.name = name
        self.vendor = vendor
        self.aliases = aliases
        self.parameters = parameters
        self.vocabularySize = vocabularySize
        self.normalizer = normalizer
        self.contexts = contexts
        self.layout = layout
        self.notes = notes
    }

    /// The attention layout, for those who cannot go on without it.
    ///
    /// - Throws: ``LongContextError/missingValue(model:what:)``.
    public func requiredLayout() throws(LongContextError) -> AttentionLayout {
        guard let layout else { throw .missingValue(model: identifier, what: "attention layout") }
        return layout.value
    }

    /// The default context length, for those who cannot go on without it.
    ///
    /// - Throws: ``LongContextError/missingValue(model:what:)``.
    public func requiredContext() throws(LongContextError) -> Int {
        guard let first = contexts.first else { throw .missingValue(model: identifier, what: "context length") }
        return first.value.tokens
    }
}
