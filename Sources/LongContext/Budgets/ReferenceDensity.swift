internal import JSONBytes

/// What a page of text takes with a tokenizer, measured once for those who have no documents at hand.
public struct ReferenceDensity: Sendable, Hashable {
    /// The tokenizer, for people.
    public let name: String
    /// Identifiers of the models whose tokenizer it is.
    public let models: [String]
    /// Tokens of a page of Hancom's default style.
    public let tokensPerPage: Percentiles
    public let charactersPerToken: Percentiles
    /// What was measured.
    public let basis: String

    /// The figures of a model's tokenizer.
    ///
    /// - Throws: ``LongContextError/noDensity(model:reason:)`` where nothing was measured for it.
    public static func density(of profile: ModelProfile) throws(LongContextError) -> ReferenceDensity {
        guard let found = all.first(where: { $0.models.contains(profile.identifier) }) else {
            throw .noDensity(model: profile.identifier, reason: "nothing was measured for its tokenizer")
        }
        return found
    }

    /// The tokens of a page.
    ///
    /// - Throws: ``LongContextError/noDensity(model:reason:)`` where nothing was measured on this kind of page.
    public func pageBudget(rule: PageRule) throws(LongContextError) -> PageBudget {
        switch rule {
        case .typeset(.hancom):
            return PageBudget(tokensPerPage: tokensPerPage, basis: basis)
        case .characters(let perPage):
            guard perPage >= 1 else {
                throw .outOfRange(what: "the characters a page", value: perPage, allowed: "one or more")
            }
            return PageBudget(charactersPerToken: charactersPerToken, charactersPerPage: perPage, basis: basis)
        case .typeset, .manuscript:
            throw .noDensity(model: name, reason: "it was measured on Hancom's page and by characters only")
        }
    }
}

extension ReferenceDensity {
    /// The name of the file that a tokenizer's folder may hold its figures in.
    public static let fileName = "densities.json"

    /// Reads the figures that lie beside a tokenizer, as `Scripts/make-densities` writes them.
    ///
    /// - Throws: ``LongContextError/densities(_:)`` where they are not what they should be.
    public init(json: [UInt8]) throws(LongContextError) {
        let root: JSONValue
        do {
            root = try JSONValue(parsing: json)
        } catch {
            throw .densities("it is not JSON: \(error)")
        }
        guard root["schema"]?.stringValue == "malmoi.densities/1" else {
            throw .densities("it is not of the schema malmoi.densities/1")
        }
        guard let name = root["name"]?.stringValue, let basis = root["basis"]?.stringValue else {
            throw .densities("it has no name or no basis")
        }
        self.init(
            name: name, models: [], tokensPerPage: try Self.percentiles(root, "tokens_per_page"),
            charactersPerToken: try Self.percentiles(root, "characters_per_token"), basis: basis)
    }

    private static func percentiles(_ root: JSONValue, _ name: String) throws(LongContextError) -> Percentiles {
        guard let low = root[name]?["p10"]?.doubleValue, let middle = root[name]?["p50"]?.doubleValue,
            let high = root[name]?["p90"]?.doubleValue, 0 < low, low <= middle, middle <= high, high.isFinite
        else {
            throw .densities("\(name) must have p10, p50 and p90, above zero and in order")
        }
        return Percentiles(tenth: low, fiftieth: middle, ninetieth: high)
    }
}
